/// A regular expression in the syntax of RE2, matched in time linear in the text, whatever the pattern: no
/// pattern can keep a server busy.
///
/// Understood: literals, `.`, classes `[a-z]`, `[^…]`, `[[:alpha:]]`, `\d \D \s \S \w \W`, anchors `^ $ \A \z \b \B`,
/// groups `( ) (?: ) (?P<name> )`, flags `(?i) (?s) (?m)`, `|`, `* + ? {n} {n,} {n,m}` and their lazy forms, escapes
/// `\n \t \r \f \v \a \xHH \x{H…} \Q…\E`. Not understood, and said so: back-references, look-around, `\p{…}`.
struct Pattern: Sendable {
    private enum Matcher {
        case literal([UInt8])
        case program(PatternProgram)
    }

    private let matcher: Matcher

    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for a pattern that is too long or not understood.
    init(_ text: String) throws(CatalogError) {
        guard text.utf8.count <= Limits.patternBytes else {
            throw .limit(name: "bytes of a regular expression", limit: Limits.patternBytes, value: text.utf8.count)
        }
        if !text.utf8.contains(where: { Self.special.contains($0) }) {
            matcher = .literal(Array(text.utf8))
        } else {
            var parser = PatternParser(text)
            matcher = .program(try PatternProgram(try parser.parse()))
        }
    }

    /// The text that a pattern looks for when it is a mere text, and whether its case does not matter.
    ///
    /// Only for texts in ASCII, in small letters, when case does not matter: others have more than one other form.
    static func literal(_ pattern: String) -> (text: String, foldsCase: Bool)? {
        let foldsCase = pattern.hasPrefix("(?i)")
        var text: [UInt8] = []
        var isEscaped = false
        for byte in pattern.utf8.dropFirst(foldsCase ? 4 : 0) {
            if isEscaped {
                // A letter or digit after a backslash has a meaning of its own.
                guard byte < 0x80, special.contains(byte) || !isWord(byte) else { return nil }
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
                continue
            } else if special.contains(byte) {
                return nil
            }
            guard !foldsCase || byte < 0x80 else { return nil }
            text.append(foldsCase && (0x41...0x5a).contains(byte) ? byte + 0x20 : byte)
        }
        guard !isEscaped, !text.isEmpty else { return nil }
        return (String(decoding: text, as: UTF8.self), foldsCase)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f: true
        default: false
        }
    }

    /// Whether the pattern matches somewhere in the text.
    func matches(_ text: String) -> Bool {
        switch matcher {
        case .program(let program): return program.matches(text)
        case .literal(let part):
            var text = text
            return text.withUTF8 { Self.contains($0.span, part.span) }
        }
    }

    private static let special = Set("\\^$.|?*+()[]{}".utf8)

    /// - Parameter foldsCase: whether capital letters of ASCII in the text stand for small ones in the part.
    static func contains(_ text: Span<UInt8>, _ part: Span<UInt8>, foldsCase: Bool = false) -> Bool {
        if part.isEmpty { return true }
        guard part.count <= text.count else { return false }
        func differs(_ byte: UInt8, _ wanted: UInt8) -> Bool {
            byte != wanted && !(foldsCase && (0x41...0x5a).contains(byte) && byte + 0x20 == wanted)
        }
        search: for start in 0...(text.count - part.count) {
            for offset in 0..<part.count where differs(text[start + offset], part[offset]) { continue search }
            return true
        }
        return false
    }
}
