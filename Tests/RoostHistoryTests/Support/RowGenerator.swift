/// Makes rows of every kind of value.
struct RowGenerator {
    var random: SeededRandom

    private static let keys = ["loss", "acc", "a.b", "nested", "media", "text", "mixed", "n/a", "é", "_runtime"]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// The JSON text of a row; without a step when `step` is `nil`.
    mutating func row(step: Int64?) -> String {
        var members: [String] = []
        if let step { members.append("\"_step\":\(step)") }
        for key in Self.keys where Int.random(in: 0..<10, using: &random) < 7 {
            members.append("\"\(key)\":\(value(of: key))")
        }
        members.shuffle(using: &random)
        return "{" + members.joined(separator: ",") + "}"
    }

    private mutating func value(of key: String) -> String {
        switch key {
        case "loss": return double()
        case "acc": return Double(Float.random(in: 0...1, using: &random)).description
        case "_runtime": return "\(Double(Int.random(in: 0..<1_000_000, using: &random)) / 1000)"
        case "a.b": return "\(Int64.random(in: .min ... .max, using: &random))"
        case "nested": return nested()
        case "media":
            return #"{"_type":"image-file","path":"media/\#(Int.random(in: 0..<9, using: &random)).png","size":3}"#
        case "text": return string()
        case "n/a":
            return ["null", "NaN", "Infinity", "-Infinity", "-0.0", "1", "true"].randomElement(using: &random) ?? ""
        default:
            return [
                double(), "\(Int.random(in: -5...5, using: &random))", string(), "null", "false", "[1,[2,{\"x\":3}]]",
                "{}", "123456789012345678901234567890", "-0", "1e400",
            ].randomElement(using: &random) ?? "null"
        }
    }

    private mutating func double() -> String {
        let value = Double(bitPattern: random.next())
        if value.isNaN { return "NaN" }
        if !value.isFinite { return value > 0 ? "Infinity" : "-Infinity" }
        return value.description
    }

    private mutating func string() -> String {
        [#""""#, #""plain""#, #""q\"uote\\""#, #""\u00e9\n😀""#, #""\ud83d""#, #""a, b}""#].randomElement(using: &random)
            ?? ""
    }

    private mutating func nested() -> String {
        [
            #"{"x":1,"y":{"z":[1,2]}}"#, #"{"x":2.5}"#, #"{"y":{"z":"deep","e":{}}}"#, "{}", "7",
            #"{"y":{"_type":"histogram","bins":[1,2]}}"#,
        ].randomElement(using: &random) ?? ""
    }
}
