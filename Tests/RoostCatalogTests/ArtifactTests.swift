import Foundation
import Testing

@testable import RoostCatalog

@Suite struct ArtifactTests {
    @Test(arguments: TestDatabase.allCases)
    func aVersionIsUploadedAndCommitted(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let run = try await test.run("r").id
        try await test.write { tx throws in
            var new = NewArtifact(project: project, type: "dataset", collection: "data", digest: "d0")
            new.run = run
            new.description = "text"
            new.metadata = #"{"a":1}"#
            new.aliases = ["latest", "best"]
            new.tags = ["t"]
            new.historyStep = 5
            new.clientID = "client"
            new.sequenceClientID = "sequence"
            let created = try tx.artifacts.create(new)
            #expect(created.state == .pending && created.versionIndex == nil && created.runID == run)
            #expect(created.sequenceName == "data" && created.typeName == "dataset" && created.entityName == "lab")
            #expect(created.description == "text" && created.metadata == #"{"a":1}"# && created.historyStep == 5)
            // Nothing of it shows before it is committed.
            #expect(try tx.artifacts.membership(project: project, name: "data:latest") == nil)
            #expect(try tx.artifacts.versions(collection: created.sequenceID).elements.isEmpty)
            #expect(try tx.artifacts.latest(collection: created.sequenceID) == nil)
            #expect(try tx.artifacts.artifacts(of: run, role: .output).elements.isEmpty)

            let early = try tx.artifacts.createManifest(
                artifact: created.id, name: "wandb_manifest.json", kind: .full, md5: "", run: run)
            let files = try tx.artifacts.createFiles(
                artifact: created.id,
                [NewArtifactFile(name: "b", md5: "MB=="), NewArtifactFile(name: "a", md5: "MA==")])
            #expect(files.map(\.name) == ["b", "a"])
            #expect(files.allSatisfy { $0.needsUpload && $0.artifactID == created.id })
            let manifest = try TestManifest(["a": ("MA==", created.id), "b": ("MB==", created.id)])
            let late = try tx.artifacts.createManifest(
                artifact: created.id, name: "wandb_manifest.json", kind: .full, md5: "MM==", run: run)
            #expect(late.id == early.id && late.md5 == "MM==")
            _ = try tx.artifacts.putManifest(late.id, blob: manifest.blob)
            #expect(throws: CatalogError.conflict("artifact \"data\": file \"a\" was not uploaded")) {
                try tx.artifacts.commit(created.id, contents: manifest.document, manifest: manifest.blob)
            }
            for file in files {
                let put = try tx.artifacts.putFile(
                    file.id, blob: BlobReference(digest: "blob-\(file.name)", md5: file.md5, size: 10))
                #expect(!put.needsUpload && put.size == 10)
            }
            #expect(try tx.artifacts.get(created.id).state == .pending)
        }
        test.clock.advance(1)
        try await test.write { tx throws in
            let created = try #require(try tx.artifacts.find(clientID: "client", project: project))
            let manifest = try TestManifest(["a": ("MA==", created.id), "b": ("MB==", created.id)])
            let done = try tx.artifacts.commit(created.id, contents: manifest.document, manifest: manifest.blob)
            #expect(done.state == .committed && done.versionIndex == 0 && done.size == 20 && done.fileCount == 2)
            #expect(done.manifest == manifest.blob && done.committedAt == test.clock.now)
            #expect(try tx.artifacts.commit(created.id, contents: manifest.document, manifest: manifest.blob) == done)
            #expect(try tx.artifacts.tags(done.id) == ["t"])
            #expect(try tx.artifacts.aliases(artifact: done.id).map(\.alias) == ["v0", "latest", "best"])
            for name in ["data", "data:latest", "data:best", "data:v0"] {
                #expect(try tx.artifacts.membership(project: project, name: name)?.artifactID == done.id, "\(name)")
            }
            for name in ["data:v1", "data:nosuch", "nosuch", "data:", ":v0"] {
                #expect(try tx.artifacts.membership(project: project, name: name) == nil, "\(name)")
            }
            let entries = try tx.artifacts.entries(artifact: done.id).elements
            #expect(entries.map(\.name) == ["a", "b"])
            #expect(entries.map(\.file?.digest) == ["blob-a", "blob-b"])
            #expect(try tx.artifacts.entries(artifact: done.id, names: ["b", "x"]).elements.map(\.name) == ["b"])
            #expect(try tx.artifacts.entryCount(artifact: done.id) == 2)
            #expect(try tx.artifacts.file(birthArtifact: done.id, md5: "MA==")?.name == "a")
            #expect(try tx.artifacts.artifacts(of: run, role: .output).elements.map(\.id) == [done.id])
            #expect(try tx.artifacts.runs(of: done.id, role: .output) == [run])
            #expect(try tx.artifacts.find(clientID: "client").map(\.id) == [done.id])
            #expect(try tx.artifacts.sequences(clientID: "sequence").map(\.name) == ["data"])
            #expect(throws: CatalogError.conflict("artifact \(done.id) is not pending")) {
                try tx.artifacts.createFiles(artifact: done.id, [])
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func filesAreFoundByTheirContentsInAWholeEntity(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (project, team, user) = (test.project.id, test.team.id, test.user)
        try await test.write { tx throws in
            let other = try tx.projects.upsert(entity: team, name: "p2").project
            let foreign = try tx.projects.upsert(entity: user.entityID, name: "p3").project
            for project in [project, other.id, foreign.id] {
                _ = try tx.log(project, "data", ["x": "MD5A", "y": "MD5A", "z": "MD5B"])
            }
            let pending = try tx.artifacts.create(
                NewArtifact(project: project, type: "dataset", collection: "more", digest: "m"))
            _ = try tx.artifacts.createFiles(artifact: pending.id, [NewArtifactFile(name: "x", md5: "MD5C")])

            let found = try tx.artifacts.files(entity: team, md5: "MD5A")
            #expect(found.map(\.projectID) == [project, other.id] && found.map(\.name) == ["x", "x"])
            #expect(try tx.artifacts.files(entity: user.entityID, md5: "MD5B").map(\.projectID) == [foreign.id])
            #expect(try tx.artifacts.files(entity: team, md5: "MD5C").isEmpty, "not uploaded")
            #expect(try tx.artifacts.files(entity: 99, md5: "MD5A").isEmpty)
            try tx.projects.delete(other.id)
            #expect(try tx.artifacts.files(entity: team, md5: "MD5A").map(\.projectID) == [project])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func versionsCountUpAndLatestMoves(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        try await test.write { tx throws in
            let first = try tx.log(project, "data", ["x": "X0"], aliases: ["best"])
            let second = try tx.log(project, "data", ["x": "X1"], aliases: ["best", "v7"])
            let third = try tx.log(project, "data", ["x": "X2"])
            #expect([first, second, third].map(\.versionIndex) == [0, 1, 2])
            #expect(try tx.artifacts.aliases(artifact: first.id).map(\.alias) == ["v0"])
            #expect(try tx.artifacts.aliases(artifact: second.id).map(\.alias) == ["v1", "best"])
            #expect(try tx.artifacts.aliases(artifact: third.id).map(\.alias) == ["v2", "latest"])
            let collection = third.sequenceID
            let versions = try tx.artifacts.versions(collection: collection)
            #expect(versions.elements.map(\.artifact.id) == [third.id, second.id, first.id])
            #expect(versions.elements.map(\.membership.versionAlias) == ["v2", "v1", "v0"])
            #expect(try tx.artifacts.latest(collection: collection)?.id == third.id)
            #expect(try tx.artifacts.versionCount(collection: collection) == 3)
            let page = try tx.artifacts.versions(collection: collection, PageRequest(first: 2))
            #expect(page.hasNextPage)
            let rest = try tx.artifacts.versions(collection: collection, PageRequest(first: 2, after: page.endCursor))
            #expect(rest.elements.map(\.artifact.id) == [first.id] && !rest.hasNextPage)
            #expect(try tx.artifacts.aliases(collection: collection).elements.map(\.alias) == ["latest", "best"])

            try tx.artifacts.addAliases(first.id, in: collection, ["best", "v0", "old"])
            #expect(try tx.artifacts.aliases(artifact: first.id).map(\.alias) == ["v0", "best", "old"])
            #expect(try tx.artifacts.aliases(artifact: second.id).map(\.alias) == ["v1"])
            try tx.artifacts.removeAliases(first.id, in: collection, ["best", "nosuch"])
            try tx.artifacts.replaceAliases(first.id, in: collection, ["new", "old"])
            #expect(try tx.artifacts.aliases(artifact: first.id).map(\.alias) == ["v0", "old", "new"])
            for bad in ["v1", "a/b", "a:b", ""] {
                #expect { try tx.artifacts.addAliases(first.id, in: collection, [bad]) } throws: {
                    ($0 as? CatalogError)?.field == "alias"
                }
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func equalContentsAreOneVersion(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let run = try await test.run("r").id
        try await test.write { tx throws in
            let first = try tx.log(project, "data", ["x": "X0"])
            _ = try tx.log(project, "data", ["x": "X1"])
            var again = NewArtifact(project: project, type: "dataset", collection: "data", digest: first.digest)
            again.clientID = "second client"
            again.run = run
            again.aliases = ["latest", "good"]
            let same = try tx.artifacts.create(again)
            #expect(same.id == first.id && same.state == .committed)
            #expect(try tx.artifacts.aliases(artifact: first.id).map(\.alias) == ["v0", "latest", "good"])
            #expect(try tx.artifacts.find(clientID: "second client", project: project)?.id == first.id)
            #expect(try tx.artifacts.artifacts(of: run, role: .output).elements.map(\.id) == [first.id])
            again.deduplicates = false
            again.clientID = nil
            #expect(try tx.artifacts.create(again).state == .pending)
            // Another sequence, another version.
            again.deduplicates = true
            again.collection = "other"
            #expect(try tx.artifacts.create(again).state == .pending)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aClientsOwnIDMeansOneArtifact(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (project, team) = (test.project.id, test.team.id)
        try await test.write { tx throws in
            var new = NewArtifact(project: project, type: "job", collection: "job-name", digest: "d0")
            new.clientID = "c"
            let first = try tx.artifacts.create(new)
            new.collection = "another name"
            new.digest = "d1"
            let second = try tx.artifacts.create(new)
            #expect(second.id == first.id && second.sequenceName == "job-name")
            #expect(try tx.artifacts.collection(project: project, name: "another name") == nil)
            // In another project it means another one.
            new.project = try tx.projects.upsert(entity: team, name: "p2").project.id
            let third = try tx.artifacts.create(new)
            #expect(third.id != first.id)
            #expect(try tx.artifacts.find(clientID: "c").map(\.id) == [third.id, first.id])
            #expect(try tx.artifacts.find(clientID: "c", project: project)?.id == first.id)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func distributedWritersShareOneArtifact(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let (one, two) = (try await test.run("one").id, try await test.run("two").id)
        try await test.write { tx throws in
            var new = NewArtifact(project: project, type: "dataset", collection: "data", digest: "")
            new.distributedID = "group"
            new.run = one
            new.clientID = "c1"
            let first = try tx.artifacts.create(new)
            new.run = two
            new.clientID = "c2"
            let second = try tx.artifacts.create(new)
            #expect(first.id == second.id)
            let patches = try [one, two].map { run in
                try tx.artifacts.createManifest(
                    artifact: first.id, name: "wandb_manifest.patch.json", kind: .patch, md5: "", run: run)
            }
            #expect(patches[0].id != patches[1].id)
            let again = try tx.artifacts.createManifest(
                artifact: first.id, name: "wandb_manifest.patch.json", kind: .patch, md5: "", run: one)
            #expect(again.id == patches[0].id)
            let updated = try tx.artifacts.updateManifest(patches[0].id, md5: "M1==", base: nil)
            #expect(updated.md5 == "M1==" && updated.baseID == nil)
            #expect(try tx.artifacts.manifests(artifact: first.id).map(\.runID) == [one, two])
            // An empty id is none.
            new.distributedID = ""
            new.clientID = nil
            #expect(try tx.artifacts.create(new).id != first.id)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func incrementalVersionsTakeOverFiles(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        try await test.write { tx throws in
            let base = try tx.log(project, "data", ["a": "A0", "b": "B0"])
            let new = try tx.artifacts.create(
                NewArtifact(project: project, type: "dataset", collection: "data", digest: "inc"))
            _ = try tx.artifacts.createManifest(
                artifact: new.id, name: "wandb_manifest.incremental.json", kind: .incremental, md5: "", base: base.id)
            let file = try tx.artifacts.createFiles(artifact: new.id, [NewArtifactFile(name: "b", md5: "B1")])[0]
            _ = try tx.artifacts.putFile(file.id, blob: BlobReference(digest: "blob-B1", md5: "B1", size: 2))
            var manifest = try TestManifest(["a": ("A0", base.id), "b": ("B0", base.id)]).document
            manifest.overlay(try TestManifest(["b": ("B1", new.id)]).document)
            let done = try tx.artifacts.commit(
                new.id, contents: manifest, manifest: BlobReference(digest: "merged", md5: "m", size: 9))
            #expect(done.baseID == base.id && done.versionIndex == 1)
            let entries = try tx.artifacts.entries(artifact: done.id).elements
            #expect(entries.map(\.file?.digest) == ["blob-A0", "blob-B1"])
            #expect(entries.map(\.file?.artifactID) == [base.id, new.id])

            // The base can go; what is still needed stays.
            try tx.artifacts.delete(base.id)
            #expect(try tx.artifacts.entries(artifact: done.id).elements.map(\.file?.digest) == ["blob-A0", "blob-B1"])
            #expect(try tx.blobs.claimGarbage(limit: 10) == ["blob-B0", "manifest-\(base.id)"])
            try tx.artifacts.delete(done.id, deletingAliases: true)
            #expect(try tx.blobs.claimGarbage(limit: 10) == ["blob-A0", "blob-B1", "merged"])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func knownContentsNeedNoUploadWithinAProject(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (project, team) = (test.project.id, test.team.id)
        try await test.write { tx throws in
            _ = try tx.log(project, "data", ["x": "X0"])
            let other = try tx.artifacts.create(
                NewArtifact(project: project, type: "dataset", collection: "two", digest: "2"))
            let files = try tx.artifacts.createFiles(
                artifact: other.id, [NewArtifactFile(name: "new", md5: "N0"), NewArtifactFile(name: "y", md5: "X0")])
            #expect(files.map(\.needsUpload) == [true, false])
            #expect(files[1].artifactID == other.id && files[1].digest == "blob-X0" && files[1].size == 2)
            // Knowing a digest opens nothing of another project.
            let foreign = try tx.projects.upsert(entity: team, name: "p2").project.id
            let third = try tx.artifacts.create(
                NewArtifact(project: foreign, type: "dataset", collection: "two", digest: "2"))
            #expect(
                try tx.artifacts.createFiles(artifact: third.id, [NewArtifactFile(name: "y", md5: "X0")])[0].needsUpload
            )
            // Nor does naming an artifact of another project as the birthplace.
            let first = try #require(try tx.artifacts.membership(project: project, name: "data:v0")).artifactID
            #expect(throws: CatalogError.conflict("artifact \"two\": file \"y\" was not uploaded")) {
                try tx.artifacts.commit(
                    third.id, contents: try TestManifest(["y": ("X0", first)]).document,
                    manifest: BlobReference(digest: "m", md5: "m", size: 1))
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func versionsChange(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        try await test.write { tx throws in
            let version = try tx.log(project, "data", ["x": "X0"])
            let changed = try tx.artifacts.update(
                version.id,
                ArtifactChange(description: "d", metadata: #"{"k":[1]}"#, ttlSeconds: 60, tagsToAdd: ["b", "a", "b"]))
            #expect(changed.description == "d" && changed.metadata == #"{"k":[1]}"# && changed.ttlSeconds == 60)
            #expect(try tx.artifacts.tags(version.id) == ["a", "b"])
            let again = try tx.artifacts.update(version.id, ArtifactChange(tagsToRemove: ["a", "nosuch"]))
            #expect(again.description == "d" && again.ttlSeconds == 60)
            #expect(try tx.artifacts.tags(version.id) == ["b"])
            #expect { try tx.artifacts.update(version.id, ArtifactChange(metadata: "[]")) } throws: {
                ($0 as? CatalogError)?.field == "artifact metadata"
            }
        }
    }
}
