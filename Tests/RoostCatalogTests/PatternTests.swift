import Foundation
import Testing

@testable import RoostCatalog

@Suite struct PatternTests {
    private static let cases: [(pattern: String, text: String, matches: Bool)] = [
        ("", "", true), ("", "abc", true), ("b", "abc", true), ("x", "abc", false), ("abc", "ab", false),
        ("^b", "abc", false), ("^a", "abc", true), ("c$", "abc", true), ("b$", "abc", false), ("^$", "", true),
        ("a.c", "abc", true), ("a.c", "a\nc", false), ("(?s)a.c", "a\nc", true), ("a*b", "b", true),
        ("^a*b$", "aaab", true), ("^a+b$", "b", false), ("^ab?c$", "ac", true), ("^ab?c$", "abbc", false),
        ("^a{3}$", "aaa", true), ("^a{3}$", "aa", false), ("^a{2,}$", "aaaa", true), ("^a{1,2}$", "aaa", false),
        ("^a{0}$", "", true), ("a{x}", "a{x}", true), ("{", "{", true), ("^(a|bc)+$", "abca", true),
        ("^(a|bc)+$", "ab", false), ("^(?:ab)*?$", "abab", true), ("(?i)ABC", "xabcx", true),
        ("(?i)ä", "Ä", true), ("(?i:a)b", "Ab", true), ("(?i:a)b", "AB", false), ("[abc]", "xbx", true),
        ("^[^abc]$", "a", false), ("^[^abc]$", "d", true), ("^[a-c]+$", "abc", true), ("^[a-c]+$", "abd", false),
        ("[]a]", "]", true), ("[a-]", "-", true), ("[\\d-]", "-", true), ("^[[:alpha:]]+$", "abC", true),
        ("^[[:^digit:]]$", "1", false), ("\\d+", "a12", true), ("^\\D$", "1", false), ("\\s", "a b", true),
        ("^\\w+$", "a_1", true), ("\\W", "a_1", false), ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoo", false),
        ("\\Boo", "foo", true), ("a\\.b", "a.b", true), ("a\\.b", "axb", false), ("\\x41", "A", true),
        ("\\x{1F989}", "🦉", true), ("\\Qa.b\\E", "a.b", true), ("\\Qa.b\\E", "axb", false), ("\\Aa", "ba", false),
        ("a\\z", "ab", false), ("(?m)^b$", "a\nb\nc", true), ("^b$", "a\nb\nc", false), ("(?P<n>a)b", "ab", true),
        ("a|", "x", true), ("(a*)*", "b", true), ("(a*)+$", "b", true), ("^(|a)+$", "aa", true), ("ü", "fünf", true),
        ("^.$", "ü", true), ("e+", "1e5", true), ("^v\\d+$", "v12", true), ("^[^\\d]$", "x", true),
        ("(?U)a+", "a", true), ("(?i)[a-c]", "B", true), ("^\\t$", "\t", true),
    ]

    @Test func mereTextsAreKnown() throws {
        let literals: [(pattern: String, text: String?, foldsCase: Bool)] = [
            ("abc", "abc", false), ("a\\.b", "a.b", false), ("(?i)aBc", "abc", true), ("(?i)A\\+", "a+", true),
            ("grün", "grün", false), ("(?i)grün", nil, false), ("a.b", nil, false), ("\\d", nil, false),
            ("(?s)a", nil, false), ("", nil, false), ("(?i)", nil, false), ("a\\", nil, false), ("^a", nil, false),
        ]
        for (pattern, text, foldsCase) in literals {
            let found = Pattern.literal(pattern)
            #expect(found?.text == text, "\(pattern)")
            #expect(found.map { $0.foldsCase == foldsCase } ?? true, "\(pattern)")
        }
    }

    @Test func patternsMatch() throws {
        for (pattern, text, matches) in Self.cases {
            #expect(try Pattern(pattern).matches(text) == matches, "\(pattern) on \(text)")
        }
    }

    /// Random patterns against Foundation's engine.
    @Test func agreesWithAnotherEngine() throws {
        var generator = SeededGenerator(seed: 7)
        let atoms = ["a", "b", "c", ".", "[ab]", "[^a]", "(ab|c)", "(a|b)", "\\w", "(?:bc)", "^", "$", "\\b"]
        let suffixes = ["", "", "", "*", "+", "?", "{2}", "{1,2}", "*?"]
        for _ in 0..<500 {
            var pattern = ""
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let atom = atoms.randomElement(using: &generator) ?? "a"
                let isAssertion = atom == "^" || atom == "$" || atom == "\\b"
                pattern += atom + (isAssertion ? "" : suffixes.randomElement(using: &generator) ?? "")
            }
            let expression = try NSRegularExpression(pattern: pattern)
            let compiled = try Pattern(pattern)
            for _ in 0..<10 {
                let text = String(
                    (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                        "abc ".randomElement(using: &generator) ?? "a"
                    })
                let expected =
                    expression.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
                #expect(compiled.matches(text) == expected, "\(pattern) on \"\(text)\"")
            }
        }
    }

    @Test(arguments: [
        "(", ")", "a)", "[a", "[z-a]", "*", "+a", "a**?*(", "\\", "(?=a)", "(?<!a)", "(?x)", "\\1", "\\pL", "\\x4",
        "a{2,1}",
        "a{1001}", "(?P<a", "[[:nosuch:]]",
    ])
    func refusesWhatItDoesNotUnderstand(_ pattern: String) {
        #expect { try Pattern(pattern) } throws: { ($0 as? CatalogError)?.field == "regular expression" }
    }

    @Test func isBounded() {
        #expect(throws: CatalogError.self) { try Pattern(String(repeating: "a", count: Limits.patternBytes + 1)) }
        #expect(throws: CatalogError.self) { try Pattern("((((a{100}){100}){100}){100})") }
        #expect(throws: CatalogError.self) { try Pattern("(((){1000}){1000}){1000}") }
        #expect(throws: CatalogError.self) {
            try Pattern(String(repeating: "(", count: 200) + String(repeating: ")", count: 200))
        }
    }

    /// A pattern that takes other engines exponential time.
    @Test func staysLinear() throws {
        #expect(try !Pattern("^(a+)+$").matches(String(repeating: "a", count: 5_000) + "b"))
        #expect(try !Pattern("(x+x+)+y").matches(String(repeating: "x", count: 2_000)))
    }
}
