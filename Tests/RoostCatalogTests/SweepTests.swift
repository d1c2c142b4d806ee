import Testing

@testable import RoostCatalog

@Suite struct SweepTests {
    private func change(_ config: String, _ method: String = "grid") -> SweepChange {
        var change = SweepChange()
        change.config = config
        change.method = method
        return change
    }

    @Test(arguments: TestDatabase.allCases)
    func sweepsAreMadeChangedAndListed(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let (first, second) = try await test.write { tx in
            (
                try tx.sweeps.create(project: project, change("method: grid"), user: test.user.id),
                try tx.sweeps.create(project: project, change("method: random", "random"), user: nil)
            )
        }
        #expect(first.name.count == 8 && first.name != second.name)
        #expect(first.state == .pending && first.userID == test.user.id && second.method == "random")
        #expect(try GlobalID(first.globalID.text) == .sweep(first.id))

        test.clock.advance(1)
        let changed = try await test.write { tx in
            var change = SweepChange()
            change.state = .running
            change.displayName = "learning rates"
            return try tx.sweeps.update(first.id, change)
        }
        #expect(
            changed.config == "method: grid" && changed.state == .running && changed.displayName == "learning rates")
        #expect(changed.updatedAt > first.updatedAt)

        let found = try await test.read { try $0.sweeps.find(project: project, name: first.name) }
        #expect(found == changed)
        let listed = try await allPages(first: 1) { page in
            try await test.read { try $0.sweeps.list(project: project, page) }
        }
        #expect(listed.map(\.id) == [second.id, first.id])
        #expect(try await test.read { try $0.sweeps.count(project: project) } == 2)
    }

    @Test(arguments: TestDatabase.allCases)
    func aSweepNeedsAConfiguration(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        await #expect(throws: CatalogError.self) {
            try await test.write { try $0.sweeps.create(project: project, SweepChange(), user: nil) }
        }
        await #expect(throws: CatalogError.notFound(kind: "sweep", name: "99")) {
            try await test.write { try $0.sweeps.update(99, SweepChange()) }
        }
    }
}
