import Foundation
import Testing

@testable import RoostCatalog

@Suite struct SessionTests {
    @Test(arguments: TestDatabase.allCases)
    func sessionsEnd(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = test.user.id
        let (one, two) = try await test.write { tx throws in
            (try tx.sessions.create(user: id, seconds: 100), try tx.sessions.create(user: id, seconds: 200))
        }
        func user(_ token: String) async throws -> User? {
            try await test.read { try $0.sessions.find(token: token)?.user }
        }
        #expect(one.token.utf8.count == 64)
        #expect(try await user(one.token) == test.user)
        #expect(try await test.read { try $0.sessions.find(token: one.token)?.session } == one.session)
        #expect(try await user("nonsense") == nil)
        test.clock.advance(100)
        #expect(try await user(one.token) == nil)
        #expect(try await user(two.token) == test.user)
        try await test.write { try $0.sessions.purgeExpired() }
        #expect(try await !test.write { try $0.sessions.delete(token: one.token) })
        #expect(try await test.write { try $0.sessions.delete(token: two.token) })
        #expect(try await user(two.token) == nil)
    }

    @Test(arguments: TestDatabase.allCases)
    func aLinkWorksOnce(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = test.user.id
        let (link, late) = try await test.write { tx throws in
            (try tx.sessions.createLink(user: id, seconds: 60), try tx.sessions.createLink(user: id, seconds: 60))
        }
        let users = try await withThrowingTaskGroup(of: User?.self) { group in
            for _ in 0..<8 { group.addTask { try await test.write { try $0.sessions.redeemLink(link) } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(users.compactMap { $0 } == [test.user])
        test.clock.advance(60)
        #expect(try await test.write { try $0.sessions.redeemLink(late) } == nil)
    }

    @Test(arguments: TestDatabase.allCases)
    func aNewPasswordSignsOut(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = test.user.id
        let (token, link) = try await test.write { tx throws in
            (try tx.sessions.create(user: id, seconds: 60).token, try tx.sessions.createLink(user: id, seconds: 60))
        }
        try await test.write { try $0.users.setPasswordHash(id, "scrypt$…") }
        #expect(try await test.read { try $0.users.get(id).hasPassword })
        #expect(try await test.read { try $0.users.passwordHash(id) } == "scrypt$…")
        #expect(try await test.read { try $0.sessions.find(token: token) } == nil)
        #expect(try await test.write { try $0.sessions.redeemLink(link) } == nil)
        try await test.write { try $0.users.setPasswordHash(id, nil) }
        #expect(try await test.read { try $0.users.passwordHash(id) } == nil)
    }

    @Test func passwordsAreVerified() throws {
        let cheap = Password.Cost(logRounds: 4, blockSize: 8, parallelism: 1)
        let hash = try Password.hash("correct horse", cost: cheap, salt: Array(0..<16))
        #expect(hash.hasPrefix("scrypt$4$8$1$AAECAwQFBgcICQoLDA0ODw==$"))
        #expect(Password.verify("correct horse", against: hash))
        #expect(!Password.verify("correct Horse", against: hash))
        #expect(!Password.verify("", against: hash))
        #expect(!Password.verify("x", against: "scrypt$4$8$1$AAECAwQFBgcICQoLDA0ODw==$AAAA"))
        #expect(!Password.verify("x", against: "scrypt$60$8$1$AAECAwQFBgcICQoLDA0ODw==$"))
        #expect(try Password.hash("x", cost: cheap, salt: Array(0..<16)) != hash)
        #expect(throws: CatalogError.self) { try Password.hash("") }
        #expect(throws: CatalogError.self) { try Password.hash(String(repeating: "x", count: 1_025)) }
    }

    /// The example of RFC 7914, section 12.
    @Test func scryptIsScrypt() throws {
        let cost = Password.Cost(logRounds: 14, blockSize: 8, parallelism: 1)
        let hash = try Password.hash("pleaseletmein", cost: cost, salt: Array("SodiumChloride".utf8))
        let key = try #require(Base64.decode(String(hash.split(separator: "$")[5])))
        #expect(SecretToken.hexadecimal(key) == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")
    }

    @Test func theStandardCostIsHigh() {
        #expect(Password.Cost.standard.logRounds >= 15 && Password.Cost.standard.blockSize >= 8)
    }
}
