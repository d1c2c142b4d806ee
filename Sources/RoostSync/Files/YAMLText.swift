import RoostJSON

/// JSON values as YAML in block style, as `config.yaml` holds them.
enum YAMLText {
    static func text(of members: JSONObject) -> String {
        var text = ""
        append(members, indent: 0, to: &text)
        return text.isEmpty ? "{}\n" : text
    }

    private static func append(_ members: JSONObject, indent: Int, to text: inout String) {
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            text += String(repeating: " ", count: indent) + scalar(key) + ":"
            appendBehindMark(value, indent: indent, to: &text)
        }
    }

    /// Writes a value behind `key:` or `-`.
    private static func appendBehindMark(_ value: JSON, indent: Int, to text: inout String) {
        switch value {
        case .object(let members) where !members.isEmpty:
            text += "\n"
            append(members, indent: indent + 4, to: &text)
        case .array(let elements) where !elements.isEmpty:
            text += "\n"
            for element in elements {
                text += String(repeating: " ", count: indent + 4) + "-"
                appendBehindMark(element, indent: indent + 4, to: &text)
            }
        case .string(let string): text += " \(scalar(string))\n"
        case .number(let number) where number.isNaN: text += " .nan\n"
        case .number(let number) where number.isInfinite: text += number > 0 ? " .inf\n" : " -.inf\n"
        default: text += " \(value.text)\n"
        }
    }

    /// A string without quotes where nothing else could be read from it.
    private static func scalar(_ string: String) -> String {
        let isPlain =
            string.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "/"):
                    true
                default: false
                }
            } && string.utf8.first.map { $0 >= UInt8(ascii: "A") } ?? false
        let isWord = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"].contains(string.lowercased())
        return isPlain && !isWord ? string : JSON.string(string).text
    }
}
