import NIOCore
import Testing

@testable import RoostBlobs

/// What every store of files must do. A second implementation is one more case of ``TestStore``.
@Suite struct BlobStoreContract {
    @Test(arguments: TestStore.allCases)
    func contentsComeBack(_ kind: TestStore) async throws {
        let store = try await kind.make()
        let writer = try await store.blobs.begin()
        try await writer.write(Array("hello ".utf8))
        try await writer.write(ByteBuffer(string: "world"))
        let blob = try await writer.finish(expectedSize: 11, expectedMD5: "XrY7u+Ae7tCTyyK7j1rNww==")
        #expect(blob.digest == "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")
        #expect(blob.md5 == "XrY7u+Ae7tCTyyK7j1rNww==")
        #expect(blob.size == 11)
        #expect(try await store.blobs.load(blob.digest, limit: 11) == Array("hello world".utf8))
        #expect(try await store.blobs.size(blob.digest) == 11)
        #expect(try await store.blobs.exists(blob.digest))
    }

    @Test(arguments: TestStore.allCases)
    func theEmptyContentIsOne(_ kind: TestStore) async throws {
        let store = try await kind.make()
        let blob = try await store.blobs.begin().finish(expectedSize: 0, expectedMD5: "1B2M2Y8AsgTpgAmY7PhCfg==")
        #expect(blob.digest == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(blob.size == 0)
        #expect(try await store.blobs.load(blob.digest, limit: 0) == [])
        #expect(try await store.blobs.read(blob.digest, range: 0..<0).range == 0..<0)
    }

    @Test(arguments: TestStore.allCases)
    func largeContentsComeInPieces(_ kind: TestStore) async throws {
        let store = try await kind.make()
        let bytes = (0..<(Limits.readChunkBytes * 3 + 17)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let writer = try await store.blobs.begin()
        for start in stride(from: 0, to: bytes.count, by: 10_007) {
            try await writer.write(Array(bytes[start..<min(start + 10_007, bytes.count)]))
        }
        let blob = try await writer.finish(expectedSize: Int64(bytes.count), expectedMD5: nil)
        let body = try await store.blobs.read(blob.digest)
        var sizes: [Int] = []
        var read: [UInt8] = []
        for try await chunk in body {
            sizes.append(chunk.readableBytes)
            read += Array(chunk.readableBytesView)
        }
        #expect(read == bytes)
        #expect(sizes == [Limits.readChunkBytes, Limits.readChunkBytes, Limits.readChunkBytes, 17])
        #expect(body.size == Int64(bytes.count))
    }

    @Test(arguments: TestStore.allCases)
    func rangesAreRead(_ kind: TestStore) async throws {
        let store = try await kind.make()
        let blob = try await store.blobs.store(Array("0123456789".utf8))
        for (range, text) in [
            (0..<10, "0123456789"), (0..<1, "0"), (9..<10, "9"), (3..<7, "3456"), (10..<10, ""), (4..<4, ""),
        ] as [(Range<Int64>, String)] {
            var read = ""
            let body = try await store.blobs.read(blob.digest, range: range)
            for try await chunk in body { read += String(buffer: chunk) }
            #expect(read == text)
            #expect(body.range == range && body.size == 10)
        }
        for range in [0..<11, 11..<11, -1..<2] as [Range<Int64>] {
            await #expect(throws: BlobError.invalidRange(range, size: 10)) {
                try await store.blobs.read(blob.digest, range: range)
            }
        }
    }

