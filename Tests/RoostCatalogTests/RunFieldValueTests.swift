import Foundation
import RoostJSON
import Testing

@testable import RoostCatalog

@Suite struct RunFieldValueTests {
    private static let config =
        #"{"lr":{"value":0.5},"net":{"value":{"depth":3,"a.b":[1,2]}},"on":{"value":true},"plain":7,"none":{"value":null}}"#
    private static let summary =
        #"{"loss":NaN,"best":Infinity,"m":{"min":1,"max":2},"big":1e300,"img":{"_type":"image-file"}}"#

    @Test(arguments: TestDatabase.allCases)
    func valuesAreReadInTheOrderOfTheirKeys(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let long = String(repeating: "ä", count: 400)
        var config = try #require(try JSON(parsing: Self.config).objectValue)
        config["long"] = ["value": .string(long)]
        config["list"] = ["value": .array((0..<300).map { .int($0) })]
        let full = try await test.run(
            "full",
            RunChange(
                displayName: "Full", tags: ["a", "b"], group: "g", state: .finished,
                config: JSON.object(config).canonicalText,
                summary: Self.summary))
        let empty = try await test.run("empty")
        let cases: [(key: String, full: String, empty: String)] = [
            ("config.lr", "0.5", "null"), ("config.lr.value", "0.5", "null"), ("config.net.depth", "3", "null"),
            ("config.net.value.depth", "3", "null"), ("config.net.a.b", "[1,2]", "null"),
            ("config.net", #"{"depth":3,"a.b":[1,2]}"#, "null"), ("config.on", "true", "null"),
            ("config.plain", "7", "null"), ("config.none", "null", "null"), ("config.long", "\"\(long)\"", "null"),
            ("config.list", "[\((0..<300).map(String.init).joined(separator: ","))]", "null"),
            ("summary_metrics.loss", "NaN", "null"), ("summary_metrics.best", "Infinity", "null"),
            ("summary_metrics.m.max", "2", "null"), ("summary_metrics.m", #"{"min":1,"max":2}"#, "null"),
            ("summary_metrics.big", "1e+300", "null"), ("summary_metrics.img", #"{"_type":"image-file"}"#, "null"),
            ("summary_metrics.nosuch", "null", "null"), ("name", "\"full\"", "\"empty\""),
            ("display_name", "\"Full\"", "\"\(empty.displayName)\""), ("group", "\"g\"", "null"),
            ("state", "\"finished\"", "\"running\""), ("tags", #"["a","b"]"#, "[]"), ("exitcode", "null", "null"),
            ("username", "\"ada\"", "\"ada\""), ("duration", "0", "0"),
            ("created_at", "\"2027-01-15T08:00:00.000000Z\"", "\"2027-01-15T08:00:00.000000Z\""),
        ]
        func read(_ keys: [String]) async throws -> [Int64: String] {
            try await test.read { tx in
                try tx.runs.values(of: tx.runs.find(ids: [full.id, empty.id], parts: .none), keys: keys)
            }
        }
        for (key, first, second) in cases {
            let values = try await read([key])
            #expect(values[full.id] == "[\(first)]" && values[empty.id] == "[\(second)]", "\(key): \(values)")
        }
        let all = try await read(cases.map(\.key))
        #expect(all[full.id] == "[\(cases.map(\.full).joined(separator: ","))]")
        #expect(all[empty.id] == "[\(cases.map(\.empty).joined(separator: ","))]")
        #expect(try await read([]) == [full.id: "[]", empty.id: "[]"])
        for key in ["nosuch", "config", "tags.a", "keys_info.keys.loss", "inputArtifacts"] {
            await #expect { _ = try await read([key]) } throws: { ($0 as? CatalogError)?.field == "keys" }
        }
        await #expect(throws: CatalogError.limit(name: "keys of values", limit: 500, value: 501)) {
            _ = try await read(Array(repeating: "name", count: 501))
        }
    }

    @Test func documentsAreReadOnlyForWhatTheIndexLacks() async throws {
        let test = try await TestCatalog(.sqlite)
        let run = try await test.run("r", RunChange(config: Self.config, summary: Self.summary))
        for (keys, reads) in [
            (["config.lr", "config.net.depth", "summary_metrics.best", "summary_metrics.nosuch", "tags"], 0),
            (["config.net", "config.lr"], 1), (["config.net", "summary_metrics.m"], 2),
        ] {
            let documents = try await test.read { tx in
                let recorder = SQLRecorder()
                let session = RecordingSession(base: tx.session, recorder: recorder)
                _ = try RunFieldValues(session: session, keys: keys).read([run])
                return recorder.queries.count { $0.sql.contains("run_document") }
            }
            #expect(documents == reads, "\(keys)")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func fieldsAreFoundByTheirNames(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        try await test.run(
            "a",
            RunChange(
                config: #"{"lr":{"value":0.5},"Lr_decay":{"value":"x"},"_hidden_lr":{"value":1},"ids":{"value":[1]}}"#,
                summary: #"{"lr":1,"loss":{"min":1},"_step":3,"colr":true}"#))
        let run = try await test.run("b", RunChange(config: #"{"lr":{"value":"auto"},"x":{"value":null}}"#))
        try await test.write { try $0.runs.addHistoryKeys(run.id, ["lr"]) }
        func found(_ search: String?, first: Int = 500) async throws -> [RunFieldName] {
            try await test.read { try $0.runs.fieldNames(project: project, search: search, first: first) }
        }
        let lr = try await found("LR")
        #expect(
            lr.map(\.key) == [
                "config.lr", "summary_metrics.lr", "config.Lr_decay", "summary_metrics.colr", "config._hidden_lr",
            ])
        #expect(lr.map(\.types) == [["number", "text"], ["number"], ["text"], ["boolean"], ["number"]])
        let all = try await found(nil)
        #expect(
            all.map(\.key) == [
                "config.Lr_decay", "config.ids", "config.lr", "config.x", "summary_metrics.colr",
                "summary_metrics.loss",
                "summary_metrics.loss.min", "summary_metrics.lr", "config._hidden_lr", "summary_metrics._step",
            ])
        #expect(try await found("", first: 3) == Array(all.prefix(3)))
        #expect(
            all.first { $0.key == "config.x" }?.types == [] && all.first { $0.key == "config.ids" }?.types == ["list"])
        #expect(try await found("config.lr").first?.key == "config.lr")
        #expect(try await found("summary_metrics.l").map(\.key).first == "summary_metrics.loss")
        #expect(try await found("nosuch").isEmpty)
        let other = try await test.write { try $0.projects.upsert(entity: test.team.id, name: "other").project.id }
        #expect(try await test.read { try $0.runs.fieldNames(project: other) }.isEmpty)
    }
}
