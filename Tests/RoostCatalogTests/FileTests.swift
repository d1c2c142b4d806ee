import Foundation
import Testing

@testable import RoostCatalog

@Suite struct FileTests {
    private static func blob(_ name: String, size: Int64 = 3) -> BlobReference {
        BlobReference(digest: name, md5: "md5-\(name)", size: size)
    }

    @Test(arguments: TestDatabase.allCases)
    func filesAreAnnouncedAndUploaded(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let run = try await test.run("r").id
        try await test.write { tx throws in
            let announced = try tx.files.declare(run: run, names: ["b.txt", "a/c.txt", "b.txt"])
            #expect(announced.map(\.name) == ["b.txt", "a/c.txt", "b.txt"])
            #expect(announced[0] == announced[2])
            #expect(announced[0].isUploaded == false && announced[0].digest == nil && announced[0].size == 0)
            #expect(try tx.files.count(run: run) == 0)
            #expect(try tx.files.declare(run: run, names: []) == [])
            #expect { try tx.files.declare(run: run, names: ["../x"]) } throws: {
                ($0 as? CatalogError)?.field == "file name"
            }
        }
        test.clock.advance(1)
        let file = try await test.write {
            try $0.files.put(run: run, name: "b.txt", blob: Self.blob("d1"), mimetype: "text/plain")
        }
        #expect(file.isUploaded && file.size == 3 && file.digest == "d1" && file.md5 == "md5-d1")
        #expect(file.mimetype == "text/plain")
        #expect(file.updatedAt == test.clock.now && file.createdAt != file.updatedAt)
        try await test.write { tx throws in
            #expect(try tx.files.find(id: file.id) == file)
            #expect(try tx.files.find(run: run, name: "b.txt") == file)
            #expect(try tx.files.find(run: run, name: "B.txt") == nil)
            // Announced again it stays uploaded; a new content keeps the type.
            #expect(try tx.files.declare(run: run, names: ["b.txt"]) == [file])
            let again = try tx.files.put(run: run, name: "b.txt", blob: Self.blob("d2", size: 4))
            #expect(again.id == file.id && again.digest == "d2" && again.mimetype == "text/plain")
            #expect(try tx.blobs.claimGarbage(limit: 10) == ["d1"])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func filesAreListed(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let run = try await test.run("r").id
        let other = try await test.run("other").id
        try await test.write { tx throws in
            for name in ["media/images/b.png", "a.txt", "A.txt", "x_y", "xzy", "50%"] {
                _ = try tx.files.put(run: run, name: name, blob: Self.blob("d"))
            }
            _ = try tx.files.declare(run: run, names: ["pending"])
            _ = try tx.files.put(run: other, name: "a.txt", blob: Self.blob("d"))
        }
        func names(_ names: [String] = [], _ pattern: String? = nil) async throws -> [String] {
            let (found, count) = try await test.read { tx throws in
                (
                    try tx.files.list(run: run, names: names, pattern: pattern).elements.map(\.name),
                    try tx.files.count(run: run, names: names, pattern: pattern)
                )
            }
            #expect(found.count == count)
            return found
        }
        #expect(try await names() == ["50%", "A.txt", "a.txt", "media/images/b.png", "x_y", "xzy"])
        #expect(try await names(["a.txt", "nosuch", "pending"]) == ["a.txt"])
        #expect(try await names([], "media/%") == ["media/images/b.png"])
        #expect(try await names([], "a%") == ["a.txt"])
        #expect(try await names([], "x_y") == ["x_y", "xzy"])
        #expect(try await names([], "x\\_y") == ["x_y"])
        #expect(try await names([], "%\\%") == ["50%"])
        #expect(try await names(["a.txt", "xzy"], "x%") == ["xzy"])
        #expect(try await names([], "'; DROP TABLE run_file; --") == [])
        let paged = try await allPages(first: 4) { page in try await test.read { try $0.files.list(run: run, page) } }
        #expect(paged.map(\.name) == ["50%", "A.txt", "a.txt", "media/images/b.png", "x_y", "xzy"])
    }

    @Test(arguments: TestDatabase.allCases)
    func aContentIsGarbageWhenNothingRefersToIt(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (one, two) = (try await test.run("one").id, try await test.run("two").id)
        try await test.write { tx throws in
            let first = try tx.files.put(run: one, name: "a", blob: Self.blob("same"))
            let second = try tx.files.put(run: two, name: "b", blob: Self.blob("same"))
            let own = try tx.files.put(run: one, name: "c", blob: Self.blob("own"))
            #expect(try tx.files.delete([first.id, own.id, 99]) == ["own"])
            #expect(try tx.blobs.isReferenced("same"))
            #expect(try tx.files.delete([second.id, first.id]) == ["same"])
            #expect(try !tx.blobs.isReferenced("same"))
            #expect(try tx.files.find(id: second.id) == nil)
        }
        #expect(try await test.write { try $0.blobs.claimGarbage(limit: 1) } == ["own"])
        #expect(try await test.write { try $0.blobs.claimGarbage(limit: 10) } == ["same"])
        #expect(try await test.write { try $0.blobs.claimGarbage(limit: 10) } == [])
        // After a crash between claim and deletion.
        #expect(try await test.write { try $0.blobs.claimGarbage(limit: 10, abandoned: true) } == ["own", "same"])
        try await test.write { try $0.blobs.finishGarbage(["own", "same"]) }
        #expect(try await test.write { try $0.blobs.claimGarbage(limit: 10, abandoned: true) } == [])
    }

    @Test(arguments: TestDatabase.allCases)
    func aContentThatComesBackIsNotLost(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let run = try await test.run("r").id
        func upload() async throws -> RunFile {
            try await test.write { try $0.files.put(run: run, name: "f", blob: Self.blob("d")) }
        }
        // It comes back before the claim.
        let first = try await upload()
        try await test.write { try $0.files.delete([first.id]) }
        _ = try await upload()
        #expect(try await test.write { try $0.blobs.claimGarbage(limit: 10) } == [])
        // It comes back between claim and deletion: refused, so that the client uploads it again.
        let second = try await upload()
        try await test.write { try $0.files.delete([second.id]) }
        #expect(try await test.write { try $0.blobs.claimGarbage(limit: 10) } == ["d"])
        await #expect(throws: CatalogError.busy("content d is being deleted; upload it again")) {
            try await upload()
        }
        try await test.write { try $0.blobs.finishGarbage(["d"]) }
        #expect(try await upload().digest == "d")
        // Stored, but then not used.
        #expect(try await test.write { try $0.blobs.release(["d", "stray"]) } == ["stray"])
        #expect(try await test.write { try $0.blobs.claimGarbage(limit: 10) } == ["stray"])
    }

    @Test(arguments: TestDatabase.allCases)
    func storedBytesAreCounted(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (team, user) = (test.team.id, test.user.entityID)
        #expect(try await test.read { try $0.files.storedBytes(entity: team) } == 0)
        let run = try await test.run("r").id
        try await test.write { tx throws in
            _ = try tx.files.put(run: run, name: "a", blob: Self.blob("a", size: 5))
            _ = try tx.files.put(run: run, name: "b", blob: Self.blob("b", size: 7))
        }
        #expect(try await test.read { try $0.files.storedBytes(entity: team) } == 12)
        #expect(try await test.read { try $0.files.storedBytes(entity: user) } == 0)
    }
}