    @Test(arguments: TestStore.allCases)
    func aMismatchKeepsNothing(_ kind: TestStore) async throws {
        let store = try await kind.make()
        let digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
        func begin() async throws -> any BlobWriter {
            let writer = try await store.blobs.begin()
            try await writer.write(Array("hello".utf8))
            return writer
        }
        await #expect(throws: BlobError.sizeMismatch(expected: 6, found: 5)) {
            try await begin().finish(expectedSize: 6, expectedMD5: nil)
        }
        await #expect(throws: BlobError.md5Mismatch(expected: "AAAA", found: "XUFAKrxLKna5cZ2REBfFkg==")) {
            try await begin().finish(expectedSize: 5, expectedMD5: "AAAA")
        }
        #expect(try await !store.blobs.exists(digest))
        #expect(try await store.temporaries() == 0)
        // Without padding it is the same MD5.
        #expect(try await begin().finish(expectedSize: 5, expectedMD5: "XUFAKrxLKna5cZ2REBfFkg").digest == digest)
    }

    @Test(arguments: TestStore.allCases)
    func aWriterEnds(_ kind: TestStore) async throws {
        let store = try await kind.make()
        let aborted = try await store.blobs.begin()
        try await aborted.write(Array("x".utf8))
        await aborted.abort()
        await aborted.abort()
        await #expect(throws: BlobError.writerClosed) { try await aborted.finish() }
        let finished = try await store.blobs.begin()
        _ = try await finished.finish()
        await #expect(throws: BlobError.writerClosed) { try await finished.finish() }
        await finished.abort()
        #expect(try await store.temporaries() == 0)
    }

    @Test(arguments: TestStore.allCases)
    func aDroppedWriterLeavesNothing(_ kind: TestStore) async throws {
        let store = try await kind.make()
        do {
            let writer = try await store.blobs.begin()
            try await writer.write([UInt8](repeating: 1, count: Limits.writeBufferBytes))
        }
        #expect(try await store.temporaries() == 0)
    }

    @Test(arguments: TestStore.allCases)
    func lengthIsLimited(_ kind: TestStore) async throws {
        let store = try await kind.make()
        let writer = try await store.blobs.begin(limit: 3)
        try await writer.write([1, 2, 3])
        await #expect(throws: BlobError.tooLarge(limit: 3)) { try await writer.write([4]) }
        await #expect(throws: BlobError.writerClosed) { try await writer.finish() }
        let blob = try await store.blobs.store([1, 2, 3, 4])
        await #expect(throws: BlobError.tooLarge(limit: 3)) { try await store.blobs.load(blob.digest, limit: 3) }
    }

    @Test(arguments: TestStore.allCases)
    func contentsAreDeleted(_ kind: TestStore) async throws {
        let store = try await kind.make()
        let blob = try await store.blobs.store(Array("hello".utf8))
        let open = try await store.blobs.read(blob.digest)
        try await store.blobs.delete(blob.digest)
        try await store.blobs.delete(blob.digest)
        #expect(try await store.blobs.size(blob.digest) == nil)
        await #expect(throws: BlobError.notFound(digest: blob.digest)) { try await store.blobs.read(blob.digest) }
        // Who has opened it reads on.
        var read = ""
        for try await chunk in open { read += String(buffer: chunk) }
        #expect(read == "hello")
        #expect(try await store.blobs.store(Array("hello".utf8)) == blob)
        #expect(try await store.blobs.exists(blob.digest))
    }

    @Test(arguments: TestStore.allCases)
    func equalContentsAreWrittenAtTheSameTime(_ kind: TestStore) async throws {
        let store = try await kind.make()
        let bytes = [UInt8](repeating: 7, count: 300_000)
        let blobs = try await withThrowingTaskGroup(of: Blob.self) { group in
            for _ in 0..<8 { group.addTask { try await store.blobs.store(bytes) } }
            return try await group.reduce(into: Set<Blob>()) { $0.insert($1) }
        }
        #expect(blobs.count == 1)
        let digest = try #require(blobs.first?.digest)
        #expect(try await store.blobs.load(digest, limit: bytes.count) == bytes)
        #expect(try await store.temporaries() == 0)
    }

    @Test(arguments: TestStore.allCases)
    func onlyDigestsAreNames(_ kind: TestStore) async throws {
        let store = try await kind.make()
        for bad in [
            "", "x", "../../etc/passwd", String(repeating: "A", count: 64), String(repeating: "/", count: 64),
            String(repeating: "g", count: 64),
        ] {
            await #expect(throws: BlobError.invalidDigest(bad)) { try await store.blobs.read(bad) }
            await #expect(throws: BlobError.invalidDigest(bad)) { try await store.blobs.size(bad) }
            await #expect(throws: BlobError.invalidDigest(bad)) { try await store.blobs.delete(bad) }
        }
    }
}
