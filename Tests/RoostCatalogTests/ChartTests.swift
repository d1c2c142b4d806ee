import Testing

@testable import RoostCatalog

@Suite struct ChartTests {
    private static func chart(_ name: String, spec: String = "{\"mark\": \"bar\"}", isPublic: Bool = false)
        -> NewCustomChart
    {
        NewCustomChart(name: name, displayName: "My \(name)", type: "vega2", isPublic: isPublic, spec: spec)
    }

    @Test(arguments: TestDatabase.allCases)
    func chartsAreMadeReplacedAndFound(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let user = test.user
        let first = try await test.write { tx in
            try tx.charts.save(entity: user.entityID, Self.chart("bars"), user: user.id)
        }
        #expect(first.path == "\(first.entityName)/bars" && first.displayName == "My bars" && !first.isPublic)
        // A script that runs twice replaces what it made.
        let second = try await test.write { tx in
            try tx.charts.save(entity: user.entityID, Self.chart("bars", spec: "{}", isPublic: true), user: user.id)
        }
        #expect(second.id == first.id && second.spec == "{}" && second.isPublic)
        let (found, none) = try await test.read { tx in
            (try tx.charts.find(entity: first.entityName, name: "bars"), try tx.charts.find(entity: "x", name: "bars"))
        }
        #expect(found == second && none == nil)
        for (chart, field) in [
            (Self.chart("a/b"), "name"), (Self.chart("a", spec: "[1]"), "spec"), (Self.chart("a", spec: "{"), "spec"),
        ] {
            let error = await #expect(throws: CatalogError.self) {
                try await test.write { tx in try tx.charts.save(entity: user.entityID, chart, user: user.id) }
            }
            #expect(error?.description.contains(field) == true)
        }
    }
}
