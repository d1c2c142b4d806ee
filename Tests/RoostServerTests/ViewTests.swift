import RoostCatalog
import RoostJSON
import Testing

@testable import RoostServer

/// Saved views: who sees, makes, changes and deletes which.
@Suite struct ViewTests {
    private struct Home {
        let server: LocalServer
        /// A writer, another writer, a reader, somebody else, and a writer's key that opens one run.
        let ada: String, bob: String, vera: String, eve: String, runKey: String

        init() async throws {
            server = try await LocalServer()
            (ada, bob, vera, eve, runKey) = try await server.services.catalog.write { tx in
                let team = try tx.entities.create(name: "lab", kind: .team)
                func user(_ name: String, _ role: Role?) throws -> User {
                    let user = try tx.users.create(NewUser(username: name))
                    if let role { try tx.members.set(user: user.id, in: team.id, role: role) }
                    return user
                }
                func key(_ user: User) throws -> String { try tx.keys.create(user: user.id, name: "k").secret }
                let ada = try user("ada", .member)
                let project = try tx.projects.upsert(entity: team.id, name: "p", user: ada.id).project
                let run = try tx.runs.upsert(project: project.id, name: "r1", user: ada.id).run
                let runKey = try tx.keys.create(user: ada.id, name: "r", projectID: project.id, runID: run.id).secret
                return (
                    try key(ada), try key(user("bob", .member)), try key(user("vera", .viewer)),
                    try key(user("eve", nil)), runKey
                )
            }
        }

        func upsert(_ input: JSONObject, _ key: String?) async throws -> Answer {
            var input = input
            if input["id"] == nil { input.merge(["entityName": "lab", "projectName": "p"]) { $1 } }
            return try await server.query(
                """
                mutation($i: UpsertViewInput!) { upsertView(input: $i) { inserted
                view { id type name displayName description spec isShared readOnly project { name }
                user { username photoUrl email } createdAt updatedAt } } }
                """, ["i": .object(input)], key: key)
        }

        func made(_ input: JSONObject, _ key: String?) async throws -> String {
            let answer = try await upsert(input, key)
            return answer.json.at("data", "upsertView", "view", "id")?.stringValue ?? answer.text
        }

        func delete(_ id: String, _ key: String?) async throws -> String? {
            try await server.query(
                "mutation($id: ID!) { deleteView(input: {id: $id, deleteDrafts: true}) { success } }",
                ["id": .string(id)], key: key
            ).error
        }

        func listed(_ type: String?, _ key: String?) async throws -> [String] {
            let answer = try await server.query(
                """
                query($t: String) { project(name: "p", entityName: "lab") { allViews(viewType: $t, viewName: null) {
                totalCount edges { node { displayName readOnly } } } } }
                """, ["t": type.map(JSON.string) ?? .null], key: key)
            let views = answer.json.at("data", "project", "allViews")
            let names = (views?.at("edges")?.arrayValue ?? []).map { edge in
                (edge.at("node", "displayName")?.stringValue ?? "") + (edge.at("node", "readOnly") == true ? "!" : "")
            }
            #expect(views.map { $0["totalCount"] == .int(Int64(names.count)) } ?? true)
            return names
        }
    }

    @Test func viewsShowToWhomTheyBelongAndToAllWhenShared() async throws {
        let home = try await Home()
        let first = try await home.upsert(
            ["type": "roost-table", "displayName": "ours", "spec": #"{"columns": []}"#, "isShared": true], home.ada)
        let view = try #require(first.json.at("data", "upsertView", "view"))
        #expect(first.json.at("data", "upsertView", "inserted") == true)
        #expect(view["type"] == "roost-table" && view["spec"] == #"{"columns": []}"# && view["isShared"] == true)
        #expect(view.at("user", "username") == "ada" && view.at("project", "name") == "p" && view["readOnly"] == false)
        let own: JSONObject = ["type": "roost-table", "isShared": false]
        _ = try await home.made(own.merging(["displayName": "ada's"]) { $1 }, home.ada)
        // Who may read only keeps views too, for itself.
        let veras = try await home.made(own.merging(["displayName": "vera's"]) { $1 }, home.vera)
        #expect(try await home.listed("roost-table", home.ada) == ["ada's", "ours"])
        #expect(try await home.listed(nil, home.bob) == ["ours"])
        #expect(try await home.listed(nil, home.vera) == ["vera's", "ours!"])
        #expect(try await home.listed("runs", home.ada) == [])
        #expect(try await home.listed(nil, home.eve) == [])

        let query = "query($id: ID!) { view(id: $id) { displayName } }"
        for (key, sees) in [(home.vera, true), (home.ada, false), (home.eve, false)] {
            let answer = try await home.server.query(query, ["id": .string(veras)], key: key)
            #expect(answer.json.at("data", "view")?.isNull == !sees)
        }
        try await home.server.close()
    }

    @Test func onlyWhoMayChangesAView() async throws {
        let home = try await Home()
        let shared = try await home.made(["type": "runs", "displayName": "report"], home.ada)
        let draft = try await home.made(["type": "runs/draft", "displayName": "draft"], home.ada)
        #expect(try await home.listed(nil, home.bob) == ["report"])
        #expect(try await home.listed(nil, home.ada) == ["draft", "report"])
        // Sharing, and changing what is shared, needs the right to write.
        for input: JSONObject in [
            ["type": "runs", "spec": "{}"], ["type": "runs", "isShared": true],
            ["id": .string(shared), "displayName": "x"], ["id": .string(shared), "isShared": false],
        ] {
            #expect(try await home.upsert(input, home.vera).error?.hasPrefix("you may not") == true)
        }
        let veras = try await home.made(["type": "roost-table", "isShared": false], home.vera)
        #expect(try await home.upsert(["id": .string(veras), "isShared": true], home.vera).error != nil)
        #expect(try await home.upsert(["id": .string(veras), "displayName": "v"], home.vera).error == nil)
        // A writer changes what is shared, but does not take it away from the others.
        #expect(try await home.upsert(["id": .string(shared), "displayName": "our report"], home.bob).error == nil)
        #expect(
            try await home.upsert(["id": .string(shared), "isShared": false], home.bob).error?.contains(
                "only its maker")
                == true)
        for key in [home.bob, home.vera, home.eve, home.runKey] {
            #expect(try await home.upsert(["id": .string(draft), "displayName": "x"], key).error != nil)
            #expect(try await home.delete(draft, key) != nil)
        }
        #expect(try await home.upsert(["type": "t", "isShared": false], home.eve).error != nil)
        #expect(try await home.upsert(["type": "t", "isShared": false], nil).error?.contains("not signed in") == true)
        #expect(try await home.upsert(["type": "t", "spec": "{"], home.ada).error?.contains("spec") == true)
        #expect(try await home.delete(shared, home.vera)?.hasPrefix("you may not") == true)
        #expect(try await home.delete(shared, home.bob) == nil)
        #expect(try await home.delete(draft, home.ada) == nil)
        #expect(try await home.listed(nil, home.ada) == [])
        try await home.server.close()
    }
}
