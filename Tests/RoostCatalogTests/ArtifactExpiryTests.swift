import Foundation
import Testing

@testable import RoostCatalog

@Suite struct ArtifactExpiryTests {
    private static let day = 24.0 * 3600

    @Test(arguments: TestDatabase.allCases)
    func versionsLiveAsLongAsTheySay(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let (short, kept) = try await test.write { tx throws in
            let kept = try tx.log(project, "data", ["x": "X0", "old": "O"])
            let short = try tx.log(project, "data", ["x": "X1"], aliases: ["best"])
            _ = try tx.artifacts.update(kept.id, ArtifactChange(ttlSeconds: -2))
            _ = try tx.artifacts.update(short.id, ArtifactChange(ttlSeconds: 60))
            return (short.id, kept.id)
        }
        test.clock.advance(59)
        #expect(try await test.write { try $0.artifacts.deleteExpired(pendingFor: 1, limit: 10) } == [])
        test.clock.advance(1)
        try await test.write { tx throws in
            #expect(try tx.artifacts.deleteExpired(pendingFor: 1, limit: 10) == [short])
            #expect(try tx.artifacts.get(short).state == .deleted)
            #expect(try tx.artifacts.get(kept).state == .committed)
            #expect(try tx.artifacts.aliases(artifact: kept).map(\.alias).contains("latest"))
            #expect(try tx.blobs.claimGarbage(limit: 10).contains("blob-X1"))
            #expect(try tx.artifacts.deleteExpired(pendingFor: 1, limit: 10) == [])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func linkedVersionsStay(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let (version, portfolio) = try await test.write { tx throws in
            let version = try tx.log(project, "data", ["x": "X0"])
            _ = try tx.artifacts.update(version.id, ArtifactChange(ttlSeconds: 60))
            return (version.id, try tx.artifacts.link(version.id, project: project, portfolio: "picked").collection.id)
        }
        test.clock.advance(61)
        try await test.write { tx throws in
            #expect(try tx.artifacts.deleteExpired(pendingFor: 1, limit: 10) == [])
            try tx.artifacts.unlink(version, from: portfolio)
            #expect(try tx.artifacts.deleteExpired(pendingFor: 1, limit: 10) == [version])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func uploadsThatStoppedAreGivenUp(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let (left, busy) = try await test.write { tx throws in
            let left = try tx.artifacts.create(
                NewArtifact(project: project, type: "dataset", collection: "left", digest: "a"))
            for file in try tx.artifacts.createFiles(artifact: left.id, [NewArtifactFile(name: "x", md5: "M")]) {
                _ = try tx.artifacts.putFile(file.id, blob: BlobReference(digest: "blob-M", md5: "M", size: 2))
            }
            let busy = try tx.artifacts.create(
                NewArtifact(project: project, type: "dataset", collection: "busy", digest: "b"))
            return (left.id, busy.id)
        }
        test.clock.advance(Self.day)
        let file = try await test.write { tx throws in
            #expect(try tx.artifacts.deleteExpired(pendingFor: 2 * Self.day, limit: 10) == [])
            return try tx.artifacts.createFiles(artifact: busy, [NewArtifactFile(name: "y", md5: "N")])[0].id
        }
        test.clock.advance(Self.day)
        try await test.write { tx throws in
            #expect(try tx.artifacts.deleteExpired(pendingFor: 2 * Self.day, limit: 10) == [left])
            #expect(try tx.artifacts.get(left).state == .deleted)
            #expect(try tx.blobs.claimGarbage(limit: 10) == ["blob-M"])
            // Its manifest comes late: it counts as a sign of life too.
            _ = try tx.artifacts.createManifest(artifact: busy, name: "m.json", kind: .full, md5: "")
        }
        test.clock.advance(2 * Self.day - 1)
        try await test.write { tx throws in
            #expect(try tx.artifacts.deleteExpired(pendingFor: 2 * Self.day, limit: 10) == [])
            #expect(try tx.artifacts.file(id: file) != nil)
        }
        test.clock.advance(1)
        try await test.write { tx throws in
            #expect(try tx.artifacts.deleteExpired(pendingFor: 2 * Self.day, limit: 10) == [busy])
            #expect(try tx.artifacts.file(id: file) == nil)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func fewAtATimeTheOldestFirst(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let ids = try await test.write { tx throws in
            try (0..<3).map { index in
                var new = NewArtifact(project: project, type: "dataset", collection: "c\(index)", digest: "d")
                new.ttlSeconds = 1
                return try tx.artifacts.create(new).id
            }
        }
        test.clock.advance(10)
        #expect(try await test.write { try $0.artifacts.deleteExpired(pendingFor: 10, limit: 2) } == Array(ids[..<2]))
        #expect(try await test.write { try $0.artifacts.deleteExpired(pendingFor: 10, limit: 2) } == [ids[2]])
    }

    @Test(arguments: [0, -3, Int64.min, Limits.artifactLifetimeSeconds + 1])
    func lifetimesThatMeanNothingAreRefused(seconds: Int64) async throws {
        let test = try await TestCatalog(.sqlite)
        let project = test.project.id
        try await test.write { tx throws in
            let version = try tx.log(project, "data", ["x": "X0"])
            let error = CatalogError.invalid(
                field: "ttlDurationSeconds", value: "\(seconds)",
                expected: "1 to 3155760000 seconds, -1 (as inherited) or -2 (for ever)")
            #expect(throws: error) { try tx.artifacts.update(version.id, ArtifactChange(ttlSeconds: seconds)) }
            var new = NewArtifact(project: project, type: "dataset", collection: "other", digest: "d")
            new.ttlSeconds = seconds
            #expect(throws: error) { try tx.artifacts.create(new) }
            #expect(try tx.artifacts.get(version.id).ttlSeconds == nil)
        }
    }

    @Test(arguments: [
        (ArtifactRepository.expiredSQL, "artifact_expiry"), (ArtifactRepository.abandonedSQL, "artifact_pending"),
    ])
    func theSearchReadsAnIndexInItsOrder(sql: String, index: String) async throws {
        let test = try await TestCatalog(.sqlite)
        let plan = try await test.read { tx in
            try tx.session.rows("EXPLAIN QUERY PLAN " + sql, [.int(0), .int(10)], reused: false)
                .compactMap { row in if case .text(let step) = row.values[3] { step } else { nil } }
        }
        #expect(plan.first?.hasPrefix("SEARCH v USING INDEX \(index) ") == true, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }
}
