import Foundation
import Synchronization

@testable import RoostCatalog

/// The databases that the contract of the catalog is checked against. A second implementation is one more case.
enum TestDatabase: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqlite

    var description: String { rawValue }

    /// Opens a database of its own for one test.
    func open(_ folder: TestFolder) throws -> any SQLDatabase {
        switch self {
        case .sqlite: try SQLiteDatabase(path: folder.file("catalog.sqlite"))
        }
    }
}

/// A folder that lasts as long as a test holds it.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "roost-catalog-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    private let time = Mutex(Date(microseconds: 1_800_000_000_000_000))

    var now: Date { time.withLock { $0 } }

    func advance(_ seconds: Double) {
        time.withLock { $0 = $0.addingTimeInterval(seconds) }
    }
}

/// A catalog with a user `ada`, a team `lab` and a project `lab/demo`.
struct TestCatalog: Sendable {
    let folder: TestFolder
    let clock: TestClock
    let catalog: Catalog
    let user: User
    let team: Entity
    let project: Project

    init(_ database: TestDatabase) async throws {
        let folder = try TestFolder()
        let clock = TestClock()
        let catalog = try await Catalog(database: database.open(folder), clock: { clock.now })
        (user, team, project) = try await catalog.write { tx in
            let user = try tx.users.create(NewUser(username: "ada", email: "ada@example.org"))
            let team = try tx.entities.create(name: "lab", kind: .team)
            try tx.members.set(user: user.id, in: team.id, role: .admin)
            let project = try tx.projects.upsert(entity: team.id, name: "demo", user: user.id).project
            return (user, team, project)
        }
        self.folder = folder
        self.clock = clock
        self.catalog = catalog
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (CatalogTransaction) throws -> T) async throws -> T {
        try await catalog.read(body)
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (CatalogTransaction) throws -> T) async throws -> T {
        try await catalog.write(body)
    }

    /// Creates a run in `lab/demo`.
    @discardableResult
    func run(_ name: String, _ change: RunChange = RunChange()) async throws -> Run {
        let (project, user) = (project.id, user.id)
        return try await write { try $0.runs.upsert(project: project, name: name, change: change, user: user).run }
    }
}

/// Random numbers that are the same every time.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

extension CatalogError {
    /// The field that an error of invalid input names.
    var field: String? {
        if case .invalid(let field, _, _) = self { field } else { nil }
    }
}
