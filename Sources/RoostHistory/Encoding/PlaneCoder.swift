/// Writes words plane by plane, compressing the planes that compress.
enum PlaneCoder {
    /// Whether the bytes look like noise, so that compressing them is a waste of time: no byte value stands out.
    private static func isNoise(_ plane: UnsafeRawBufferPointer) -> Bool {
        guard plane.count >= 64 else { return false }
        // Two planes' worth of counters, lest increments of one counter wait for each other.
        return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 512) { counts in
            counts.initialize(repeating: 0)
            let sample = min(plane.count, 1024) & ~1
            var index = 0
            while index < sample {
                counts[Int(plane[index])] &+= 1
                counts[256 + Int(plane[index + 1])] &+= 1
                index += 2
            }
            var squares = 0
            for value in 0..<256 {
                let count = Int(counts[value] + counts[256 + value])
                squares += count * count
            }
            // Evenly spread bytes give n²/256 + n, and an eighth more is still hardly worth compressing.
            return squares < (sample * sample / 256 + sample) * 9 / 8
        }
    }

    /// Writes the lowest `width` bytes of the words.
    static func write(_ words: [UInt64], width: Int, to writer: inout ByteWriter, _ codec: Codec) {
        let planes = BytePlanes.split(words, width: width)
        planes.withUnsafeBytes { planes in
            let count = words.count
            var noise: UInt8 = 0
            for plane in 0..<width
            where isNoise(UnsafeRawBufferPointer(rebasing: planes[(plane * count)..<((plane + 1) * count)])) {
                noise |= 1 << UInt8(plane)
            }
            writer.write(noise)
            var plane = 0
            while plane < width {
                let isNoise = noise & (1 << UInt8(plane)) != 0
                var end = plane + 1
                while end < width, (noise & (1 << UInt8(end)) != 0) == isNoise { end += 1 }
                let part = UnsafeRawBufferPointer(rebasing: planes[(plane * count)..<(end * count)])
                if isNoise {
                    writer.bytes.append(contentsOf: part)
                } else {
                    codec.write(part, to: &writer)
                }
                plane = end
            }
        }
    }

    /// Reads `count` words of `width` bytes.
    static func read(
        count: Int, width: Int, from reader: inout ByteReader, _ codec: Codec
    ) throws(HistoryError) -> [UInt64] {
        let noise = try reader.byte()
        var planes: [UInt8] = []
        planes.reserveCapacity(count * width)
        var plane = 0
        while plane < width {
            let isNoise = noise & (1 << UInt8(plane)) != 0
            var end = plane + 1
            while end < width, (noise & (1 << UInt8(end)) != 0) == isNoise { end += 1 }
            if isNoise {
                planes.append(contentsOf: reader.bytes[try reader.range((end - plane) * count)])
            } else {
                let part = try codec.read(from: &reader)
                guard part.count == (end - plane) * count else { throw .corrupt("a plane has the wrong size") }
                planes.append(contentsOf: part)
            }
            plane = end
        }
        return BytePlanes.join(planes, count: count, width: width)
    }
}
