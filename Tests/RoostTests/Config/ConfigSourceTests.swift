import Foundation
import RoostJSON
import Testing

@testable import Roost

@Suite struct ConfigSourceTests {
    private let surroundings = Surroundings(environment: [:], home: "/", currentDirectory: "/", arguments: [])

    private func value(_ source: ConfigSource) throws -> RunValue { .object(try source.values(in: surroundings)) }

    @Test func takesALiteral() throws {
        let rate = 0.1
        let sizes: [Int] = [64, 32]
        let name: String? = nil
        #expect(
            try value(["lr": rate, "sizes": sizes, "name": name, "net": ["depth": 2] as RunValue])
                == ["lr": 0.1, "sizes": [64, 32], "name": nil, "net": ["depth": 2]])
    }

    @Test func takesWhatEncodesItself() throws {
        struct Parameters: Encodable {
            struct Net: Encodable { var depth = 3 }
            var lr = 0.1
            var net = Net()
            var limit = Double.infinity
        }
        #expect(try value(.encoding(Parameters())) == ["lr": 0.1, "limit": "Infinity", "net": ["depth": 3]])
        #expect(
            throws: UsageError(
                "config = \"Int\": it encodes itself as a single value or a list, not as an object with keys. "
                    + "Give a type with properties, or a dictionary.")
        ) { try value(.encoding(3)) }
    }

    @Test func takesParsedArguments() throws {
        /// Holds its value as the argument parser's wrappers do.
        @propertyWrapper struct Parsed<Value> {
            enum Content { case value(Value) }
            let _parsedValue: Content
            var wrappedValue: Value {
                if case .value(let value) = _parsedValue { value } else { preconditionFailure() }
            }
            init(wrappedValue: Value) { _parsedValue = .value(wrappedValue) }
        }
        enum Optimizer: String { case adam, sgd }
        struct Group { @Parsed var depth = 4 }
        struct Command {
            @Parsed var learningRate = 0.5
            @Parsed var layers = [1, 2]
            @Parsed var optimizer = Optimizer.sgd
            @Parsed var note: String? = nil
            @Parsed var net = Group()
            var verbose = true
        }
        #expect(
            try value(.arguments(of: Command())) == [
                "learningRate": 0.5, "layers": [1, 2], "optimizer": "sgd", "note": nil, "net": ["depth": 4],
                "verbose": true,
            ])
    }

    @Test func takesJSON() throws {
        #expect(try value(.json(["a": [1, 2.5, nil]])) == ["a": [1, 2.5, nil]])
        #expect(
            throws: UsageError(
                "config = \"[1]\": it is not a JSON object. Give an object with one member for each key.")
        ) { try value(.json([1])) }
    }

    @Test func takesYAMLPlainOrWrapped() throws {
        let scratch = try ScratchDirectory()
        let path = try scratch.file(
            "config.yaml",
            """
            wandb_version: 1
            _wandb: {value: {t: 1}}
            lr:
              desc: null
              value: 1e-3
            net: {depth: 2, act: relu}
            sizes: [1, 2.5, true, null, "3"]
            name: plain
            """)
        #expect(
            try value(.file(path)) == [
                "lr": 0.001, "net": ["depth": 2, "act": "relu"], "sizes": [1, 2.5, true, nil, "3"], "name": "plain",
            ])
    }

    @Test(arguments: [
        ("- 1\n", "its top level is not a mapping. Write one `key: value` for each config key."),
        ("wandb_version: 2\n", "its wandb_version is not 1. Use version 1."),
        ("[1]: x\n", "a key of a mapping is not a single value. Use texts as keys."),
    ])
    func namesWhatIsWrongWithAFile(text: String, problem: String) throws {
        #expect(throws: UsageError("config = \"c.yaml\": \(problem)")) {
            try ConfigFile.members(ofYAML: text, named: "c.yaml")
        }
    }

    @Test func namesAFileThatIsMissingOrNoYAML() throws {
        #expect(
            throws: UsageError(
                "config = \"/nowhere.yaml\": there is no such file. "
                    + "Give the path of a YAML file, or the values themselves.")
        ) { try value("/nowhere.yaml") }
        let error = #expect(throws: UsageError.self) { try ConfigFile.members(ofYAML: "a: [1", named: "c.yaml") }
        #expect(error?.message.hasPrefix("config = \"c.yaml\": it is not YAML (") == true)
    }
}
