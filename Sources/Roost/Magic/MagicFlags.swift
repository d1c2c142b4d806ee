import RoostJSON

/// Reads the flags of a command line as config.
///
/// `--lr 0.1`, `--lr=0.1`, `-x 3`, `-j4`, `--flag` (true), `--no-flag` (false), `--layers 64 32` (a list), `--tag a
/// --tag b` (a list), `--model.depth 3` (an object) and `lr=0.1`. Dashes in names become underscores. What follows `--`
/// and other words are no flags; nor are names of secrets, such as `--password`.
public enum MagicFlags {
    /// Reads flags; words that are none are skipped.
    ///
    /// - Parameters:
    ///   - arguments: those after the program's name.
    ///   - options: what is left out.
    /// - Returns: the config members in the order of the flags.
    public static func config(
        from arguments: [String], options: MagicOptions = MagicOptions()
    ) -> [(key: String, value: RunValue)] {
        guard options.readsFlags else { return [] }
        var values = NestedValues()
        var rest = arguments.prefix { $0 != "--" }[...]
        var count = 0
        while let argument = rest.popFirst(), count < MagicLimits.flags {
            guard let (name, value) = flag(argument, &rest) else { continue }
            count += 1
            guard !name.isEmpty, name.utf8.count <= MagicLimits.nameBytes, !isSecret(name), !options.excludes(name)
            else {
                continue
            }
            values.add(value, at: name.split(separator: ".").map(String.init))
        }
        return values.members
    }

    private static func flag(_ argument: String, _ rest: inout ArraySlice<String>) -> (name: String, value: RunValue)? {
        let dashes = argument.prefix { $0 == "-" }.count
        let body = argument.dropFirst(dashes)
        guard dashes <= 2, let first = body.first, first.isLetter || first == "_" else { return nil }
        if let equals = body.firstIndex(of: "=") {
            guard isName(body[..<equals]) else { return nil }
            return (name(body[..<equals]), FlagValue.parse(body[body.index(after: equals)...]))
        }
        guard dashes > 0, isName(body) else { return nil }
        // One letter and a number, as in `-j4`.
        if dashes == 1, body.count > 1, body.dropFirst().allSatisfy(\.isNumber) {
            return (String(first), FlagValue.parse(body.dropFirst()))
        }
        guard let next = rest.first, FlagValue.isValue(next) else {
            if dashes == 2, body.hasPrefix("no-") || body.hasPrefix("no_"), body.count > 3 {
                return (name(body.dropFirst(3)), .bool(false))
            }
            return (name(body), .bool(true))
        }
        rest.removeFirst()
        var values = [FlagValue.parse(next[...])]
        // Further numbers belong to the flag; another word may as well be an argument of the program's.
        while case .some = values.first?.number, let more = rest.first, FlagValue.isValue(more),
            case let value = FlagValue.parse(more[...]), value.number != nil
        {
            values.append(value)
            rest.removeFirst()
        }
        return (name(body), values.count == 1 ? values[0] : .array(values))
    }

    private static func name(_ text: Substring) -> String { String(text.map { $0 == "-" ? "_" : $0 }) }

    private static func isName(_ text: Substring) -> Bool {
        text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." }
    }

    private static let secretWords: Set<Substring> = [
        "password", "passwd", "passphrase", "secret", "token", "apikey", "credential", "credentials",
    ]

    /// Whether a value under the name should not leave the machine.
    static func isSecret(_ name: String) -> Bool {
        let words = name.lowercased().split { $0 == "_" || $0 == "." }
        if words.contains(where: { secretWords.contains($0) }) { return true }
        return zip(words, words.dropFirst()).contains {
            ["api", "access", "private", "auth"].contains($0) && $1 == "key"
        }
    }
}

/// The text of a flag as a value of the type that it looks like.
enum FlagValue {
    /// An integer, a number, a boolean, nothing, a JSON list or object, or else the text.
    static func parse(_ text: Substring) -> RunValue {
        let text = text.utf8.count > MagicLimits.flagBytes ? text.prefix(MagicLimits.flagBytes / 4) : text
        if let integer = Int64(text) { return .integer(integer) }
        if isNumber(text), let number = Double(text) { return .number(number) }
        switch text {
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case "null", "None": return .null
        default: break
        }
        if text.hasPrefix("[") || text.hasPrefix("{"), let document = try? JSON(parsing: String(text)) {
            return document.runValue
        }
        return .string(String(text))
    }

    /// Whether an argument is the value of the flag before it: no flag itself, but perhaps a negative number.
    static func isValue(_ argument: String) -> Bool {
        !argument.hasPrefix("-") || argument == "-" || isNumber(argument.dropFirst())
    }

    /// Digits with a point or an exponent; not `nan`, `inf` or hexadecimal, which may be words.
    private static func isNumber(_ text: Substring) -> Bool {
        text.contains(where: \.isNumber) && !text.contains { !($0.isASCII && ($0.isNumber || ".eE+-".contains($0))) }
            && Double(text) != nil
    }
}

extension RunValue {
    /// The value of a number, not of a boolean.
    fileprivate var number: Double? {
        switch self {
        case .integer, .number: doubleValue
        default: nil
        }
    }
}

/// Values under paths of names, in the order of their first mention; of several under one path a list.
private struct NestedValues {
    private indirect enum Node {
        case value(RunValue, isRepeated: Bool)
        case members(NestedValues)
    }

    private var nodes: [(key: String, node: Node)] = []

    mutating func add(_ value: RunValue, at path: [String]) {
        guard let key = path.first else { return }
        guard let index = nodes.firstIndex(where: { $0.key == key }) else {
            var inner = NestedValues()
            inner.add(value, at: Array(path.dropFirst()))
            nodes.append((key, path.count == 1 ? .value(value, isRepeated: false) : .members(inner)))
            return
        }
        switch nodes[index].node {
        case .members(var inner) where path.count > 1:
            inner.add(value, at: Array(path.dropFirst()))
            nodes[index].node = .members(inner)
        case .value(.array(let values), isRepeated: true) where path.count == 1:
            nodes[index].node = .value(.array(values + [value]), isRepeated: true)
        case .value(let first, isRepeated: false) where path.count == 1:
            nodes[index].node = .value(.array([first, value]), isRepeated: true)
        default: break
        }
    }

    var members: [(key: String, value: RunValue)] {
        nodes.map { key, node in
            switch node {
            case .value(let value, _): (key: key, value: value)
            case .members(let inner): (key: key, value: .object(inner.members))
            }
        }
    }
}
