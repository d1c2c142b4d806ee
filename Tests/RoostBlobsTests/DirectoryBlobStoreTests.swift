import Foundation
import NIOPosix
import Testing

@testable import RoostBlobs

@Suite struct DirectoryBlobStoreTests {
    private static let hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

    @Test func aContentStandsUnderItsDigest() async throws {
        let folder = try TestFolder()
        let store = try await DirectoryBlobStore(path: folder.path)
        _ = try await store.store(Array("hello".utf8))
        #expect(try folder.names("2c") == [String(Self.hello.dropFirst(2))])
        #expect(try folder.names("incoming") == [])
        try await store.delete(Self.hello)
        #expect(try folder.names("2c") == [])
    }

    @Test func leftoversOfACrashGoButNotThoseOfTheLiving() async throws {
        let folder = try TestFolder()
        let store = try await DirectoryBlobStore(path: folder.path)
        let writer = try await store.begin()
        try await writer.write(Array("hel".utf8))
        try folder.write("incoming/crashed", "half a file")
        // Another process, or the next start, opens the same folder.
        let second = try await DirectoryBlobStore(path: folder.path)
        #expect(try folder.names("incoming").count == 1)
        #expect(try !folder.names("incoming").contains("crashed"))
        try await writer.write(Array("lo".utf8))
        #expect(try await writer.finish().digest == Self.hello)
        #expect(try await second.load(Self.hello, limit: 5) == Array("hello".utf8))
    }

    @Test func contentsSurviveTheStore() async throws {
        let folder = try TestFolder()
        _ = try await DirectoryBlobStore(path: folder.path).store(Array("hello".utf8))
        #expect(try await DirectoryBlobStore(path: folder.path).size(Self.hello) == 5)
    }

    @Test func aFolderThatCannotBeMadeIsAnError() async throws {
        await #expect {
            try await DirectoryBlobStore(path: "/nonexistent/roost")
        } throws: { error in
            if case .io(let text)? = error as? BlobError { text.contains("/nonexistent/roost") } else { false }
        }
    }

    @Test func aStoppedPoolIsAnError() async throws {
        let folder = try TestFolder()
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let store = try await DirectoryBlobStore(path: folder.path, threadPool: pool)
        let writer = try await store.begin()
        try await pool.shutdownGracefully()
        await #expect(throws: (any Error).self) {
            try await writer.write([UInt8](repeating: 1, count: Limits.writeBufferBytes))
        }
        #expect(try folder.names("incoming") == [])
    }
}
