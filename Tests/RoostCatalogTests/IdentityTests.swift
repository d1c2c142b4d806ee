import Foundation
import Testing

@testable import RoostCatalog

@Suite struct IdentityTests {
    @Test(arguments: TestDatabase.allCases)
    func aUserHasAPersonalEntity(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let user = test.user
        #expect(user.username == "ada")
        #expect(user.name == "ada")
        #expect(user.email == "ada@example.org")
        #expect(user.defaultEntityID == user.entityID)
        #expect(user.defaultEntityName == "ada")
        #expect(user.accountType == .user)
        #expect(!user.isAdmin && !user.hasPassword && !user.codeSavingEnabled)
        #expect(user.createdAt == test.clock.now)
        try await test.read { tx throws in
            let entity = try #require(try tx.entities.find(name: "ada"))
            #expect(entity.id == user.entityID)
            #expect(entity.kind == .user)
            #expect(try tx.members.role(of: user.id, in: entity.id) == .admin)
            #expect(try tx.users.find(id: user.id) == user)
            #expect(try tx.users.find(username: "ada") == user)
            #expect(try tx.users.find(username: "Ada") == nil)
            #expect(try tx.users.find(email: "ADA@example.ORG") == user)
            #expect(try tx.users.find(email: "nobody@example.org") == nil)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func namesAreTakenOnceWhateverTheirCase(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        for name in ["ada", "ADA", "Lab"] {
            await #expect(throws: CatalogError.conflict("username \"\(name)\" is taken")) {
                try await test.write { try $0.users.create(NewUser(username: name)) }
            }
            await #expect(throws: CatalogError.conflict("team name \"\(name)\" is taken")) {
                try await test.write { try $0.entities.create(name: name, kind: .team) }
            }
        }
        await #expect(throws: CatalogError.conflict("email \"Ada@Example.org\" is taken")) {
            try await test.write { try $0.users.create(NewUser(username: "bob", email: "Ada@Example.org")) }
        }
        await #expect { try await test.write { try $0.users.create(NewUser(username: "bob", email: "bob")) } } throws: {
            ($0 as? CatalogError)?.field == "email"
        }
        #expect(try await test.read { try $0.users.count() } == 1)
    }

    @Test(arguments: TestDatabase.allCases)
    func namesAreFreeUntilTaken(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        try await test.write { tx throws in
            #expect(try tx.entities.isFree("new-team"))
            for name in ["ada", "Ada", "LAB", "", "a/b", "..", "api", "artifacts"] {
                #expect(try !tx.entities.isFree(name), "\(name)")
            }
            try tx.entities.delete(test.team.id)
            #expect(try tx.entities.isFree("lab"))
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func usersChange(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (id, team) = (test.user.id, test.team.id)
        let user = try await test.write { tx throws in
            try tx.users.update(
                id,
                UserChange(name: "Ada L.", email: "", isAdmin: true, codeSavingEnabled: true, defaultEntityID: team))
        }
        #expect(user.name == "Ada L.")
        #expect(user.email == nil)
        #expect(user.isAdmin && user.codeSavingEnabled)
        #expect(user.defaultEntityName == "lab")
        #expect(try await test.write { try $0.users.update(id, UserChange()) } == user)
        try await test.write { tx throws in
            try tx.members.remove(user: id, from: team)
            #expect(try tx.users.get(id).defaultEntityName == "ada")
        }
        await #expect(throws: CatalogError.notFound(kind: "user", name: "99")) {
            try await test.write { try $0.users.update(99, UserChange()) }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func usersAreFoundAndPaged(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        try await test.write { tx throws in
            for name in ["adam", "bob", "radar", "x_y", "xzy"] {
                _ = try tx.users.create(NewUser(username: name, name: name.uppercased(), email: "\(name)@example.org"))
            }
        }
        func names(_ query: String?) async throws -> [String] {
            try await test.read { try $0.users.search(query).elements.map(\.username) }
        }
        #expect(try await names("ada") == ["ada", "adam", "radar"])
        #expect(try await names("ADAM") == ["adam"])
        #expect(try await names("bob@example.org") == ["bob"])
        #expect(try await names("x_y") == ["x_y"])
        #expect(try await names("%") == [])
        #expect(try await names(nil) == ["ada", "adam", "bob", "radar", "x_y", "xzy"])
        let paged = try await allPages(first: 2) { page in
            try await test.read { try $0.users.search("ada", page) }
        }
        #expect(paged.map(\.username) == ["ada", "adam", "radar"])
    }

    @Test(arguments: TestDatabase.allCases)
    func aDeletedUserIsGoneEverywhere(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (user, team) = (test.user, test.team.id)
        let (key, session, link, project) = try await test.write { tx throws in
            (
                try tx.keys.create(user: user.id, name: "laptop").secret,
                try tx.sessions.create(user: user.id, seconds: 60).token,
                try tx.sessions.createLink(user: user.id, seconds: 60),
                try tx.projects.upsert(entity: user.entityID, name: "own").project
            )
        }
        try await test.write { try $0.users.delete(user.id) }
        try await test.write { tx throws in
            #expect(try tx.users.find(id: user.id) == nil)
            #expect(try tx.users.find(email: "ada@example.org") == nil)
            #expect(try tx.users.search().elements.isEmpty)
            #expect(try tx.entities.find(name: "ada") == nil)
            #expect(try tx.keys.find(presented: key) == nil)
            #expect(try tx.sessions.find(token: session) == nil)
            #expect(try tx.sessions.redeemLink(link) == nil)
            #expect(try tx.members.list(entity: team).isEmpty)
            #expect(try tx.projects.find(id: project.id) == nil)
            // The name is free again.
            let again = try tx.users.create(NewUser(username: "ada", email: "ada@example.org"))
            #expect(again.id != user.id)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func membersHaveRoles(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (ada, team) = (test.user.id, test.team.id)
        try await test.write { tx throws in
            let bob = try tx.users.create(NewUser(username: "bob")).id
            #expect(try tx.members.role(of: bob, in: team) == nil)
            try tx.members.set(user: bob, in: team, role: .viewer)
            #expect(try tx.members.role(of: bob, in: team) == .viewer)
            try tx.members.set(user: bob, in: team, role: .member)
            #expect(try tx.members.list(entity: team).map(\.user.username) == ["ada", "bob"])
            #expect(try tx.members.list(entity: team).map(\.role) == [.admin, .member])
            #expect(try tx.members.entities(of: bob).map(\.entity.name) == ["bob", "lab"])
            #expect(try tx.members.entities(of: bob, kind: .team).map(\.entity.name) == ["lab"])
            #expect(try tx.members.remove(user: bob, from: team))
            #expect(try !tx.members.remove(user: bob, from: team))
            #expect(try tx.members.role(of: bob, in: team) == nil)
            #expect(try tx.members.role(of: ada, in: team) == .admin)
        }
        #expect(Role.viewer < .member && Role.member < .admin && !(Role.admin < .viewer))
    }

    @Test(arguments: TestDatabase.allCases)
    func teamsBelongToOrganizations(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let team = test.team.id
        try await test.write { tx throws in
            let organization = try tx.entities.create(name: "acme", kind: .organization)
            let other = try tx.entities.create(name: "zeta", kind: .team, organizationID: organization.id)
            let changed = try tx.entities.update(
                team, EntityChange(defaultVisibility: .entityRead, organizationID: .some(organization.id)))
            #expect(changed.organizationID == organization.id)
            #expect(changed.defaultVisibility == .entityRead)
            #expect(try tx.entities.teams(of: organization.id).map(\.name) == ["lab", "zeta"])
            #expect(try tx.projects.upsert(entity: team, name: "new").project.visibility == .entityRead)
            #expect(throws: CatalogError.self) {
                try tx.entities.update(organization.id, EntityChange(organizationID: .some(other.id)))
            }
            #expect(throws: CatalogError.self) { try tx.entities.create(name: "u", kind: .user) }
            try tx.entities.delete(organization.id)
            #expect(try tx.entities.get(team).organizationID == nil)
            #expect(try tx.entities.list(kind: .team).elements.map(\.name) == ["lab", "zeta"])
            try tx.entities.delete(team)
            #expect(try tx.entities.find(name: "lab") == nil)
            #expect(try tx.projects.find(entity: "lab", name: "demo") == nil)
            #expect(try tx.entities.list().elements.map(\.name) == ["ada", "zeta"])
        }
    }
}

/// Reads all pages of a list; checks that only the last one says that it is the last.
func allPages<Element: Sendable>(
    first: Int, _ read: (PageRequest) async throws -> Page<Element>
) async throws -> [Element] {
    var elements: [Element] = []
    var after: String?
    while true {
        let page = try await read(PageRequest(first: first, after: after))
        elements += page.elements
        #expect(page.edges.count <= first)
        guard page.hasNextPage else { return elements }
        #expect(page.edges.count == first)
        after = page.endCursor
    }
}
