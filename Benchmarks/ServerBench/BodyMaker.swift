/// File-stream bodies as the official client writes them: rows of noisy decaying curves, values with all their digits.
enum BodyMaker {
    static func body(offset: Int, rows: Int, keys: Int, using generator: inout SeededGenerator) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(rows * (keys * 36 + 96) + 96)
        append("{\"files\":{\"wandb-history.jsonl\":{\"offset\":\(offset),\"content\":[", to: &text)
        for row in 0..<rows {
            let step = offset + row
            append(row == 0 ? "\"{" : ",\"{", to: &text)
            for key in 0..<keys {
                // What `loss.item()` gives: a 32-bit number with the digits of a 64-bit one.
                let noise = Double(generator.next() >> 11) / Double(1 << 53)
                let value = Float(1 / (1 + Double(step) * 0.001) + noise * 0.1 * Double(key + 1))
                append("\\\"metric\(key)\\\":\(Double(value)),", to: &text)
            }
            append("\\\"_timestamp\\\":\(1.7952149403137858e9 + Double(step) * 0.1),", to: &text)
            append("\\\"_runtime\\\":\(0.16494434 + Double(step) * 0.1),\\\"_step\\\":\(step)}\"", to: &text)
        }
        append("]}}}", to: &text)
        return text
    }

    private static func append(_ piece: String, to text: inout [UInt8]) { text.append(contentsOf: piece.utf8) }
}

/// SplitMix64, so that every run of the benchmark sends the same.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
