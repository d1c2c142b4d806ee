import Foundation
import Testing

@testable import RoostCatalog

@Suite struct KeyTests {
    @Test(arguments: TestDatabase.allCases)
    func aKeyOpensOnlyItsUser(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = test.user.id
        let new = try await test.write { try $0.keys.create(user: id, name: "laptop") }
        #expect(new.secret.utf8.count == 40)
        #expect(new.secret.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) })
        #expect(new.key.name == "laptop")
        #expect(new.key.hint == String(new.secret.prefix(8)))
        #expect(new.key.createdAt == test.clock.now)
        let owner = try await test.read { try $0.keys.find(presented: new.secret) }
        #expect(owner?.user == test.user)
        #expect(owner?.key == new.key)
        for wrong in [
            "", "x", new.secret.uppercased(), new.secret + "0", String(new.secret.dropLast()),
            String(repeating: "0", count: 600),
        ]
        where wrong != new.secret {
            #expect(try await test.read { try $0.keys.find(presented: wrong) } == nil)
        }
        let other = try await test.write { try $0.keys.create(user: id, name: "laptop") }
        #expect(other.secret != new.secret)
    }

    @Test(arguments: TestDatabase.allCases)
    func onlyTheHashIsKept(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = test.user.id
        let secret = try await test.write { try $0.keys.create(user: id, name: "k").secret }
        let row = try await test.catalog.database.read { try $0.rows("SELECT * FROM api_key")[0] }
        #expect(!row.values.contains(.text(secret)))
        #expect(row.values.contains(.blob(SecretToken.hash(secret))))
    }

    @Test(arguments: TestDatabase.allCases)
    func keysExpireAndAreRevoked(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = test.user.id
        let now = test.clock.now
        let (short, long) = try await test.write { tx throws in
            (
                try tx.keys.create(user: id, name: "short", expiresAt: now.addingTimeInterval(10)),
                try tx.keys.create(user: id, name: "long")
            )
        }
        func works(_ key: NewAPIKey) async throws -> Bool {
            try await test.read { try $0.keys.find(presented: key.secret) } != nil
        }
        test.clock.advance(9)
        #expect(try await works(short))
        test.clock.advance(1)
        #expect(try await !works(short))
        #expect(try await works(long))
        let other = try await test.write { try $0.users.create(NewUser(username: "bob")).id }
        #expect(try await !test.write { try $0.keys.revoke(long.key.id, user: other) })
        #expect(try await works(long))
        #expect(try await test.write { try $0.keys.revoke(long.key.id, user: id) })
        #expect(try await !test.write { try $0.keys.revoke(long.key.id, user: id) })
        #expect(try await !works(long))
        let listed = try await test.read { try $0.keys.list(user: id) }
        #expect(listed.map(\.name) == ["long", "short"])
        #expect(listed[0].revokedAt == test.clock.now)
    }

    @Test(arguments: TestDatabase.allCases)
    func theLastUseIsWrittenOnceAMinute(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = test.user.id
        let key = try await test.write { try $0.keys.create(user: id, name: "k").key }
        func touch() async throws -> Bool { try await test.write { try $0.keys.touch(key.id) } }
        func needed() async throws -> Bool {
            try await test.read { tx throws in
                guard let key = try tx.keys.find(id: key.id) else { return false }
                return tx.keys.needsTouch(key)
            }
        }
        #expect(try await needed())
        #expect(try await touch())
        let first = test.clock.now
        test.clock.advance(59)
        #expect(try await !needed())
        #expect(try await !touch())
        #expect(try await test.read { try $0.keys.find(id: key.id)?.lastUsedAt } == first)
        test.clock.advance(1)
        #expect(try await needed())
        #expect(try await touch())
        #expect(try await test.read { try $0.keys.find(id: key.id)?.lastUsedAt } == test.clock.now)
    }

    @Test(arguments: TestDatabase.allCases)
    func givenKeysAndRestrictions(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (id, project) = (test.user.id, test.project.id)
        let secret = "local-" + String(repeating: "a", count: 40)
        let key = try await test.write { try $0.keys.add(user: id, name: "old", secret: secret, projectID: project) }
        #expect(key.projectID == project)
        #expect(try await test.read { try $0.keys.find(presented: secret)?.key.projectID } == project)
        await #expect(throws: CatalogError.conflict("the API key is in use")) {
            try await test.write { try $0.keys.add(user: id, name: "again", secret: secret) }
        }
        await #expect { try await test.write { try $0.keys.add(user: id, name: "weak", secret: "abc") } } throws: {
            ($0 as? CatalogError)?.field == "API key"
        }
    }
}
