/// The leaves of a JSON object by their paths, as canonical text: a reader of rows that shares nothing with the store.
///
/// Nested objects are taken apart unless they are empty or have a member `_type`. Integers stay as they are written;
/// other numbers become the shortest text of their double.
struct RawRow {
    private var text: ArraySlice<Unicode.Scalar>

    static func leaves(_ text: String) -> [String: String] {
        var row = RawRow(text: ArraySlice(text.unicodeScalars))
        var leaves: [String: String] = [:]
        for (name, value) in row.members() { add(value, [name], &leaves) }
        return leaves
    }

    private enum Value {
        case leaf(String)
        case object([(String, Value)], text: String)
    }

    private static func add(_ value: Value, _ path: [String], _ leaves: inout [String: String]) {
        switch value {
        case .leaf(let text): leaves[path.joined(separator: "\u{1f}")] = text
        case .object(let members, let text):
            if members.isEmpty || members.contains(where: { $0.0 == "_type" }) {
                leaves[path.joined(separator: "\u{1f}")] = text
            } else {
                for (name, member) in members { add(member, path + [name], &leaves) }
            }
        }
    }

    private mutating func skipSpace() {
        while let next = text.first, next == " " || next == "\n" || next == "\t" { text.removeFirst() }
    }

    private mutating func members() -> [(String, Value)] {
        var members: [(String, Value)] = []
        text.removeFirst()
        skipSpace()
        while text.first != "}" {
            let name = string()
            skipSpace()
            text.removeFirst()
            skipSpace()
            members.append((name, value()))
            skipSpace()
            if text.first == "," { text.removeFirst() }
            skipSpace()
        }
        text.removeFirst()
        return members
    }

    /// The raw content of a string.
    private mutating func string() -> String {
        var content = String.UnicodeScalarView()
        text.removeFirst()
        while text.first != "\"" {
            if text.first == "\\" { content.append(text.removeFirst()) }
            content.append(text.removeFirst())
        }
        text.removeFirst()
        return String(content)
    }

    private mutating func value() -> Value {
        switch text.first {
        case "{":
            let start = text
            let members = members()
            return .object(members, text: Self.string(start.prefix(start.count - text.count)))
        case "\"": return .leaf("\"" + string() + "\"")
        case "[":
            let start = text
            var depth = 0
            repeat {
                switch text.first {
                case "[", "{":
                    depth += 1
                    text.removeFirst()
                case "]", "}":
                    depth -= 1
                    text.removeFirst()
                case "\"": _ = string()
                default: text.removeFirst()
                }
            } while depth > 0
            return .leaf(Self.string(start.prefix(start.count - text.count)))
        default:
            let start = text
            while let next = text.first, !",}] ".unicodeScalars.contains(next) { text.removeFirst() }
            return .leaf(Self.canonical(Self.string(start.prefix(start.count - text.count))))
        }
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    static func canonical(_ literal: String) -> String {
        guard let first = literal.unicodeScalars.first, "-0123456789".unicodeScalars.contains(first),
            literal != "-Infinity"
        else { return literal }
        if literal == "-0" { return "-0.0" }
        guard literal.contains(where: { ".eE".contains($0) }) else { return literal }
        return Double(literal).map { $0.description == "inf" ? "Infinity" : $0.description } ?? "?"
    }
}
