import RoostCatalog
import RoostJSON
import Testing

@testable import RoostServer

@Suite struct AccountTests {
    private func mutate(_ server: LocalServer, _ name: String, _ input: JSONObject, _ fields: String, _ key: String)
        async throws -> JSON
    {
        let type = name.prefix(1).uppercased() + name.dropFirst() + "Input"
        let text = "mutation($i: \(type)!) { \(name)(input: $i) { \(fields) } }"
        return try await server.query(text, ["i": .object(input)], key: key).json
    }

    @Test func peopleChangeTheirAccounts() async throws {
        let server = try await LocalServer()
        let (key, user, token) = try await server.services.catalog.write { tx in
            let user = try tx.users.create(NewUser(username: "ada"))
            let kept = try tx.sessions.create(user: user.id, seconds: 60).token
            _ = try tx.sessions.create(user: user.id, seconds: 60)
            return (try tx.keys.create(user: user.id, name: "k").secret, user.id, kept)
        }
        let fields = "viewer { name email codeSavingEnabled hasPassword sessions { isCurrent } }"
        let named = try await mutate(
            server, "updateViewer", ["name": "Ada L.", "codeSavingEnabled": false], fields, key)
        let viewer = try #require(named.at("data", "updateViewer", "viewer"))
        #expect(viewer["name"] == "Ada L." && viewer["codeSavingEnabled"] == false && viewer["hasPassword"] == false)
        #expect(viewer["sessions"]?.arrayValue?.count == 2)

        // The first password needs none; the next one needs the first, and signs every other browser out.
        let first = try await mutate(server, "updateViewer", ["password": "one"], fields, key)
        #expect(first.at("data", "updateViewer", "viewer", "hasPassword") == true)
        #expect(first.at("data", "updateViewer", "viewer", "sessions") == [])
        #expect(try await server.services.catalog.read { try $0.sessions.find(token: token) } == nil)
        let wrong = try await mutate(
            server, "updateViewer", ["password": "two", "currentPassword": "no"], fields, key)
        #expect(wrong.text.contains("current password"))
        let hash = try await server.services.catalog.read { try $0.users.passwordHash(user) }
        #expect(Password.verify("one", against: hash))

        // Who says so in a browser stays signed in there.
        let mine = try await server.services.catalog.write { try $0.sessions.create(user: user, seconds: 60).token }
        _ = try await server.services.catalog.write { try $0.sessions.create(user: user, seconds: 60) }
        let third = try await server.send(
            .post, "/graphql", headers: [.cookie: "\(Authenticator.sessionCookie)=\(mine)"],
            body: """
                {"query": "mutation { updateViewer(input: {password: \\"three\\", currentPassword: \\"one\\"}) { viewer { sessions { isCurrent } } } }"}
                """)
        #expect(third.json.at("data", "updateViewer", "viewer", "sessions") == [["isCurrent": true]])
        try await server.close()
    }

    @Test func teamsHaveRolesAndServiceAccounts() async throws {
        let server = try await LocalServer()
        let (key, outsider) = try await server.services.catalog.write { tx in
            let team = try tx.entities.create(name: "lab", kind: .team)
            let ada = try tx.users.create(NewUser(username: "ada"))
            let bob = try tx.users.create(NewUser(username: "bob"))
            try tx.members.set(user: ada.id, in: team.id, role: .admin)
            try tx.members.set(user: bob.id, in: team.id, role: .member)
            return (
                try tx.keys.create(user: ada.id, name: "k").secret, try tx.keys.create(user: bob.id, name: "k").secret
            )
        }
        var input: JSONObject = ["entityName": "lab", "username": "bob", "role": "viewer"]
        #expect(try await mutate(server, "updateMember", input, "success", outsider)["errors"] != nil)
        #expect(
            try await mutate(server, "updateMember", input, "success", key).at("data", "updateMember", "success")
                == true)
        let role = try await server.query(#"{ entity(name: "lab") { viewerRole } }"#, key: outsider)
        #expect(role.json.at("data", "entity", "viewerRole") == "viewer")
        input["role"] = "owner"
        #expect(try await mutate(server, "updateMember", input, "success", key).text.contains("owner"))

        let made = try await mutate(
            server, "createServiceAccount", ["entityName": "lab", "description": "robot"], "user { username }", key)
        let robot = try #require(made.at("data", "createServiceAccount", "user", "username"))
        let given = try await mutate(
            server, "generateServiceAccountKey", ["entityName": "lab", "username": robot], "apiKey { name }", key)
        let secret = try #require(given.at("data", "generateServiceAccountKey", "apiKey", "name")?.stringValue)
        let viewer = try await server.query("{ viewer { username } }", key: secret)
        #expect(viewer.json.at("data", "viewer", "username") == robot)
        // Nobody gets the key of a person.
        let refused = try await mutate(
            server, "generateServiceAccountKey", ["entityName": "lab", "username": "bob"], "apiKey { name }", key)
        #expect(refused.text.contains("service account 'bob'"))
        try await server.close()
    }
}
