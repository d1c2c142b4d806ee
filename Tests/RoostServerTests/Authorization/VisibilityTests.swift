import Foundation
import HTTPTypes
import RoostCatalog
import RoostJSON
import Testing

@testable import RoostServer

/// What projects that are open to others, keys that are restricted, and lost rights allow.
@Suite struct VisibilityTests {
    private static let row = #"{"files":{"wandb-history.jsonl":{"offset":0,"content":["{\"a\":1}"]}}}"#
    private static let runs =
        #"{ project(name: "p", entityName: "ada") { runs { edges { node { name } } } run(name: "r2") { id } } }"#

    /// The statuses of reading and of writing.
    @Test(arguments: [
        (ProjectVisibility.private, [404, 401], [404, 404]), (.entityRead, [404, 401], [404, 404]),
        (.restricted, [404, 401], [404, 404]), (.userRead, [200, 401], [200, 403]),
        (.userWrite, [200, 401], [200, 200]),
    ])
    func visibilityDecidesForOthers(visibility: ProjectVisibility, stranger: [Int], user: [Int]) async throws {
        let home = try await Home(visibility)
        #expect(try await home.statuses(nil) == stranger)
        #expect(try await home.statuses(home.other) == user)
        #expect(try await home.statuses(home.own) == [200, 200])
        try await home.server.close()
    }

    @Test func aKeyForOneRunOpensThatRunOnly() async throws {
        let home = try await Home(.private)
        let key = try await home.key(project: true, run: true)
        let listed = try await home.server.query(Self.runs, key: key)
        #expect(
            listed.json["data"]
                == ["project": ["runs": ["edges": [["node": ["name": "r1"]]]], "run": nil]])
        #expect(try await home.statuses(key) == [200, 200])
        #expect(
            try await home.server.send(.post, "/files/ada/p/r2/file_stream", key: key, body: Self.row).status == 404)
        // The other run is not to be seen, nor may it be overwritten under its name.
        let watch = try ChangeWatch(home.server.directory)
        let before = try watch.mark()
        for name in ["r2", "r3"] {
            let made = try await home.server.query(
                """
                mutation { upsertBucket(input: {name: "\(name)", modelName: "p", entityName: "ada", notes: "x"}) {
                inserted } }
                """, key: key)
            #expect(made.error == "this API key opens one run and may not make others")
        }
        #expect(try watch.mark() == before)
        try await home.server.close()
    }

    @Test func aForkOfNothingMakesNoRun() async throws {
        let home = try await Home(.private)
        let watch = try ChangeWatch(home.server.directory)
        #expect(try await home.statuses(home.own)[0] == 200)
        let before = try watch.mark()
        let config = #"{"_wandb":{"value":{"branch_point":{"run_id":"absent","step":1}}}}"#
        let fork = try await home.server.query(
            """
            mutation($config: JSONString) { upsertBucket(input: {name: "r3", modelName: "p", entityName: "ada",
            config: $config}) { inserted } }
            """, ["config": .string(config)], key: home.own)
        #expect(fork.error == "run 'absent' to fork from not found")
        #expect(try watch.mark() == before)
        try await home.server.close()
    }

    @Test func aRestrictedKeyMakesNoOtherKeys() async throws {
        let home = try await Home(.private)
        let key = try await home.key(project: true, run: false)
        let watch = try ChangeWatch(home.server.directory)
        #expect(try await home.statuses(key)[0] == 200)
        let before = try watch.mark()
        let made = try await home.server.query("mutation { generateApiKey(input: {}) { apiKey { name } } }", key: key)
        #expect(made.error == "this API key opens one project and may do nothing outside of it")
        let command = #"{"addKey":{"name":"k"}}"#
        #expect(try await home.server.send(.post, "/api/v1/admin", key: key, body: command).status == 403)
        #expect(try await home.server.send(.post, "/authorize", key: key, body: "name=k").status == 403)
        #expect(try watch.mark() == before)
        try await home.server.close()
    }

    @Test func expiredAndRevokedKeysOpenNothing() async throws {
        let home = try await Home(.userWrite)
        let expired = try await home.server.services.catalog.write { [id = home.userID] tx in
            try tx.keys.create(user: id, name: "old", expiresAt: Date() - 1).secret
        }
        #expect(try await home.statuses(expired) == [401, 401])
        let mine = try await home.server.query(
            "{ viewer { apiKeys { edges { node { id description } } } } }", key: home.own)
        let id = mine.json.at("data", "viewer", "apiKeys", "edges")?.arrayValue?
            .first { $0.at("node", "description") == "k" }?.at("node", "id")
        #expect(try await home.statuses(home.own) == [200, 200])
        let revoked = try await home.server.query(
            "mutation($id: String!) { deleteApiKey(input: {id: $id}) { success } }", ["id": id ?? .null], key: home.own)
        #expect(revoked.json.at("data", "deleteApiKey", "success") == true)
        #expect(try await home.statuses(home.own) == [401, 401])
        try await home.server.close()
    }

    @Test func aSessionIsItsUser() async throws {
        let home = try await Home(.private)
        let token = try await home.server.services.catalog.write { [id = home.userID] tx in
            try tx.sessions.create(user: id, seconds: 60).token
        }
        let path = "/api/v1/export?entity=ada&project=p&run=r1"
        let cookie: HTTPFields = [.cookie: "a=b; \(Authenticator.sessionCookie)=\(token)"]
        #expect(try await home.server.send(.get, path, headers: cookie).status == 200)
        #expect(try await home.server.send(.get, path, headers: [.cookie: "roost_session=guessed"]).status == 404)
        // Forms of other sites come with the cookie, and are refused.
        let foreign = try await home.server.send(
            .post, "/authorize", headers: [.cookie: cookie[.cookie] ?? "", .origin: "https://evil.example"],
            body: "name=k")
        #expect(foreign.status == 403)
        try await home.server.close()
    }

    @Test func searchingDoesNotSpellOutAddresses() async throws {
        let home = try await Home(.private)
        func found(_ text: String) async throws -> Int {
            let answer = try await home.server.query(
                "query($q: String) { users(query: $q) { edges { node { email } } } }", ["q": .string(text)],
                key: home.other)
            let edges = answer.json.at("data", "users", "edges")?.arrayValue ?? []
            #expect(edges.allSatisfy { $0.at("node", "email") == JSON.null })
            return edges.count
        }
        #expect(try await found("ada@secret.example") == 1)
        #expect(try await found("secret.exam") == 0)
        #expect(try await found("ADA") == 1)
        try await home.server.close()
    }
}

