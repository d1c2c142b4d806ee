import Testing

@testable import RoostCatalog

@Suite struct ViewTests {
    private func change(_ type: String? = nil, name: String? = nil, spec: String? = nil, shared: Bool? = nil)
        -> ViewChange
    {
        var change = ViewChange()
        change.type = type
        change.displayName = name
        change.spec = spec
        change.isShared = shared
        return change
    }

    @Test(arguments: TestDatabase.allCases)
    func viewsAreMadeChangedListedAndDeleted(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (project, ada) = (test.project.id, test.user.id)
        let (bob, mine, shared, other) = try await test.write { tx in
            let bob = try tx.users.create(NewUser(username: "bob"))
            return (
                bob,
                try tx.views.create(
                    project: project, change("roost-table", name: "mine", spec: "{\"a\":1}"), user: ada),
                try tx.views.create(project: project, change("runs", name: "report", shared: true), user: ada),
                try tx.views.create(project: project, change("roost-table", name: "his"), user: bob.id)
            )
        }
        #expect(!mine.isShared && mine.spec == "{\"a\":1}" && mine.userID == ada && mine.username == "ada")
        #expect(shared.isShared && shared.spec == "{}" && shared.type == "runs")
        #expect(try GlobalID(mine.globalID.text) == .view(mine.id))
        #expect(mine.isVisible(to: ada) && !mine.isVisible(to: bob.id) && !mine.isVisible(to: nil))

        let cases: [(ViewFilter, [Int64])] = [
            (ViewFilter(viewer: ada), [shared.id, mine.id]), (ViewFilter(viewer: bob.id), [other.id, shared.id]),
            (ViewFilter(), [shared.id]), (ViewFilter(type: "roost-table", viewer: ada), [mine.id]),
            (ViewFilter(name: "mine", viewer: ada), [mine.id]), (ViewFilter(name: "mine", viewer: bob.id), []),
            (ViewFilter(username: "ada", viewer: bob.id), [shared.id]),
        ]
        for (filter, ids) in cases {
            let listed = try await allPages(first: 1) { page in
                try await test.read { try $0.views.list(project: project, filter, page) }
            }
            #expect(listed.map(\.id) == ids, "\(filter)")
            #expect(try await test.read { try $0.views.count(project: project, filter) } == ids.count)
        }

        test.clock.advance(1)
        let changed = try await test.write { tx in
            try tx.views.update(mine.id, change(name: "ours", spec: "[1]", shared: true))
        }
        #expect(changed.displayName == "ours" && changed.spec == "[1]" && changed.isShared)
        #expect(changed.type == "roost-table" && changed.updatedAt > mine.updatedAt)
        try await test.write { try $0.views.delete(mine.id) }
        #expect(try await test.read { try $0.views.find(id: mine.id) } == nil)
        await #expect(throws: CatalogError.notFound(kind: "view", name: "\(mine.id)")) {
            try await test.write { try $0.views.delete(mine.id) }
        }
        // A view goes with its project.
        try await test.write { try $0.projects.delete(project) }
        #expect(try await test.read { try $0.views.find(id: shared.id) } == nil)
    }

    @Test(arguments: TestDatabase.allCases)
    func viewsAreBounded(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (project, user) = (test.project.id, test.user.id)
        let wrong: [(ViewChange, String?)] = [
            (change(), "type"), (change("t", spec: "{"), "spec"), (change("t", spec: ""), "spec"),
            (change("t", spec: "\"\(String(repeating: "x", count: 1 << 20))\""), nil),
            (change(String(repeating: "t", count: 65)), nil),
        ]
        for (change, field) in wrong {
            await #expect {
                try await test.write { try $0.views.create(project: project, change, user: user) }
            } throws: {
                ($0 as? CatalogError)?.field == field
            }
        }
        #expect(try await test.read { try $0.views.count(project: project, ViewFilter(viewer: user)) } == 0)
        try await test.write { tx in
            for _ in 0..<Limits.viewsPerUser { _ = try tx.views.create(project: project, change("t"), user: user) }
        }
        await #expect(throws: CatalogError.limit(name: "views of a user in one project", limit: 1_000, value: 1_001)) {
            try await test.write { try $0.views.create(project: project, change("t"), user: user) }
        }
    }
}
