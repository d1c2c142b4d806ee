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

    private static func contains(_ text: Span<UInt8>, _ part: Span<UInt8>) -> Bool {
        if part.isEmpty { return true }
        guard part.count <= text.count else { return false }
        search: for start in 0...(text.count - part.count) {
            for offset in 0..<part.count where text[start + offset] != part[offset] { continue search }
            return true
        }
        return false
    }
}
