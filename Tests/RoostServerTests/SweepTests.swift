import RoostJSON
import Testing

@testable import RoostServer

@Suite struct SweepTests {
    @Test func configurationsAreReadAndQuestioned() throws {
        let config = try SweepConfig(
            yaml: """
                name: rates
                method: grid
                metric: {name: val/loss, goal: maximize}
                parameters:
                  lr: {values: [0.1, 0.01]}
                  depth: {min: 1, max: 4}
                  width: {distribution: q_uniform, min: 0, max: 10, q: 4}
                  fixed: {value: 1}
                  optimizer: {parameters: {name: {values: [sgd, adam, lion]}}}
                """)
        #expect(config.method == "grid" && config.displayName == "rates")
        #expect(config.metric?.name == "val/loss" && config.metric?.isMaximized == true)
        #expect(config.runCount == 2 * 4 * 3 * 3)
        #expect(config.warnings.isEmpty)
        let random = try SweepConfig(yaml: "method: random\nparameters: {x: {min: 0.0, max: 1.0}}")
        #expect(random.runCount == nil && random.warnings.isEmpty)
        #expect(try SweepConfig(yaml: "method: grid\nparameters: {x: {min: 0.5, max: 1.5}}").runCount == nil)
        #expect(try SweepConfig(yaml: "method: best\nparameters: {x: {value: 1}}").warnings.count == 1)
        #expect(try SweepConfig(yaml: "method: bayes").warnings.count == 2)
        #expect(throws: ServerError.self) { try SweepConfig(yaml: "- a") }
        #expect(throws: ServerError.self) { try SweepConfig(yaml: "{a: [") }
    }

    @Test func aSchedulersQueueIsLookedForInTheProjectOfTheSweep() async throws {
        let home = try await LaunchHome()
        _ = try await home.server.query(
            #"""
            mutation { upsertRunQueue(input: {entityName: "ada", projectName: "p", queueName: "own",
            resourceType: "local-process", resourceConfig: "{}"}) { success } }
            """#, key: home.key)
        for (queue, project) in [("own", "p"), ("jobs", "model-registry"), ("none", nil)] {
            let scheduler: JSON = ["queue": .string(queue), "run_spec": "{}"]
            let answer = try await home.server.query(
                "mutation($i: UpsertSweepInput!) { upsertSweep(input: $i) { sweep { id } } }",
                [
                    "i": [
                        "entityName": "ada", "projectName": "p", "config": "method: grid\nparameters: {x: {value: 1}}",
                        "launchScheduler": .string(scheduler.text),
                    ]
                ], key: home.key)
            #expect((answer.error == nil) == (project != nil), "\(answer.text)")
            guard let project else { continue }
            let items = try await home.server.query(
                """
                { project(name: "\(project)", entityName: "ada") { runQueue(name: "\(queue)") {
                runQueueItems { edges { node { id } } } } } }
                """, key: home.key)
            #expect(items.json.at("data", "project", "runQueue", "runQueueItems", "edges")?.arrayValue?.count == 1)
        }
        try await home.server.close()
    }

    @Test func theSchedulerOfASweepIsQueued() async throws {
        let home = try await LaunchHome()
        let spec =
            #"{"entity": "ada", "project": "p", "run_id": "WANDB_SWEEP_ID", "args": ["wandb scheduler WANDB_SWEEP_ID"]}"#
        let scheduler: JSON = ["queue": "jobs", "run_queue_project": "model-registry", "run_spec": .string(spec)]
        func upsert(_ input: JSONObject) async throws -> JSON {
            try await home.server.query(
                "mutation($i: UpsertSweepInput!) { upsertSweep(input: $i) { sweep { id name state scheduler runCount } } }",
                ["i": .object(input)], key: home.key
            ).json
        }
        var input: JSONObject = [
            "entityName": "ada", "projectName": "p", "config": "method: random\nparameters: {x: {value: 1}}",
            "state": "PENDING", "launchScheduler": .string(scheduler.text), "priorRunsFilters": #"{"name": "old"}"#,
        ]
        let made = try await upsert(input)
        let sweep = try #require(made.at("data", "upsertSweep", "sweep"))
        let name = try #require(sweep["name"]?.stringValue)
        #expect(sweep["state"] == "PENDING" && sweep["runCount"] == 1)
        let kept = try JSON(parsing: try #require(sweep["scheduler"]?.stringValue))
        #expect(kept["queue"] == "jobs" && kept["run_spec"]?.stringValue?.contains("wandb scheduler \(name)") == true)
        let items = try await home.server.query(
            #"{ project(name: "model-registry", entityName: "ada") { runQueue(name: "jobs") { runQueueItems { edges { node { runSpec } } } } } }"#,
            key: home.key)
        let queued = try #require(
            items.json.at("data", "project", "runQueue", "runQueueItems", "edges", "0", "node", "runSpec"))
        #expect(queued.stringValue?.contains(#""run_id":"\#(name)""#) ?? queued.text.contains(name))

        let paused = try await upsert(["id": sweep["id"] ?? .null, "state": "PAUSED"])
        #expect(paused.at("data", "upsertSweep", "sweep", "state") == "PAUSED")
        #expect(paused.at("data", "upsertSweep", "sweep", "name") == .string(name))

        // Nothing is made when the queue is not there.
        input["launchScheduler"] = #"{"queue": "nowhere", "run_spec": "{}"}"#
        #expect(try await upsert(input).text.contains("nowhere"))
        input["launchScheduler"] = #"{"run_spec": "{}"}"#
        #expect(try await upsert(input).text.contains("launchScheduler"))
        input["launchScheduler"] = nil
        input["state"] = "SLEEPING"
        #expect(try await upsert(input).text.contains("SLEEPING"))
        let count = try await home.server.query(
            #"{ project(name: "p", entityName: "ada") { totalSweeps } }"#, key: home.key)
        #expect(count.json.at("data", "project", "totalSweeps") == 1)
        try await home.server.close()
    }
}
