/// Writes samples as a WAV file: linear, 16 bits, little-endian.
enum WAVEncoder {
    /// A sample of -1 to 1 as a number of 16 bits: the upper half of the nearest number of 32 bits.
    static func sample(_ value: Double) -> Int16 {
        upperHalf(value * 2_147_483_647)
    }

    /// As of double precision; the factor is the nearest that single precision has.
    static func sample(_ value: Float) -> Int16 {
        upperHalf(Double(value * 2_147_483_648))
    }

    private static func upperHalf(_ scaled: Double) -> Int16 {
        guard !scaled.isNaN else { return 0 }
        let clipped = max(-2_147_483_648, min(2_147_483_647, scaled.rounded(.toNearestOrEven)))
        return Int16(Int32(clipped) >> 16)
    }

    static func encode(_ samples: [Int16], sampleRate: Int, channels: Int) -> [UInt8] {
        let dataBytes = samples.count * 2
        var file: [UInt8] = []
        file.reserveCapacity(44 + dataBytes)
        func append(_ text: String) { file.append(contentsOf: text.utf8) }
        func append(_ value: Int, bytes: Int) {
            for index in 0..<bytes { file.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
        }
        append("RIFF")
        append(36 + dataBytes, bytes: 4)
        append("WAVEfmt ")
        append(16, bytes: 4)
        append(1, bytes: 2)
        append(channels, bytes: 2)
        append(sampleRate, bytes: 4)
        append(sampleRate * channels * 2, bytes: 4)
        append(channels * 2, bytes: 2)
        append(16, bytes: 2)
        append("data")
        append(dataBytes, bytes: 4)
        for sample in samples { append(Int(sample), bytes: 2) }
        return file
    }
}
