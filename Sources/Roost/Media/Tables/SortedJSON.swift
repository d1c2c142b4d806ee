import RoostJSON

/// JSON as the files of artifacts have it: members in the order of their names, a space behind each comma and colon,
/// only ASCII, and `null` for numbers that are not finite.
enum SortedJSON {
    static func text(_ value: JSON) -> [UInt8] {
        var writer = JSONWriter()
        write(value, to: &writer)
        return writer.bytes
    }

    private static func write(_ value: JSON, to writer: inout JSONWriter) {
        switch value {
        case .object(let members):
            writer.write(raw: "{")
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { writer.write(raw: ", ") }
                write(member.key, to: &writer)
                writer.write(raw: ": ")
                write(member.value, to: &writer)
            }
            writer.write(raw: "}")
        case .array(let elements):
            writer.write(raw: "[")
            for (index, element) in elements.enumerated() {
                if index > 0 { writer.write(raw: ", ") }
                write(element, to: &writer)
            }
            writer.write(raw: "]")
        case .string(let text): write(text, to: &writer)
        case .number(let number) where !number.isFinite: writer.write(raw: "null")
        default: writer.write(value)
        }
    }

    /// A string whose characters beyond ASCII are escaped as UTF-16.
    private static func write(_ text: String, to writer: inout JSONWriter) {
        var plain = JSONWriter()
        plain.write(string: text)
        for scalar in plain.text.unicodeScalars {
            if scalar.isASCII {
                writer.bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    writer.write(raw: "\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
                }
            }
        }
    }
}
