extension Value {
    /// The value in GraphQL syntax, as messages quote it.
    var text: String { kind.text }

    /// The text by which two arguments are compared: the fields of objects in order of their names.
    var canonicalText: String {
        switch kind {
        case .list(let items): "[\(items.map(\.canonicalText).joined(separator: ", "))]"
        case .object(let fields):
            "{"
                + fields.sorted { NaturalOrder.precedes($0.name.text, $1.name.text) }
                .map { "\($0.name.text): \($0.value.canonicalText)" }.joined(separator: ", ") + "}"
        default: text
        }
    }
}

extension Value.Kind {
    var text: String {
        switch self {
        case .variable(let name): "$\(name)"
        case .int(let digits): digits
        case .float(let number): number
        case .string(let text, isBlock: true): BlockString.print(text)
        case .string(let text, isBlock: false): Self.quoted(text)
        case .boolean(let value): value ? "true" : "false"
        case .null: "null"
        case .enumeration(let name): name
        case .list(let items): "[\(items.map(\.text).joined(separator: ", "))]"
        case .object(let fields):
            "{\(fields.map { "\($0.name.text): \($0.value.text)" }.joined(separator: ", "))}"
        }
    }

    /// A text as a GraphQL string in single quotation marks.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{8}": result += "\\b"
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\u{c}": result += "\\f"
            case "\r": result += "\\r"
            case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}":
                let hex = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
