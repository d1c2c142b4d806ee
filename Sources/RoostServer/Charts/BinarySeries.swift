import NIOCore
import RoostHistory
import RoostJSON

/// The binary form of docs/http-api.md: every column as it is, in doubles.
enum BinarySeries {
    static func body(of curves: [NamedSeries], _ chosen: Set<SeriesColumn>?) -> ByteBuffer {
        var body = ByteBuffer()
        let values = curves.reduce(0) { $0 + $1.series.bucketCount * SeriesColumn.allCases.count }
        body.reserveCapacity(16 + values * 8 + curves.count * 256)
        body.writeString("RSERIES1")
        body.writeInteger(UInt32(curves.count), endianness: .little)
        // Keeps what follows aligned to 8 bytes, for readers that map it.
        body.writeInteger(UInt32(0), endianness: .little)
        for curve in curves {
            let columns = SeriesColumn.sent(of: curve.series, chosen)
            body.writeAligned(.object(curve.head(columns)))
            for column in columns { body.writeDoubles(column.values(of: curve.series)) }
        }
        return body
    }
}

extension ByteBuffer {
    /// Writes the length of a JSON text and the text, with spaces at its end that keep what follows aligned to 8 bytes.
    mutating func writeAligned(_ json: JSON) {
        var text = Array(json.text.utf8)
        while (writerIndex + 4 + text.count) % 8 != 0 { text.append(UInt8(ascii: " ")) }
        writeInteger(UInt32(text.count), endianness: .little)
        writeBytes(text)
    }

    /// Writes doubles in little-endian order.
    mutating func writeDoubles(_ values: [Double]) {
        #if _endian(little)
            _ = values.withUnsafeBytes { writeBytes($0) }
        #else
            for value in values { writeInteger(value.bitPattern, endianness: .little) }
        #endif
    }
}
