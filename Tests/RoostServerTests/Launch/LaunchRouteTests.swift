import Foundation
import RoostCatalog
import RoostJSON
import RoostQueue
import Testing

@testable import RoostServer

/// Enqueueing, the long poll and reports, as Roost's agent sends them.
@Suite struct LaunchRouteTests {
    @Test func aLeaseWhoseAnswerGotLostComesAgain() async throws {
        let home = try await LaunchHome()
        let item = try await home.enqueue()
        let first = try await home.poll()
        let lease = try #require(first.at("leases", "0"))
        #expect(lease["item"] == .string(item))
        #expect(lease.at("spec", "resource_args") == ["local-process": ["x": 1]])
        #expect(lease.at("spec", "run_id") == lease["run_id"])
        // Nobody says that it is held: it is given again, under another key, and the first one is dead.
        let again = try #require(try await home.poll().at("leases", "0"))
        #expect(again["lease"] == lease["lease"] && again["attempt"] == 1)
        #expect(again["api_key"] != lease["api_key"])
        #expect(try await home.viewer(try #require(lease["api_key"]?.stringValue)) == 401)
        #expect(try await home.viewer(try #require(again["api_key"]?.stringValue)) == 200)
        #expect(try await home.poll(held: [again]).at("leases") == [])
        try await home.server.close()
    }

    @Test func aLaterQuestionTakesThePlaceOfAnEarlierOne() async throws {
        let home = try await LaunchHome()
        let clock = ContinuousClock()
        let start = clock.now
        async let earlier = home.poll(wait: 20)
        try await Task.sleep(for: .milliseconds(300))
        // The earlier one ends at once, with nothing, and what comes then goes to the later one.
        async let later = home.poll(wait: 20)
        #expect(try await earlier.at("leases") == [])
        #expect(clock.now - start < .seconds(15))
        let item = try await home.enqueue()
        #expect(try await later.at("leases", "0", "item") == .string(item))
        try await home.server.close()
    }

    @Test func whatIsHeldIsRenewedAtTheEndOfAWait() async throws {
        let home = try await LaunchHome()
        _ = try await home.enqueue()
        let lease = try #require(try await home.poll().at("leases", "0"))
        _ = try await home.report(lease, "started")
        // The answer tells what is left of the hold when it is sent, not when it was asked.
        let desk = home.server.services.launch
        let hold = Double(desk.timings.hold) / 1_000
        let answer = try await home.poll(held: [lease], jobs: 0, wait: 2)
        let left = try #require(answer.at("held", "0", "lease_seconds")?.doubleValue)
        #expect(left > hold * 0.7 && left <= hold - 1)
        try await home.server.close()
    }

    @Test func whoHeldALeaseBeforeIsToldThatItIsLost() async throws {
        let home = try await LaunchHome()
        _ = try await home.enqueue()
        let lease = try #require(try await home.poll().at("leases", "0"))
        #expect(try await home.report(lease, "started")["state"] == "running")
        let key = try #require(lease["api_key"]?.stringValue)
        #expect(try await home.viewer(key) == 200)
        let desk = home.server.services.launch
        let item = try #require(home.row(of: lease))
        // The lease runs out, and the run's key with it.
        try await home.server.services.writeLaunch(as: .anonymous) { access, effects in
            var item = try access.tx.launch.getItem(item)
            try access.tx.launch.apply(.expire, to: &item, at: desk.now + 60_000, effects: &effects)
        }
        #expect(try await home.viewer(key) == 401)
        let answer = try await home.poll(held: [lease], jobs: 0)
        #expect(answer["lost"] == [lease["item"] ?? .null])
        let report = try await home.report(lease, "finished")
        #expect(report == ["state": "waiting", "accepted": false])
        try await home.server.close()
    }

