import RoostHistory
import RoostJSON

/// Deterministic rows as a training run logs them: noisy random walks of single precision, ten keys a row beside
/// `_step`, `_runtime` and `_timestamp`.
struct Workload {
    static let keys = [
        "train/loss", "train/accuracy", "val/loss", "val/accuracy", "lr", "grad_norm", "throughput", "perplexity",
        "entropy", "reward",
    ]

    private var state: UInt64
    private var values: [Double]

    init(seed: UInt64) {
        state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
        values = Self.keys.indices.map { Double($0) + 1 }
    }

    mutating func random() -> Double {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Double(state >> 11) / Double(UInt64(1) << 53)
    }

    /// The JSON text of the row at `step`.
    mutating func row(_ step: Int) -> String {
        var writer = JSONWriter()
        writer.write(raw: "{\"_step\":")
        writer.write(Int64(step))
        writer.write(raw: ",\"_runtime\":")
        let runtime = (Double(step) * 0.125 * 1e6 + random() * 1e3).rounded() / 1e6
        writer.write(runtime)
        writer.write(raw: ",\"_timestamp\":")
        writer.write(1.795e9 + runtime)
        for (index, key) in Self.keys.enumerated() {
            values[index] = values[index] * 0.9999 + (random() - 0.5) * 0.05
            writer.write(raw: ",")
            writer.write(string: key)
            writer.write(raw: ":")
            writer.write(Double(Float(values[index])))
        }
        writer.write(raw: "}")
        return writer.text
    }

    mutating func rows(_ steps: Range<Int>) -> [String] { steps.map { row($0) } }

    /// The body of a file-stream request with these lines.
    static func body(offset: Int, lines: [String]) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(raw: "{\"files\":{\"wandb-history.jsonl\":{\"offset\":\(offset),\"content\":[")
        for (index, line) in lines.enumerated() {
            if index > 0 { writer.write(raw: ",") }
            writer.write(string: line)
        }
        writer.write(raw: "]}}}")
        return writer.bytes
    }
}
