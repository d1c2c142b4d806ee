import RoostCatalog
import RoostJSON
import Testing

@testable import RoostServer

@Suite struct CustomChartTests {
    /// What the official client 0.31.0 sends.
    private static let create = """
        mutation CreateCustomChart ($entity: String!, $chartName: String!, $displayName: String!, $chartType: String!, \
        $access: String!, $spec: JSONString!) { createCustomChart(input: {entity:$entity,name:$chartName,\
        displayName:$displayName,type:$chartType,access:$access,spec:$spec}) { chart { id } } }
        """

    @Test func chartsAreUsedByThoseTheyAreFor() async throws {
        let server = try await LocalServer()
        let keys = try await server.services.catalog.write { tx in
            try ["ada", "eve"].map { name in
                let user = try tx.users.create(NewUser(username: name))
                return try tx.keys.create(user: user.id, name: "k").secret
            }
        }
        func make(_ name: String, _ access: String, key: String) async throws -> Answer {
            try await server.query(
                Self.create,
                [
                    "entity": "ada", "chartName": .string(name), "displayName": "D", "chartType": "vega2",
                    "access": .string(access), "spec": #"{"mark": "bar"}"#,
                ], key: key)
        }
        func find(_ id: String, key: String?) async throws -> JSON? {
            try await server.query(
                "query($id: ID!) { customChart(id: $id) { name spec access } }", ["id": .string(id)], key: key
            ).json.at("data", "customChart")
        }
        let made = try await make("own", "PRIVATE", key: keys[0])
        #expect(made.json.at("data", "createCustomChart", "chart", "id") == "ada/own")
        _ = try await make("all", "PUBLIC", key: keys[0])
        #expect(try await make("x", "PRIVATE", key: keys[1]).error != nil)
        #expect(try await make("x", "secret", key: keys[0]).error?.contains("access") == true)
        #expect(
            try await find("ada/own", key: keys[0]) == [
                "name": "own", "spec": #"{"mark": "bar"}"#, "access": "PRIVATE",
            ])
        for key in [keys[1], nil] {
            #expect(try await find("ada/own", key: key)?.isNull == true)
            #expect(try await find("ada/all", key: key)?["name"] == "all")
        }
        #expect(try await find("ada", key: keys[0])?.isNull == true)
        try await server.close()
    }
}
