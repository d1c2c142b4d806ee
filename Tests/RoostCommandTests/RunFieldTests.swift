import RoostJSON
import Testing

@testable import roost

@Suite struct RunFieldTests {
    private let run = RunHead(
        members: ["name": "3k1", "displayName": "base", "user": ["username": "ada"], "tags": ["a", "b"]],
        config: ["lr": 0.1, "model": ["depth": 3, "a.b": 4], "opt.name": "sgd"], summary: ["val/loss": 0.5])

    @Test(arguments: [
        ("id", #""3k1""#), ("name", #""base""#), ("user", #""ada""#), ("tags", #"["a","b"]"#), ("group", "null"),
        ("config.lr", "0.1"), ("config.model.depth", "3"), ("config.model.a.b", "4"), ("config.opt.name", #""sgd""#),
        ("config.missing", "null"), ("config.lr.missing", "null"), ("summary.val/loss", "0.5"),
    ])
    func value(_ name: String, _ expected: String) throws {
        #expect(try RunField(name).value(in: run).text == expected)
    }

    @Test(arguments: [
        ("created", "+created_at"), ("-created", "-created_at"), ("+summary.loss", "+summary_metrics.loss"),
        ("-config.lr", "-config.lr.value"), ("name", "+display_name"),
    ])
    func order(_ text: String, _ expected: String) throws {
        #expect(try RunField.order(text) == expected)
    }
}