    @Test func eventsAreAcceptedOnceAndAgain() async throws {
        let home = try await LaunchHome()
        _ = try await home.enqueue()
        let lease = try #require(try await home.poll().at("leases", "0"))
        #expect(try await home.report(lease, "started") == ["state": "running", "accepted": true])
        #expect(try await home.report(lease, "started") == ["state": "running", "accepted": true])
        #expect(try await home.report(lease, "released") == ["state": "running", "accepted": false])
        let warning = try await home.report(lease, "warning", ["stage": "build", "message": "slow"])
        #expect(warning == ["state": "running", "accepted": true])
        let end: JSONObject = ["exit_code": 3, "message": "no", "node": "n1", "log_tail": "last words"]
        #expect(try await home.report(lease, "failed", end) == ["state": "failed", "accepted": true])
        #expect(try await home.report(lease, "failed", end) == ["state": "failed", "accepted": true])
        let seen = try await home.item(
            lease, "state status error attempts { state exitCode message node logTail } warnings { stage message }")
        #expect(
            seen == [
                "state": "FAILED", "status": "failed", "error": "no",
                "attempts": [
                    ["state": "error", "exitCode": 3, "message": "no", "node": "n1", "logTail": "last words"]
                ], "warnings": [["stage": "build", "message": "slow"]],
            ])
        try await home.server.close()
    }

    @Test func prioritiesLimitsAndNeedsDecide() async throws {
        let home = try await LaunchHome()
        try await home.update("maxRunning: 2, prioritizationMode: V0")
        let low = try await home.enqueue(["priority": 3])
        let large = try await home.enqueue(["priority": 0, "spec": ["needs": ["gpus": 4]]])
        let high = try await home.enqueue(["priority": 1])
        let other = try await home.enqueue(["spec": ["resource": "slurm"]])
        let leases = try await home.poll(jobs: 5)["leases"]?.arrayValue ?? []
        #expect(leases.map { $0["item"] } == [.string(high), .string(low)])
        #expect(try await home.reason(large) == "the queue's limit is reached: 2 of 2 running")
        try await home.update("maxRunning: 0")
        #expect(try await home.reason(large) == "needs 4 GPUs, but the largest agent alive has 1")
        #expect(try await home.reason(other) == "agents are alive, but none has the resource \"slurm\"")
        #expect(try await home.reason(high).hasPrefix("leased to agent"))
        try await home.update("state: PAUSED")
        #expect(try await home.reason(large) == "the queue is paused")
        try await home.server.close()
    }

    @Test func anItemIsPutInOnce() async throws {
        let home = try await LaunchHome()
        let first = try await home.enqueue(["idempotency_key": "k"])
        #expect(try await home.enqueue(["idempotency_key": "k"]) == first)
        #expect(try await home.enqueue(["idempotency_key": "l"]) != first)
        try await home.update("state: DRAINING")
        let refused = try await home.server.send(
            .post, "/api/v1/launch/items", key: home.key, body: #"{"queue":"jobs","items":[{"spec":{}}]}"#)
        #expect(refused.status == 409)
        try await home.server.close()
    }

    @Test func waitingEndsWithTheItem() async throws {
        let home = try await LaunchHome()
        #expect(try await home.poll(wait: 1)["leases"] == [])
        async let answer = home.poll(wait: 30)
        try await Task.sleep(for: .milliseconds(50))
        let item = try await home.enqueue()
        #expect(try await answer.at("leases", "0", "item") == .string(item))
        try await home.server.close()
    }

    @Test func theAttemptsKeyOpensItsRunOnly() async throws {
        let home = try await LaunchHome()
        _ = try await home.enqueue()
        let lease = try #require(try await home.poll().at("leases", "0"))
        let key = try #require(lease["api_key"]?.stringValue)
        let run = try #require(lease["run_id"]?.stringValue)
        func upsert(_ name: String, _ project: String = "p") async throws -> Answer {
            try await home.server.query(
                """
                mutation { upsertBucket(input: {name: "\(name)", modelName: "\(project)", entityName: "ada"}) {
                inserted } }
                """, key: key)
        }
        #expect(try await upsert(run).json.at("data", "upsertBucket", "inserted") == true)
        let watch = try ChangeWatch(home.server.directory)
        let before = try watch.mark()
        #expect(try await upsert("other").error == "this API key writes to one run only, '\(run)'")
        #expect(try await upsert(run, "model-registry").error != nil)
        #expect(try await upsert(run, "new-project").error != nil)
        for path in ["/api/v1/launch/agents", "/api/v1/launch/items"] {
            let answer = try await home.server.send(
                .post, path, key: key,
                body: """
                    {"entity":"ada","queue":"jobs","queues":[{"name":"jobs"}],"hostname":"h","instance":"z",
                    "items":[{"spec":{}}]}
                    """)
            #expect([403, 404].contains(answer.status), "\(path) \(answer.text)")
        }
        let others = [
            #"mutation { generateApiKey(input: {}) { apiKey { name } } }"#,
            #"mutation { upsertModel(input: {name: "p", entityName: "ada", description: "x"}) { inserted } }"#,
            #"mutation { deleteRun(input: {id: "x"}) { success } }"#,
        ]
        for text in others { #expect(try await home.server.query(text, key: key).error != nil, "\(text)") }
        #expect(try await home.server.send(.post, "/files/ada/p/old/file_stream", key: key, body: "{}").status == 403)
        #expect(try watch.mark() == before)
        #expect(
            try await home.server.send(.post, "/files/ada/p/\(run)/file_stream", key: key, body: "{}").status == 200)
        // It reads its project, but neither the keys of its user nor other projects.
        let seen = try await home.server.query(
            """
            { viewer { apiKeys { edges { node { id } } } } project(name: "p", entityName: "ada") {
            run(name: "old") { name } } hidden: project(name: "model-registry", entityName: "ada") { id } }
            """, key: key)
        #expect(
            seen.json["data"]
                == [
                    "viewer": ["apiKeys": ["edges": []]], "project": ["run": ["name": "old"]], "hidden": nil,
                ])
        try await home.server.close()
    }
}
