import Foundation
import Testing

@testable import RoostCatalog

@Suite struct MigrationTests {
    @Test func versionsAreNumberedFromOneWithoutGaps() {
        #expect(Migration.all.map(\.version) == Array(1...Migration.all.count))
    }

    @Test(arguments: TestDatabase.allCases)
    func everyOlderFormatIsBroughtToTheNewest(_ kind: TestDatabase) async throws {
        for version in 0...Migration.all.count {
            let folder = try TestFolder()
            let database = try kind.open(folder)
            try await Migrator(migrations: Array(Migration.all.prefix(version))).migrate(database)
            #expect(try await database.read { try Migrator.version($0) } == version)
            let catalog = try await Catalog(database: database)
            #expect(try await database.read { try Migrator.version($0) } == Migration.all.count)
            let user = try await catalog.write { try $0.users.create(NewUser(username: "ada")) }
            #expect(user.username == "ada")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func dataOfTheFirstFormatSurvive(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try kind.open(folder)
        try await Migrator(migrations: Array(Migration.all.prefix(1))).migrate(database)
        try await database.write { session in
            _ = try session.execute(
                """
                INSERT INTO entity (id, name, kind, default_visibility, created_at)
                VALUES (7, 'ada', 'user', 'PRIVATE', 1800000000000000)
                """)
            _ = try session.execute(
                """
                INSERT INTO account (id, entity_id, default_entity_id, name, is_admin, account_type,
                    code_saving_enabled, created_at)
                VALUES (3, 7, 7, 'Ada', 1, 'user', 0, 1800000000000000)
                """)
        }
        let catalog = try await Catalog(database: database)
        let user = try await catalog.read { try $0.users.get(3) }
        #expect(user.username == "ada")
        #expect(user.name == "Ada")
        #expect(user.isAdmin)
        #expect(user.createdAt == Date(timeIntervalSince1970: 1_800_000_000))
    }

    @Test(arguments: TestDatabase.allCases)
    func aNewerFormatIsRefused(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try kind.open(folder)
        _ = try await Catalog(database: database)
        try await database.write { _ = try $0.execute("UPDATE catalog_format SET version = 99") }
        let error = CatalogError.newerFormat(found: 99, known: Migration.all.count)
        await #expect(throws: error) { _ = try await Catalog(database: database) }
        #expect(error.description.contains("use a newer release"))
    }

    @Test func twoProcessesMayOpenTheSameFile() async throws {
        let folder = try TestFolder()
        let path = folder.file("catalog.sqlite")
        async let first = Catalog.open(sqlite: path)
        async let second = Catalog.open(sqlite: path)
        let (one, two) = try await (first, second)
        try await one.write { try $0.settings.set("a", "1") }
        try await two.write { try $0.settings.set("b", "2") }
        #expect(try await one.read { try $0.settings.value("b") } == "2")
        #expect(try await two.read { try $0.settings.value("a") } == "1")
    }
}
