import RoostJSON
import Testing

@testable import RoostAPI

@Suite struct OperationTests {
    private func reader(_ json: JSON) -> AnswerReader { AnswerReader(json, operation: "Test") }

    @Test func upsertNamesEveryVariable() throws {
        var upsert = UpsertBucket(run: "r", project: "p", entity: nil)
        upsert.config = ["a": ["value": 1]]
        upsert.tags = []
        #expect(upsert.variables["config"] == #"{"a":{"value":1}}"#)
        #expect(upsert.variables["entity"] == .null && upsert.variables["tags"] == [])
        for name in upsert.variables.keys { #expect(UpsertBucket.document.contains("$\(name)"), "\(name)") }
        let answer = try upsert.answer(
            from: reader([
                "upsertBucket": [
                    "inserted": true,
                    "bucket": [
                        "id": "ID", "name": "r", "displayName": "amber-owl", "config": #"{"a":{"value":1}}"#,
                        "project": ["name": "P", "entity": ["name": "E"]], "historyLineCount": 4,
                    ],
                ]
            ]))
        #expect(answer.path == RunPath(entity: "E", project: "P", run: "r") && answer.isNew)
        #expect(answer.historyLineCount == 4 && answer.displayName == "amber-owl" && answer.sweep == nil)
        #expect(answer.config == ["a": ["value": 1]])
    }

    @Test func anAnswerWithoutARunNamesTheField() {
        let error = #expect(throws: APIError.self) {
            try UpsertBucket(run: "r", project: "p", entity: nil).answer(
                from: reader(["upsertBucket": ["bucket": nil]]))
        }
        #expect(error?.description.contains("bucket") == true)
    }

    private func bucket(_ changes: JSONObject = [:]) -> JSON {
        var bucket: JSONObject = [
            "id": "ID", "name": "r", "wandbConfig": #"{"t":1}"#, "config": #"{"a":{"value":1}}"#,
            "summaryMetrics": #"{"_step":9,"_wandb":{"runtime":12}}"#, "historyLineCount": 3, "eventsLineCount": 2,
            "logLineCount": 1, "historyTail": #"["{\"_step\":7,\"_runtime\":15.5}"]"#, "eventsTail": "[]",
            "tags": ["a"], "notes": "n",
        ]
        for (key, value) in changes { bucket[key] = value }
        return ["model": ["name": "P", "entity": ["name": "E"], "bucket": .object(bucket)]]
    }

    @Test func readsWhereARunGoesOn() throws {
        let query = RunResumeStatus(run: "r", project: "p", entity: nil)
        let run = try #require(try query.answer(from: reader(bucket())))
        #expect(run.nextStep == 8 && run.runtimeSeconds == 15 && run.tags == ["a"] && run.notes == "n")
        #expect(run.historyLineCount == 3 && run.eventsLineCount == 2 && run.logLineCount == 1)
        let fresh = try #require(try query.answer(from: reader(bucket(["historyLineCount": 0]))))
        #expect(fresh.nextStep == 0)
        let tailless = try #require(try query.answer(from: reader(bucket(["historyTail": "[]"]))))
        #expect(tailless.nextStep == 10 && tailless.runtimeSeconds == 12)
    }

    @Test func aRunThatNeverStartedIsNone() throws {
        let query = RunResumeStatus(run: "r", project: "p", entity: nil)
        #expect(try query.answer(from: reader(bucket(["wandbConfig": "{}"]))) == nil)
        #expect(try query.answer(from: reader(["model": nil])) == nil)
        #expect(throws: APIError.self) { try query.answer(from: reader(bucket(["config": nil]))) }
        #expect(throws: APIError.self) { try query.answer(from: reader(bucket(["historyTail": nil]))) }
    }

    @Test func readsServersMessages() {
        #expect(ServerMessage.text(of: Array(#"{"error":"no"}"#.utf8), fallback: "x") == "no")
        #expect(ServerMessage.text(of: Array(#"{"error":{"message":"no"}}"#.utf8), fallback: "x") == "no")
        #expect(ServerMessage.text(of: Array(#"{"errors":["a",{"message":"b"}]}"#.utf8), fallback: "x") == "a; b")
        #expect(ServerMessage.text(of: Array(" plain \n".utf8), fallback: "x") == "plain")
        #expect(ServerMessage.text(of: [], fallback: "x") == "x")
    }
}
