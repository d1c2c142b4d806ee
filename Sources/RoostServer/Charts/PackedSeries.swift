import NIOCore
import RoostHistory
import RoostJSON

/// The packed form of docs/http-api.md, for drawing, in a third of the bytes: a column that is the same as in the curve
/// before is left out, as the steps of many runs are, and values that no eye could tell apart afterwards are sent as
/// floats.
enum PackedSeries {
    /// How far off a value may be, in spans of its curve.
    private static let mostError = 1e-4

    static func body(of curves: [NamedSeries], _ chosen: Set<SeriesColumn>?) -> ByteBuffer {
        var heads: [JSON] = []
        var columns = ByteBuffer()
        columns.reserveCapacity(curves.reduce(0) { $0 + $1.series.bucketCount * 16 })
        var before: [SeriesColumn: [Double]] = [:]
        for curve in curves {
            let isRough = mayBeRough(curve.series)
            var (sent, same, single): ([SeriesColumn], [SeriesColumn], [SeriesColumn]) = ([], [], [])
            for column in SeriesColumn.sent(of: curve.series, chosen) {
                let values = column.values(of: curve.series)
                if column.isPlace, before.updateValue(values, forKey: column) == values {
                    same.append(column)
                    continue
                }
                sent.append(column)
                if isRough, column.isValue {
                    single.append(column)
                    columns.writeFloats(values)
                } else {
                    columns.writeDoubles(values)
                }
            }
            var head = curve.head(sent)
            head["same"] = SeriesColumn.names(same)
            head["single"] = SeriesColumn.names(single)
            heads.append(.object(head))
        }
        var body = ByteBuffer(string: "RSERIES2")
        body.writeInteger(UInt32(0))
        body.writeAligned(.array(heads))
        body.writeBuffer(&columns)
        return body
    }

    /// Whether floats are fine enough to draw a curve. What is exact stays so.
    private static func mayBeRough(_ series: Series) -> Bool {
        guard !series.isExact else { return false }
        var low = Double.infinity
        var high = -Double.infinity
        // On a logarithmic axis the smallest values count as much as the greatest.
        var least = Double.infinity
        for column in [series.minimum, series.maximum, series.mean] {
            for value in column where !value.isNaN {
                low = min(low, value)
                high = max(high, value)
                if value != 0 { least = min(least, abs(value)) }
            }
        }
        let greatest = max(abs(low), abs(high))
        return greatest <= Double(Float.greatestFiniteMagnitude) && least >= Double(Float.leastNormalMagnitude)
            && greatest * Double(Float.ulpOfOne) / 2 <= (high - low) * mostError
    }
}

extension ByteBuffer {
    /// Writes values as floats in little-endian order, and zeros up to a multiple of eight bytes.
    fileprivate mutating func writeFloats(_ values: [Double]) {
        let floats = values.map(Float.init)
        #if _endian(little)
            _ = floats.withUnsafeBytes { writeBytes($0) }
        #else
            for value in floats { writeInteger(value.bitPattern, endianness: .little) }
        #endif
        if floats.count % 2 != 0 { writeInteger(UInt32(0)) }
    }
}
