import Foundation
import GRDB

/// Sees whether anything was written to the stores of a data directory.
final class ChangeWatch: Sendable {
    private let queues: [(name: String, database: DatabaseQueue)]
    private let blobs: String

    init(_ directory: TemporaryDirectory) throws {
        var configuration = Configuration()
        configuration.readonly = true
        queues = try ["catalog", "history"].map {
            ($0, try DatabaseQueue(path: "\(directory.path)/\($0).sqlite", configuration: configuration))
        }
        blobs = directory.path + "/blobs"
    }

    /// Where the stores stand: differs after any commit, whatever it changed.
    struct Mark: Equatable {
        fileprivate var versions: [Int64]
        fileprivate var files: Set<String>
    }

    func mark() throws -> Mark {
        let versions = try queues.map {
            try $0.database.read { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
        }
        let files = FileManager.default.enumerator(atPath: blobs)?.compactMap { $0 as? String } ?? []
        return Mark(versions: versions, files: Set(files))
    }

    /// Every row of every table, as text that starts with the table's name.
    func rows() throws -> Set<String> {
        var all: Set<String> = []
        for (store, queue) in queues {
            try queue.read { database in
                let tables = try String.fetchAll(
                    database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
                for table in tables {
                    for row in try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"") {
                        all.insert("\(store).\(table) \(row.databaseValues.map(\.description))")
                    }
                }
            }
        }
        return all
    }
}
