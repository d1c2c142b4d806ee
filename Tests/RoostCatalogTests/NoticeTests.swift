import Foundation
import Testing

@testable import RoostCatalog

@Suite struct NoticeTests {
    @Test(arguments: TestDatabase.allCases)
    func alertsOfOneTitleWait(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let run = try await test.run("r").id
        let other = try await test.run("other").id
        func add(_ title: String, _ run: Int64, wait: Double = 60) async throws -> Alert? {
            try await test.write {
                try $0.alerts.add(run: run, title: title, text: "text", severity: .warn, waitSeconds: wait)
            }
        }
        let first = try #require(try await add("loss", run))
        #expect(first.severity == .warn && first.text == "text" && first.waitSeconds == 60)
        test.clock.advance(59)
        #expect(try await add("loss", run) == nil)
        #expect(try await add("loss", run, wait: 10) != nil)
        #expect(try await add("other", run) != nil)
        #expect(try await add("loss", other) != nil)
        test.clock.advance(60)
        #expect(try await add("loss", run) != nil)
        #expect(try await add("loss", run, wait: 0) != nil)
        let listed = try await allPages(first: 2) { page in try await test.read { try $0.alerts.list(run: run, page) } }
        #expect(listed.map(\.title) == ["loss", "loss", "other", "loss", "loss"])
        #expect(listed.last == first)
        await #expect(throws: CatalogError.self) { try await add("x", run, wait: -1) }
        await #expect(throws: CatalogError.notFound(kind: "run", name: "99")) { try await add("x", 99) }
    }

    @Test(arguments: TestDatabase.allCases)
    func invitationsAreUsedOnce(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (team, ada) = (test.team.id, test.user.id)
        let (bob, eve) = try await test.write { tx throws in
            (try tx.users.create(NewUser(username: "bob")).id, try tx.users.create(NewUser(username: "eve")).id)
        }
        let (open, own) = try await test.write { tx throws in
            (
                try tx.invites.create(entity: team, email: "x@example.org", by: ada, seconds: 100),
                try tx.invites.create(entity: team, user: bob, role: .admin)
            )
        }
        #expect(open.invite.email == "x@example.org" && open.invite.role == .member && open.invite.createdBy == ada)
        #expect(own.invite.username == "bob" && own.invite.entityName == "lab")
        #expect(try await test.read { try $0.invites.list(entity: team) } == [open.invite, own.invite])
        try await test.write { tx throws in
            #expect(try tx.invites.accept(token: own.token, user: eve) == nil)
            #expect(try tx.invites.accept(token: "nonsense", user: eve) == nil)
            #expect(try tx.invites.accept(token: own.token, user: bob)?.id == team)
            #expect(try tx.members.role(of: bob, in: team) == .admin)
            #expect(try tx.invites.accept(token: own.token, user: bob) == nil)
            // An invitation never takes rights away.
            #expect(try tx.invites.accept(token: open.token, user: bob)?.id == team)
            #expect(try tx.members.role(of: bob, in: team) == .admin)
            let again = try tx.invites.create(entity: team, user: eve, seconds: 10)
            #expect(try !tx.invites.delete(again.invite.id, entity: team + 1))
            #expect(try tx.invites.delete(again.invite.id, entity: team))
            #expect(try tx.invites.accept(token: again.token, user: eve) == nil)
            #expect { try tx.invites.create(entity: team) } throws: { ($0 as? CatalogError)?.field == "invite" }
        }
        let late = try await test.write { try $0.invites.create(entity: team, user: eve, seconds: 10) }
        test.clock.advance(10)
        #expect(try await test.write { try $0.invites.accept(token: late.token, user: eve) } == nil)
        #expect(try await test.read { try $0.invites.list(entity: team) } == [])
    }

    @Test(arguments: TestDatabase.allCases)
    func settingsAreKept(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        try await test.write { tx throws in
            #expect(try tx.settings.value("a") == nil)
            try tx.settings.set("a", "1")
            try tx.settings.set("a", "2")
            #expect(try tx.settings.value("a") == "2")
            #expect(try tx.settings.establish("a", "3") == "2")
            #expect(try tx.settings.establish("b", "3") == "3")
            try tx.settings.set("a", nil)
            #expect(try tx.settings.value("a") == nil)
        }
    }
}
