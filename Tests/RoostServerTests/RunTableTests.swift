import RoostCatalog
import RoostJSON
import Testing

@testable import RoostServer

/// What tables of runs ask for: chosen values, jumps, fields, groups, moves.
@Suite struct RunTableTests {
    private struct Home {
        let server: LocalServer
        /// A member, a viewer, a key for the first run, and one for the project.
        let key: String, viewer: String, runKey: String, projectKey: String

        init() async throws {
            server = try await LocalServer()
            (key, viewer, runKey, projectKey) = try await server.services.catalog.write { tx in
                let user = try tx.users.create(NewUser(username: "ada"))
                let guest = try tx.users.create(NewUser(username: "vera"))
                let team = try tx.entities.create(name: "lab", kind: .team)
                try tx.members.set(user: user.id, in: team.id, role: .member)
                try tx.members.set(user: guest.id, in: team.id, role: .viewer)
                let project = try tx.projects.upsert(entity: team.id, name: "p", user: user.id).project
                var first: Run?
                for index in 0..<10 {
                    let run = try tx.runs.upsert(
                        project: project.id, name: "r\(index)",
                        change: RunChange(
                            state: index == 9 ? .running : .finished,
                            config: "{\"lr\":{\"value\":\(index % 2)},\"net\":{\"value\":{\"depth\":3}}}",
                            summary: "{\"loss\":\(index),\"bad\":NaN}"), user: user.id
                    ).run
                    first = first ?? run
                }
                return (
                    try tx.keys.create(user: user.id, name: "k").secret,
                    try tx.keys.create(user: guest.id, name: "k").secret,
                    try tx.keys.create(user: user.id, name: "r", projectID: project.id, runID: first?.id).secret,
                    try tx.keys.create(user: user.id, name: "p", projectID: project.id).secret
                )
            }
        }

        func project(_ selection: String, key: String? = nil) async throws -> JSON {
            let answer = try await server.query(
                "{ project(name: \"p\", entityName: \"lab\") { \(selection) } }", key: key ?? self.key)
            return answer.json.at("data", "project") ?? .string(answer.text)
        }

        func error(_ selection: String) async throws -> String? {
            try await server.query("{ project(name: \"p\", entityName: \"lab\") { \(selection) } }", key: key).error
        }

        func move(_ ids: [String], to project: String, _ key: String? = nil) async throws -> Answer {
            try await server.query(
                """
                mutation($ids: [ID!]!, $p: String!) { moveRuns(input: {ids: $ids, entityName: "lab", projectName: $p}) {
                success count } }
                """, ["ids": .array(ids.map(JSON.string)), "p": .string(project)], key: key ?? self.key)
        }

        func id(_ run: String, _ project: String = "p") -> String {
            GlobalID.run(name: run, project: project, entity: "lab").text
        }
    }

