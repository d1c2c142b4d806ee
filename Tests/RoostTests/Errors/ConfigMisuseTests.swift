import Testing

@testable import Roost

/// Each config that cannot be, and what the caller is told.
@Suite struct ConfigMisuseTests {
    let test: TestRun

    init() throws { test = try TestRun() }

    private struct Unspeakable: Encodable {
        struct Silence: Error, CustomStringConvertible { let description = "no words" }

        func encode(to encoder: any Encoder) throws { throw Silence() }
    }

    static let misuses: [Misuse] = [
        Misuse(
            "config = \"missing.yaml\": there is no such file. Give the path of a YAML file, or the values themselves."
        ) { $0.config = "missing.yaml" },
        Misuse("config = \"[1]\": it is not a JSON object. Give an object with one member for each key.") {
            $0.config = .json([1])
        },
        Misuse(
            """
            config = "Int": it encodes itself as a single value or a list, not as an object with keys. Give a type with \
            properties, or a dictionary.
            """
        ) { $0.config = .encoding(5) },
        Misuse(
            """
            config = "Unspeakable": it cannot be encoded (no words). Give a type whose properties are all encodable.
            """
        ) { $0.config = .encoding(Unspeakable()) },
        Misuse("config = \"--\": the key is empty. Give each value a name.") { $0.config = ["--": 1] },
        Misuse("config[\"h\"] = \"media\": media cannot be part of a config. Log it: run.log([\"h\": …]).") {
            $0.config = ["h": HTML("x")]
        },
        Misuse(
            """
            config["long"] = "10485763 bytes": a config value may have at most 10 MB. Save it as a file: run.save(…).
            """
        ) { $0.config = ["long": String(repeating: "x", count: (10 << 20) + 1)] },
    ]

    @Test(arguments: misuses)
    func namesTheValue(misuse: Misuse) async {
        #expect(await message(of: UsageError.self) { _ = try await test.start(misuse.change) } == misuse.message)
    }

    static let files: [(text: String, problem: String)] = [
        ("- 1\n- 2\n", "its top level is not a mapping. Write one `key: value` for each config key."),
        ("wandb_version: 2\nlr: {value: 1}\n", "its wandb_version is not 1. Use version 1."),
        ("[1, 2]: 3\n", "a key of a mapping is not a single value. Use texts as keys."),
        (
            "a: " + String(repeating: "[", count: 101) + String(repeating: "]", count: 101),
            "it is nested deeper than 100 levels. Use a flatter config."
        ),
    ]

    @Test(arguments: files)
    func namesTheFile(file: (text: String, problem: String)) async throws {
        let path = try test.scratch.file("config.yaml", file.text)
        let found = await message(of: UsageError.self) { _ = try await test.start { $0.config = .file(path) } }
        #expect(found == "config = \"\(path)\": \(file.problem)")
    }

    @Test func namesAFileThatIsNoYAML() async throws {
        let path = try test.scratch.file("config.yaml", "a: [1")
        let found = await message(of: UsageError.self) { _ = try await test.start { $0.config = .file(path) } }
        #expect(found?.hasPrefix("config = \"\(path)\": it is not YAML (") == true)
        #expect(found?.hasSuffix("). Mend the file.") == true)
    }

    @Test func namesAFileThatCannotBeRead() async throws {
        let path = test.scratch.path
        let found = await message(of: UsageError.self) { _ = try await test.start { $0.config = .file(path) } }
        #expect(
            found
                == "config = \"\(path)\": the file cannot be read. Check its permissions, and that it has at most 16 MB."
        )
    }

    @Test func onlyOneListOfKeysCanBeGiven() async {
        let found = await message(of: UsageError.self) {
            _ = try await test.start {
                $0.configIncludeKeys = ["a"]
                $0.configExcludeKeys = ["b"]
            }
        }
        #expect(
            found
                == "configIncludeKeys = [\"a\"] and configExcludeKeys = [\"b\"]: only one of them can be given. "
                + "Leave one out.")
    }
}
