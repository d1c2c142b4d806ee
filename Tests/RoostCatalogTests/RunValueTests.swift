import RoostJSON
import Testing

@testable import RoostCatalog

@Suite struct RunValueTests {
    private func flat(config: String) throws -> [RunValuePlace: RunValue] {
        RunValueFlattener.config(try RunDocuments.parse(config, part: .config))
    }

    @Test func configurationsAreTakenApart() throws {
        let values = try flat(
            config: """
                {"lr":{"value":0.1,"desc":null},"net":{"value":{"depth":2,"a.b":true}},"plain":3,"none":{"value":null},
                "nan":{"value":NaN},"inf":{"value":-Infinity},"list":{"value":[1,"x",[2]]},"wandb_version":1,
                "img":{"value":{"_type":"image-file","path":"p"}},"_wandb":{"value":{"t":1}}}
                """)
        func at(_ path: String, _ place: Int64 = -1) -> RunValue? { values[RunValuePlace(path: path, place: place)] }
        #expect(at("config.lr") == RunValue(.number, number: 0.1))
        #expect(at("config.net") == RunValue(.object))
        #expect(at("config.net.depth") == RunValue(.number, number: 2))
        #expect(at("config.net.a.b") == RunValue(.bool, number: 1))
        #expect(at("config.plain") == RunValue(.number, number: 3))
        #expect(at("config.none") == RunValue(.null))
        #expect(at("config.nan") == RunValue(.nan))
        #expect(at("config.inf") == RunValue(.number, number: -.infinity))
        #expect(at("config.list") == RunValue(.list, number: 3, text: #"[1,"x",[2]]"#))
        #expect(at("config.list", 0) == RunValue(.number, number: 1))
        #expect(at("config.list", 1) == RunValue(.text, text: "x"))
        #expect(at("config.img") == RunValue(.object, text: "image-file"))
        #expect(values.count == 12)
    }

    @Test func textsAreCutAtACharacter() {
        let text = String(repeating: "x", count: Limits.indexedTextBytes - 1) + "üy"
        #expect(text.indexed == String(repeating: "x", count: Limits.indexedTextBytes - 1))
        #expect("a\0b".indexed == "ab")
        #expect(JSON.array([1, 2.0, "x", .number(0.5)]).canonicalText == #"[1,2,"x",0.5]"#)
    }

    @Test func whatIsTakenApartIsBounded() throws {
        let wide = "{" + (0..<11_000).map { "\"k\($0)\":{\"value\":1}" }.joined(separator: ",") + "}"
        #expect(try flat(config: wide).count == Limits.indexedLeaves)
        let deep =
            "{\"a\":{\"value\":" + String(repeating: "{\"b\":", count: 40) + "1" + String(repeating: "}", count: 42)
        #expect(try flat(config: deep).count == Limits.indexedDepth)
        let list = "{\"a\":{\"value\":[" + (0..<100).map { "\($0)" }.joined(separator: ",") + "]}}"
        #expect(try flat(config: list).count == 1 + Limits.indexedListElements)
    }

    /// Only rows that change are written.
    @Test(arguments: TestDatabase.allCases)
    func updatesTouchOnlyWhatChanged(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = try await test.run(
            "r", RunChange(config: #"{"lr":{"value":1}}"#, summary: #"{"a":1,"b":2,"c":"x","d":[1]}"#)
        ).id
        func rows() async throws -> [String: [SQLValue]] {
            try await test.read { tx throws in
                let rows = try tx.session.rows(
                    """
                    SELECT p.path, v.place, v.kind, v.num, v.text FROM run_value v JOIN run_path p ON p.id = v.path_id
                    WHERE v.run_id = $1
                    """, [.int(id)])
                return Dictionary(
                    uniqueKeysWithValues: rows.map { row in
                        guard case .text(let path) = row.values[0], case .int(let place) = row.values[1] else {
                            return ("", [])
                        }
                        return ("\(path)/\(place)", Array(row.values[2...]))
                    })
            }
        }
        let changes = try await test.write { tx throws in
            let before = try tx.session.int("SELECT total_changes()") ?? 0
            try tx.runs.updateSummary(id, #"{"a":1,"b":3,"d":[1],"e":true}"#)
            return (try tx.session.int("SELECT total_changes()") ?? 0) - before
        }
        // The document, the run's time, b, c, the path of e and e.
        #expect(changes == 6)
        let expected: [String: [SQLValue]] = [
            "config.lr/-1": [.int(2), .double(1), .null], "summary.a/-1": [.int(2), .double(1), .null],
            "summary.b/-1": [.int(2), .double(3), .null], "summary.d/-1": [.int(5), .double(1), .text("[1]")],
            "summary.d/0": [.int(2), .double(1), .null], "summary.e/-1": [.int(1), .double(1), .null],
        ]
        #expect(try await rows() == expected)
        try await test.write { try $0.runs.updateSummary(id, "{}") }
        #expect(try await rows() == expected.filter { $0.key.hasPrefix("config") })
    }
}
