/// Reads the syntax of a regular expression.
struct PatternParser {
    let text: String
    let scalars: [Unicode.Scalar]
    var position = 0
    private var depth = 0
    var flags = Flags()

    struct Flags {
        var ignoresCase = false
        var dotMatchesNewline = false
        var multiline = false
    }

    private static let depthLimit = 100
    private static let repeatLimit = 1_000

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    mutating func parse() throws(CatalogError) -> PatternNode {
        let node = try parseAlternatives()
        if position < scalars.count { throw failure("no \")\" without a \"(\"") }
        return node
    }

    func failure(_ expected: String) -> CatalogError {
        .invalid(field: "regular expression", value: text, expected: "\(expected) (at character \(position))")
    }

    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    private mutating func parseAlternatives() throws(CatalogError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw failure("at most \(Self.depthLimit) nested groups") }
        var branches = [try parseSequence()]
        while take("|") { branches.append(try parseSequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func parseSequence() throws(CatalogError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            nodes.append(try parseRepeated(try parseAtom()))
        }
        return nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func parseRepeated(_ atom: PatternNode) throws(CatalogError) -> PatternNode {
        var node = atom
        while let scalar = next {
            let bounds: (min: Int, max: Int?)
            switch scalar {
            case "*": bounds = (0, nil)
            case "+": bounds = (1, nil)
            case "?": bounds = (0, 1)
            case "{":
                guard let counted = try parseCount() else { return node }
                bounds = counted
            default: return node
            }
            if scalar != "{" { position += 1 }
            _ = take("?")
            node = .repeated(node, min: bounds.min, max: bounds.max)
        }
        return node
    }

    /// `{n}`, `{n,}` or `{n,m}`; anything else after a brace is text.
    private mutating func parseCount() throws(CatalogError) -> (min: Int, max: Int?)? {
        let start = position
        position += 1
        guard let low = parseNumber() else {
            position = start
            return nil
        }
        var high: Int? = low
        if take(",") { high = parseNumber() }
        guard take("}") else {
            position = start
            return nil
        }
        guard low <= Self.repeatLimit, high ?? 0 <= Self.repeatLimit, high ?? low >= low else {
            throw failure("a repetition {n,m} with n ≤ m ≤ \(Self.repeatLimit)")
        }
        return (low, high)
    }

    private mutating func parseNumber() -> Int? {
        var value: Int?
        while let scalar = next, ("0"..."9").contains(scalar), (value ?? 0) < 100_000 {
            value = (value ?? 0) * 10 + Int(scalar.value - 0x30)
            position += 1
        }
        return value
    }

    private mutating func parseAtom() throws(CatalogError) -> PatternNode {
        guard let scalar = next else { return .empty }
        position += 1
        switch scalar {
        case "(": return try parseGroup()
        case "[": return .scalars(try parseClass())
        case ".": return .scalars(flags.dotMatchesNewline ? .all : .allButNewline)
        case "^": return .assertion(flags.multiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.multiline ? .lineEnd : .textEnd)
        case "\\": return try parseEscape()
        case "*", "+", "?": throw failure("something to repeat before \"\(scalar)\"")
        case "{":
            position -= 1
            if try parseCount() != nil { throw failure("something to repeat before \"{\"") }
            position += 1
            return literal("{")
        default: return literal(scalar)
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        .scalars(ScalarSet(scalar, ignoresCase: flags.ignoresCase))
    }

    private mutating func parseGroup() throws(CatalogError) -> PatternNode {
        let outer = flags
        if take("?") {
            if take("P") {
                guard take("<") else { throw failure("(?P<name>…)") }
                try skipName()
            } else if take("<") {
                if next == "=" || next == "!" { throw failure("no look-around") }
                try skipName()
            } else if try parseFlags() {
                return .empty
            }
        }
        let node = try parseAlternatives()
        guard take(")") else { throw failure("a \")\" for every \"(\"") }
        flags = outer
        return node
    }

    private mutating func skipName() throws(CatalogError) {
        while let scalar = next, scalar != ">" {
            guard ScalarSet.words.contains(scalar) else { throw failure("letters and digits in a group's name") }
            position += 1
        }
        guard take(">") else { throw failure("a \">\" after a group's name") }
    }

    /// Reads `flags:` (answers false) or `flags)` (true: there is no group, the flags hold from here on).
    private mutating func parseFlags() throws(CatalogError) -> Bool {
        var value = true
        while let scalar = next {
            position += 1
            switch scalar {
            case "i": flags.ignoresCase = value
            case "s": flags.dotMatchesNewline = value
            case "m": flags.multiline = value
            case "U": break
            case "-": value = false
            case ":": return false
            case ")": return true
            case "=", "!": throw failure("no look-around")
            default: throw failure("flags out of i, m, s and U")
            }
        }
        throw failure("a \")\" for every \"(\"")
    }

    private mutating func parseEscape() throws(CatalogError) -> PatternNode {
        guard let scalar = next else { throw failure("a character after \"\\\"") }
        switch scalar {
        case "A": position += 1; return .assertion(.textStart)
        case "z": position += 1; return .assertion(.textEnd)
        case "b": position += 1; return .assertion(.wordBoundary)
        case "B": position += 1; return .assertion(.noWordBoundary)
        case "Q":
            position += 1
            return parseQuoted()
        default:
            var set = try parseEscapedSet()
            set.ignoresCase = flags.ignoresCase
            return .scalars(set)
        }
    }

    private mutating func parseQuoted() -> PatternNode {
        var nodes: [PatternNode] = []
        while let scalar = next {
            position += 1
            if scalar == "\\", take("E") { break }
            nodes.append(literal(scalar))
        }
        return .sequence(nodes)
    }

    /// What follows a backslash, inside or outside of a class.
    mutating func parseEscapedSet() throws(CatalogError) -> ScalarSet {
        guard let scalar = next else { throw failure("a character after \"\\\"") }
        position += 1
        switch scalar {
        case "d": return .digits
        case "D": return ScalarSet.digits.negated
        case "s": return .spaces
        case "S": return ScalarSet.spaces.negated
        case "w": return .words
        case "W": return ScalarSet.words.negated
        case "n": return ScalarSet("\n")
        case "t": return ScalarSet("\t")
        case "r": return ScalarSet("\r")
        case "f": return ScalarSet("\u{c}")
        case "v": return ScalarSet("\u{b}")
        case "a": return ScalarSet("\u{7}")
        case "x": return ScalarSet(try parseHex())
        case _ where scalar.isASCII && ScalarSet.words.contains(scalar) && scalar != "_":
            throw failure("no \"\\\(scalar)\"")
        default: return ScalarSet(scalar)
        }
    }

    private mutating func parseHex() throws(CatalogError) -> Unicode.Scalar {
        let isBraced = take("{")
        var digits = ""
        while let scalar = next, scalar.properties.isASCIIHexDigit, digits.count < (isBraced ? 6 : 2) {
            digits.unicodeScalars.append(scalar)
            position += 1
        }
        guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value), isBraced || digits.count == 2,
            !isBraced || take("}")
        else { throw failure("\\xHH or \\x{H…}") }
        return scalar
    }
}
