import Foundation
import RoostCatalog
import RoostGraphQL

/// How the server is, for its administrators.
struct ServerStatus: GraphQLObject {
    static let graphQLTypeName = "ServerStatus"

    let userCount: Int
    /// Bytes below the data directory, by what they hold.
    let directory: [(name: String, bytes: Int64)]
    let freeBytes: Int64

    static func types() -> [any TypeDeclaration] {
        [
            Object<ServerStatus>("ServerStatus") {
                Field("version", "String!", .parent) { _, _, _ in RoostServer.version }
                Field("userCount", "Int!", .parent) { status, _, _ in status.userCount }
                Field("catalogBytes", "Int64!", .parent) { status, _, _ in status.bytes { $0.hasPrefix("catalog") } }
                Field("historyBytes", "Int64!", .parent) { status, _, _ in status.bytes { $0.hasPrefix("history") } }
                Field("fileBytes", "Int64!", .parent) { status, _, _ in status.bytes { $0 == "blobs" } }
                Field("freeBytes", "Int64!", .parent) { status, _, _ in status.freeBytes }
            },
            Object<ProjectUsageNode>("ProjectUsage") {
                Field("entityName", "String!", .parent) { node, _, _ in node.usage.entityName }
                Field("projectName", "String!", .parent) { node, _, _ in node.usage.projectName }
                Field("runCount", "Int!", .parent) { node, _, _ in node.usage.runCount }
                Field("bytes", "Int64!", .parent) { node, _, _ in node.usage.bytes }
            },
        ]
    }

    @QueryFields static var queries: [QueryField] {
        Field("serverStatus", "ServerStatus", .serverAdmin, cost: 20) { _, _, context in
            let count = try await context.read { access in try access.tx.users.count() }
            let path = context.services.dataDirectory
            return try await Task.detached {
                try ServerStatus(userCount: count, directory: measure(path), freeBytes: free(path))
            }.value
        }
        Field(
            "largestProjects", "[ProjectUsage!]!", arguments: ["first: Int = 50"], .serverAdmin,
            "Those that take most of the storage, of all entities.", cost: 20
        ) { _, arguments, context in
            let first = min(max(1, Int(try arguments.int("first"))), 1_000)
            return try await context.read { access in
                try access.tx.files.largestProjects(first: first).map(ProjectUsageNode.init)
            }
        }
    }

    private func bytes(_ isMeant: (String) -> Bool) -> Int64 {
        directory.reduce(0) { isMeant($1.name) ? $0 + $1.bytes : $0 }
    }

    private static func measure(_ path: String) throws -> [(name: String, bytes: Int64)] {
        let files = FileManager.default
        return try files.contentsOfDirectory(atPath: path).map { name in
            let place = path + "/" + name
            let inner = files.enumerator(atPath: place)?.compactMap { $0 as? String } ?? []
            return (name, inner.reduce(size(place)) { $0 + size(place + "/" + $1) })
        }
    }

    /// Files come and go meanwhile; one that is gone takes nothing.
    private static func size(_ path: String) -> Int64 {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular
        else { return 0 }
        return (attributes[.size] as? NSNumber)?.int64Value ?? 0
    }

    private static func free(_ path: String) throws -> Int64 {
        (try FileManager.default.attributesOfFileSystem(forPath: path)[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
    }
}

struct ProjectUsageNode: GraphQLObject {
    static let graphQLTypeName = "ProjectUsage"
    let usage: ProjectUsage
}
