import Testing

@testable import Roost

@Suite struct MagicOptionsTests {
    @Test func areOnOrOff() throws {
        #expect(try MagicOptions(true) == MagicOptions())
        let off = try MagicOptions(false)
        #expect(!off.readsFlags && !off.readsMetrics)
        #expect(try MagicOptions(.text("True")) == MagicOptions())
        #expect(try MagicOptions(.text("0")) == off)
    }

    @Test func readDictionariesAndJSONAndYAML() throws {
        var expected = MagicOptions()
        expected.readsFlags = false
        expected.include = ["fitness", "*/score"]
        expected.exclude = ["lr"]
        expected.prefix = "log/"
        let include: [RunValue] = ["fitness", "*/score"]
        #expect(
            try MagicOptions(["flags": false, "include": include, "exclude": "lr", "prefix": "log/"]) == expected)
        #expect(
            try MagicOptions(
                #"{"flags": false, "include": ["fitness", "*/score"], "exclude": "lr", "prefix": "log/"}"#) == expected)
        let scratch = try ScratchDirectory()
        let path = try scratch.file(
            "magic.yaml", "flags: no\ninclude: [fitness, '*/score']\nexclude: lr\nprefix: log/\n")
        #expect(try MagicOptions(.text(path)) == expected)
        #expect(try MagicOptions(.text(try scratch.file("empty.yaml", ""))) == MagicOptions())
    }

    @Test(arguments: [
        (
            #"{"flag": true}"#,
            "magic = \"flag\": there is no such option. The options are flags, metrics, include, exclude, prefix."
        ),
        (#"{"flags": 1}"#, "magic.flags"), (#"{"include": [1]}"#, "a list of texts"), (#"{"prefix": []}"#, "a text"),
        ("{", "it is not a JSON object"), ("/no/such/file.yaml", "there is no such file"),
    ])
    func nameWhatIsWrong(text: String, message: String) {
        let error = #expect(throws: UsageError.self) { try MagicOptions(.text(text)) }
        #expect(error?.message.contains(message) == true)
    }

    @Test func nameWhatIsWrongInFiles() throws {
        let scratch = try ScratchDirectory()
        for (text, message) in [("- a\n", "not a mapping"), ("a: [\n", "not YAML"), ("speed: 3\n", "no such option")] {
            let path = try scratch.file("magic.yaml", text)
            let error = #expect(throws: UsageError.self) { try MagicOptions(.text(path)) }
            #expect(error?.message.contains(message) == true)
        }
    }

    @Test(arguments: [
        ("a", "a", true), ("a", "ab", false), ("a*", "ab", true), ("*b", "ab", true), ("*b*", "abc", true),
        ("*", "", true),
        ("a*c", "abc", true), ("a*c", "abd", false), ("a*b*c", "a1b2c", true), ("a*b*c", "acb", false),
        ("ab*b", "ab", false),
    ])
    func patternsMatch(pattern: String, name: String, isMatch: Bool) {
        #expect(NamePattern.matches(pattern, name) == isMatch)
    }
}
