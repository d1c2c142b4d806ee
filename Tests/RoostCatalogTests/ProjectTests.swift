import Foundation
import Testing

@testable import RoostCatalog

@Suite struct ProjectTests {
    @Test(arguments: TestDatabase.allCases)
    func projectsAreCreatedAndChanged(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (team, user) = (test.team.id, test.user)
        #expect(test.project.entityName == "lab")
        #expect(test.project.username == "ada")
        #expect(test.project.userID == user.id)
        #expect(test.project.visibility == .private)
        #expect(test.project.globalID == .project(name: "demo", entity: "lab"))
        test.clock.advance(5)
        let again = try await test.write { tx throws in
            try tx.projects.upsert(
                entity: team, name: "demo", change: ProjectChange(description: "d", visibility: .userRead, readme: "r"))
        }
        #expect(!again.inserted)
        #expect(again.project.id == test.project.id)
        #expect(again.project.description == "d")
        #expect(again.project.readme == "r")
        #expect(again.project.visibility == .userRead)
        #expect(again.project.createdAt == test.project.createdAt)
        #expect(again.project.updatedAt == test.clock.now)
        test.clock.advance(5)
        let unchanged = try await test.write { try $0.projects.upsert(entity: team, name: "demo").project }
        #expect(unchanged == again.project)
        let cleared = try await test.write { tx throws in
            try tx.projects.update(test.project.id, ProjectChange(description: ""))
        }
        #expect(cleared.description == nil)
        #expect(cleared.readme == "r")
        await #expect(throws: CatalogError.notFound(kind: "entity", name: "99")) {
            try await test.write { try $0.projects.upsert(entity: 99, name: "x") }
        }
        await #expect { try await test.write { try $0.projects.upsert(entity: team, name: "a/b") } } throws: {
            ($0 as? CatalogError)?.field == "project name"
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func projectsAreRenamedAndDeleted(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (team, project) = (test.team.id, test.project.id)
        try await test.run("r1")
        try await test.write { tx throws in
            _ = try tx.projects.upsert(entity: team, name: "other")
            #expect(throws: CatalogError.conflict("project \"other\" exists in \"lab\"")) {
                try tx.projects.rename(project, to: "other")
            }
            #expect(try tx.projects.rename(project, to: "renamed").name == "renamed")
            #expect(try tx.projects.find(entity: "lab", name: "demo") == nil)
            #expect(try tx.runs.find(entity: "lab", project: "renamed", name: "r1")?.projectName == "renamed")
            try tx.projects.delete(project)
            #expect(try tx.projects.find(id: project) == nil)
            #expect(try tx.runs.find(entity: "lab", project: "renamed", name: "r1") == nil)
            let again = try tx.projects.upsert(entity: team, name: "renamed")
            #expect(again.inserted && again.project.id != project)
            #expect(try tx.runs.count(project: again.project.id) == 0)
            #expect(try tx.runs.purgeable(limit: 10).count == 1)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func listsShowRunsAndActivity(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (team, project) = (test.team.id, test.project.id)
        test.clock.advance(1)
        try await test.run("a")
        test.clock.advance(1)
        let gone = try await test.run("b")
        try await test.write { tx throws in
            try tx.runs.delete(gone.id)
            for name in ["p1", "p2", "p3"] { _ = try tx.projects.upsert(entity: team, name: name) }
        }
        let listed = try await allPages(first: 2) { page in
            try await test.read { try $0.projects.list(entityID: team, page) }
        }
        #expect(listed.map(\.project.name) == ["p3", "p2", "p1", "demo"])
        #expect(listed.map(\.runCount) == [0, 0, 0, 1])
        #expect(listed.last?.lastActivityAt == test.clock.now.addingTimeInterval(-1))
        #expect(listed.first?.lastActivityAt == nil)
        #expect(project == listed.last?.project.id)
    }
}
