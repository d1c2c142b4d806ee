import RoostJSON

extension JSON {
    /// The value as messages about variables quote it: in Python's notation, shortened where it is long or deep.
    var inspected: String { inspect(depth: 0) }

    private func inspect(depth: Int) -> String {
        switch self {
        case .null: return "None"
        case .bool(let value): return value ? "True" : "False"
        case .int(let value): return value.description
        case .number(let value): return value.isInfinite ? (value > 0 ? "inf" : "-inf") : value.description
        case .string(let text): return Inspection.quoted(text)
        case .array(let elements):
            if elements.isEmpty { return "[]" }
            if depth >= Inspection.depth { return "[...]" }
            return "[\(Inspection.listed(elements) { $0.inspect(depth: depth + 1) })]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            if depth >= Inspection.depth { return "{...}" }
            let list = Inspection.listed(members.elements) { member in
                "\(Inspection.quoted(member.key)): \(member.value.inspect(depth: depth + 1))"
            }
            return "{\(list)}"
        }
    }
}

private enum Inspection {
    /// Collections inside this many others are not opened.
    static let depth = 2
    /// Characters of a text that are shown.
    static let characters = 240
    /// Elements of a collection that are shown.
    static let elements = 10

    static func listed<Items: RandomAccessCollection>(_ items: Items, _ text: (Items.Element) -> String) -> String {
        guard items.count > elements else { return items.map(text).joined(separator: ", ") }
        let head = elements / 2
        return (items.prefix(head).map(text) + ["..."] + items.suffix(head - 1).map(text)).joined(separator: ", ")
    }

    /// The text in quotation marks, its middle left out when it is long.
    static func quoted(_ text: String) -> String {
        let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        let scalars = text.unicodeScalars
        let mark = String(quote)
        // No scalar is shown by less than one character, so the ends of a long text hold all that is shown.
        let isLong = text.utf8.count > 8 * characters && scalars.count > 2 * characters
        let head = mark + escaped(isLong ? scalars.prefix(characters) : scalars[...], quote)
        let tail = isLong ? escaped(scalars.suffix(characters), quote) + mark : mark
        let whole = Array((head + tail).unicodeScalars)
        guard isLong || whole.count > characters else { return head + tail }
        let shownHead = (characters - 3) / 2
        let shownTail = characters - 3 - shownHead
        return string(whole.prefix(shownHead)) + "..." + string(whole.suffix(shownTail))
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    private static func escaped(_ scalars: Substring.UnicodeScalarView, _ quote: Unicode.Scalar) -> String {
        var result = ""
        for scalar in scalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case quote: result += "\\\(quote)"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default: result += escaped(scalar)
            }
        }
        return result
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == " " { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return true
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16)
        let (prefix, width) = scalar.value < 0x100 ? ("\\x", 2) : scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
        return prefix + String(repeating: "0", count: width - hex.count) + hex
    }
}
