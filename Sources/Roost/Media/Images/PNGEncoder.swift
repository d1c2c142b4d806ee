import CZlib

/// Writes pixels as a PNG file: 8 bits a channel, each row with the filter that leaves the smallest numbers.
enum PNGEncoder {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// The largest data chunk; what is compressed is cut into such.
    private static let chunkBytes = 65_536

    static func encode(_ pixels: Pixels) -> [UInt8] {
        var file = signature
        var header = bigEndian(UInt32(pixels.width)) + bigEndian(UInt32(pixels.height))
        header += [8, colorType(pixels.channels), 0, 0, 0]
        append("IHDR", header[...], to: &file)
        let data = compress(filter(pixels))
        var offset = 0
        while offset < data.count {
            let end = min(offset + chunkBytes, data.count)
            append("IDAT", data[offset..<end], to: &file)
            offset = end
        }
        append("IEND", [], to: &file)
        return file
    }

    private static func colorType(_ channels: Pixels.Channels) -> UInt8 {
        switch channels {
        case .gray: 0
        case .rgb: 2
        case .rgba: 6
        }
    }

    /// The rows, each behind the number of its filter.
    private static func filter(_ pixels: Pixels) -> [UInt8] {
        let rowBytes = pixels.width * pixels.channels.rawValue
        var filtered: [UInt8] = []
        filtered.reserveCapacity(pixels.bytes.count + pixels.height)
        var above = [UInt8](repeating: 0, count: rowBytes)
        for start in stride(from: 0, to: pixels.bytes.count, by: rowBytes) {
            let row = Array(pixels.bytes[start..<start + rowBytes])
            let best = bestFilter(row, above: above, pixelBytes: pixels.channels.rawValue)
            filtered.append(best.filter)
            filtered.append(contentsOf: best.row)
            above = row
        }
        return filtered
    }

    /// The filters in the order none, up, sub, Paeth; of equally good ones the first. The average is left out, as it
    /// is seldom the best.
    private static func bestFilter(
        _ row: [UInt8], above: [UInt8], pixelBytes: Int
    ) -> (filter: UInt8, row: [UInt8]) {
        var best: (filter: UInt8, row: [UInt8]) = (0, row)
        var smallest = weight(row)
        for filter: UInt8 in [2, 1, 4] where smallest > 0 {
            let candidate = apply(filter, to: row, above: above, pixelBytes: pixelBytes)
            let size = weight(candidate)
            if size < smallest {
                smallest = size
                best = (filter, candidate)
            }
        }
        return best
    }

    private static func weight(_ row: [UInt8]) -> Int {
        row.reduce(0) { $0 + ($1 < 128 ? Int($1) : 256 - Int($1)) }
    }

    private static func apply(_ filter: UInt8, to row: [UInt8], above: [UInt8], pixelBytes: Int) -> [UInt8] {
        row.indices.map { index in
            let up = above[index]
            let left = index >= pixelBytes ? row[index - pixelBytes] : 0
            let corner = index >= pixelBytes ? above[index - pixelBytes] : 0
            let prediction: UInt8 =
                switch filter {
                case 1: left
                case 2: up
                default: paeth(left, up, corner)
                }
            return row[index] &- prediction
        }
    }

    /// The neighbour closest to `left + up - corner`.
    private static func paeth(_ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        let estimate = Int(left) + Int(up) - Int(corner)
        let distances = (abs(estimate - Int(left)), abs(estimate - Int(up)), abs(estimate - Int(corner)))
        if distances.0 <= distances.1 && distances.0 <= distances.2 { return left }
        return distances.1 <= distances.2 ? up : corner
    }

    /// A zlib stream; where zlib refuses (it has no memory), one of stored blocks.
    private static func compress(_ data: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        let started = deflateInit2_(
            &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15, 9, Z_FILTERED, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard started == Z_OK else { return stored(data) }
        defer { deflateEnd(&stream) }
        var input = data
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(data.count))))
        let count = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = uInt(target.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? target.count - Int(stream.avail_out) : 0
            }
        }
        return count > 0 ? Array(output[..<count]) : stored(data)
    }

    static func stored(_ data: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var offset = 0
        repeat {
            let count = min(data.count - offset, 65_535)
            let isLast = offset + count == data.count
            stream += [
                isLast ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8 & 255),
            ]
            stream += data[offset..<offset + count]
            offset += count
        } while offset < data.count
        return stream + bigEndian(UInt32(truncatingIfNeeded: adler32(1, data, uInt(data.count))))
    }

    private static func append(_ type: String, _ content: ArraySlice<UInt8>, to file: inout [UInt8]) {
        let body = Array(type.utf8) + content
        file += bigEndian(UInt32(content.count))
        file += body
        file += bigEndian(UInt32(truncatingIfNeeded: crc32(0, body, uInt(body.count))))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