    @Test func chosenValuesAndDocumentsOfAPage() async throws {
        let home = try await Home()
        let wrong = try await home.error("runs { edges { node { values(keys: [\"nosuch.x\"]) } } }")
        #expect(wrong?.contains("invalid keys \"nosuch.x\"") == true)
        let good = try await home.project(
            """
            runs(first: 2, offset: 7, order: "+name") { totalCount edges { node { name config summaryMetrics
            values(keys: ["config.lr", "summary_metrics.bad", "config.net", "state"])
            again: values(keys: ["summary_metrics.loss"]) wandbConfig(keys: ["t"]) } } pageInfo { hasNextPage } }
            """)
        #expect(
            good["runs"] == [
                "totalCount": 10,
                "edges": [
                    [
                        "node": [
                            "name": "r7", "config": #"{"lr":{"value":1},"net":{"value":{"depth":3}}}"#,
                            "summaryMetrics": #"{"loss":7,"bad":NaN}"#, "values": #"[1,NaN,{"depth":3},"finished"]"#,
                            "again": "[7]", "wandbConfig": "{}",
                        ]
                    ],
                    [
                        "node": [
                            "name": "r8", "config": #"{"lr":{"value":0},"net":{"value":{"depth":3}}}"#,
                            "summaryMetrics": #"{"loss":8,"bad":NaN}"#, "values": #"[0,NaN,{"depth":3},"finished"]"#,
                            "again": "[8]", "wandbConfig": "{}",
                        ]
                    ],
                ], "pageInfo": ["hasNextPage": true],
            ])
        let one = try await home.project("run(name: \"r3\") { values(keys: [\"summary_metrics.loss\", \"group\"]) }")
        #expect(one == ["run": ["values": "[3,null]"]])
        #expect(try await home.error("runs(offset: -1) { totalCount }")?.contains("invalid offset") == true)
        #expect(try await home.project("buckets(offset: 10) { edges { node { name } } }") == ["buckets": ["edges": []]])
        try await home.server.close()
    }

    @Test func groupsAndFields() async throws {
        let home = try await Home()
        let groups = """
            runGroups(filters: "{\\"state\\":\\"finished\\"}", by: ["config.lr"], aggregates: ["mean:summary_metrics.loss"],
            order: "-count", first: 1) { totalCount pageInfo { hasNextPage } edges { node { values count aggregates } } }
            """
        #expect(
            try await home.project(groups) == [
                "runGroups": [
                    "totalCount": 2, "pageInfo": ["hasNextPage": true],
                    "edges": [["node": ["values": "[0]", "count": 5, "aggregates": "[4]"]]],
                ]
            ])
        let fields = "runFields(search: \"L\", first: 2) { key types }"
        #expect(
            try await home.project(fields) == [
                "runFields": [
                    ["key": "config.lr", "types": ["number"]], ["key": "summary_metrics.loss", "types": ["number"]],
                ]
            ])
        #expect(try await home.project(fields, key: home.viewer) == home.project(fields))
        // A key for one run knows nothing of the others.
        #expect(try await home.project(fields, key: home.runKey) == ["runFields": []])
        #expect(
            try await home.project(groups, key: home.runKey)
                == ["runGroups": ["totalCount": 0, "pageInfo": ["hasNextPage": false], "edges": []]])
        #expect(try await home.error("runGroups(by: []) { totalCount }")?.contains("invalid by") == true)
        try await home.server.close()
    }

    @Test func runsMoveAllOrNone() async throws {
        let home = try await Home()
        let moved = try await home.move([home.id("r1"), home.id("r2"), home.id("r1")], to: "other")
        #expect(moved.json["data"] == ["moveRuns": ["success": true, "count": 2]])
        let there = try await home.server.query(
            """
            { project(name: "other", entityName: "lab") { runCount runs(order: "+name", filters: "{\\"config.lr\\":1}") {
            edges { node { id name config } } } } }
            """, key: home.key)
        #expect(
            there.json.at("data", "project") == [
                "runCount": 2,
                "runs": [
                    "edges": [
                        [
                            "node": [
                                "id": .string(home.id("r1", "other")), "name": "r1",
                                "config": #"{"lr":{"value":1},"net":{"value":{"depth":3}}}"#,
                            ]
                        ]
                    ]
                ],
            ])
        #expect(try await home.project("runCount run(name: \"r1\") { id }") == ["runCount": 8, "run": .null])
        #expect(
            try await home.move([home.id("r1", "other")], to: "other").json.at("data", "moveRuns", "count") == 0)

        // A run of that id there, one that goes on, one that is not there: then none moves.
        _ = try await home.server.query(
            "mutation { upsertBucket(input: {name: \"r1\", modelName: \"p\", entityName: \"lab\", state: \"finished\"}) { inserted } }",
            key: home.key)
        // The first use of a key is written down.
        for key in [home.viewer, home.projectKey, home.runKey] { _ = try await home.project("name", key: key) }
        let watch = try ChangeWatch(home.server.directory)
        let before = try watch.mark()
        #expect(try await home.move([home.id("r3"), home.id("r1")], to: "other").error?.contains("\"r1\"") == true)
        #expect(try await home.move([home.id("r3"), home.id("r9")], to: "new").error?.contains("'r9'") == true)
        #expect(try await home.move([home.id("r3"), home.id("r77")], to: "new").error?.contains("not found") == true)
        #expect(try await home.move([], to: "new").error?.contains("ids") == true)
        #expect(
            try await home.move(Array(repeating: home.id("r3"), count: 1_001), to: "new").error?.contains("ids") == true
        )
        // Who may only read, and a key for this project or one run alone, moves nothing.
        for key in [home.viewer, home.projectKey, home.runKey] {
            #expect(try await home.move([home.id("r0")], to: "other", key).error != nil)
        }
        #expect(try watch.mark() == before)
        try await home.server.close()
    }
}
