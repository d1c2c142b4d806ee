import Foundation
import NIOCore
import RoostBlobs
import RoostCatalog
import Testing

@testable import RoostServer

@Suite struct StoreMaintenanceTests {
    /// A server with a run, and contents to which nothing refers.
    private struct World {
        let server: LocalServer
        let run: Int64
        let blob: Blob

        init() async throws {
            let server = try await LocalServer()
            run = try await server.services.catalog.write { tx in
                let user = try tx.users.create(NewUser(username: "ada"))
                let project = try tx.projects.upsert(entity: user.entityID, name: "p", user: user.id).project
                return try tx.runs.upsert(project: project.id, name: "r", change: RunChange(), user: user.id).run.id
            }
            blob = try await server.services.blobs.store(Array("contents".utf8))
            self.server = server
        }

        var maintenance: StoreMaintenance { StoreMaintenance(services: server.services) }

        func isStored() async throws -> Bool { try await server.services.blobs.size(blob.digest) != nil }

        func refer(_ name: String) async throws {
            let (run, blob) = (run, blob)
            _ = try await server.services.catalog.write { tx in
                try tx.files.put(
                    run: run, name: name, blob: BlobReference(digest: blob.digest, md5: blob.md5, size: blob.size))
            }
        }
    }

    @Test func contentsGoWithTheLastThatRefersToThem() async throws {
        let world = try await World()
        let (run, catalog) = (world.run, world.server.services.catalog)
        try await world.refer("one")
        try await world.refer("two")
        for (name, remains) in [("one", true), ("two", false)] {
            try await catalog.write { tx in
                let file = try #require(try tx.files.find(run: run, name: name))
                _ = try tx.files.delete([file.id])
            }
            try await world.maintenance.performRound()
            #expect(try await world.isStored() == remains)
        }
        try await world.server.close()
    }

    @Test func whatACrashLeftClaimedIsDeleted() async throws {
        let world = try await World()
        let digest = world.blob.digest
        let claimed = try await world.server.services.catalog.write { tx in
            _ = try tx.blobs.release([digest])
            return try tx.blobs.claimGarbage(limit: 1)
        }
        #expect(claimed == [digest])
        // Here a server died. Until its successor has deleted the contents, nothing may refer to them.
        let busy = CatalogError.busy("content \(digest) is being deleted; upload it again")
        await #expect(throws: busy) { try await world.refer("early") }
        #expect(ServerError(refusing: busy)?.status == .serviceUnavailable)
        try await world.maintenance.performRound()
        #expect(try await !world.isStored())
        _ = try await world.server.services.blobs.store(Array("contents".utf8))
        try await world.refer("late")
        try await world.maintenance.performRound()
        #expect(try await world.isStored())
        try await world.server.close()
    }

    @Test func contentsThatComeBackDuringTheirDeletionAreNotLost() async throws {
        let world = try await World()
        let (services, digest) = (world.server.services, world.blob.digest)
        try await services.catalog.write { tx in _ = try tx.blobs.release([digest]) }
        let (maintenance, stored) = (world.maintenance, BlobReference(world.blob))
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let round = Task {
            for await _ in begun { break }
            try await maintenance.performRound()
        }
        // The file goes after these contents were stored and before the catalog refers to them.
        let busy = CatalogError.busy("content \(digest) is being deleted; upload it again")
        await #expect(throws: busy) {
            try await services.keep {
                stored
            } _: { _ in
                begin.yield()
                while try await world.isStored() { await Task.yield() }
                try await world.refer("file")
            }
        }
        try await round.value
        try await services.keep {
            BlobReference(try await services.blobs.store(Array("contents".utf8)))
        } _: { _ in
            try await world.refer("file")
        }
        try await world.maintenance.performRound()
        #expect(try await world.isStored())
        try await world.server.close()
    }

    @Test func contentsThatTheCatalogRefusesAreGivenUp() async throws {
        let world = try await World()
        let stored = BlobReference(world.blob)
        let refused = ServerError.gone("the run was deleted")
        await #expect(throws: refused) {
            try await world.server.services.keep {
                stored
            } _: { _ in
                throw refused
            }
        }
        try await world.maintenance.performRound()
        #expect(try await !world.isStored())
        try await world.server.close()
    }
}