/// A user with a project of two runs, and another user.
private struct Home {
    let server: LocalServer
    let own: String
    let other: String
    let userID: Int64
    private let projectID: Int64
    private let runID: Int64

    init(_ visibility: ProjectVisibility) async throws {
        server = try await LocalServer()
        (own, other, userID, projectID, runID) = try await server.services.catalog.write { tx in
            let user = try tx.users.create(NewUser(username: "ada", email: "ada@secret.example"))
            let guest = try tx.users.create(NewUser(username: "guest"))
            let project = try tx.projects.upsert(entity: user.entityID, name: "p", user: user.id).project
            _ = try tx.projects.update(project.id, ProjectChange(visibility: visibility))
            let run = try tx.runs.upsert(project: project.id, name: "r1", change: RunChange(), user: user.id).run
            _ = try tx.runs.upsert(project: project.id, name: "r2", change: RunChange(), user: user.id)
            return (
                try tx.keys.create(user: user.id, name: "k").secret,
                try tx.keys.create(user: guest.id, name: "k").secret,
                user.id, project.id, run.id
            )
        }
    }

    func key(project: Bool, run: Bool) async throws -> String {
        try await server.services.catalog.write { [userID, projectID, runID] tx in
            try tx.keys.create(
                user: userID, name: "restricted", projectID: project ? projectID : nil, runID: run ? runID : nil
            ).secret
        }
    }

    /// The statuses of reading a run and of writing to it.
    func statuses(_ key: String?) async throws -> [Int] {
        let read = try await server.send(.get, "/api/v1/export?entity=ada&project=p&run=r1", key: key)
        let write = try await server.send(.post, "/files/ada/p/r1/file_stream", key: key, body: "{}")
        return [read.status, write.status]
    }
}
