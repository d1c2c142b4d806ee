import Foundation
import Testing

@testable import RoostCatalog

@Suite struct ArtifactCollectionTests {
    @Test(arguments: TestDatabase.allCases)
    func collectionsHaveOneType(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        try await test.write { tx throws in
            _ = try tx.log(project, "data", ["x": "X0"])
            let other = NewArtifact(project: project, type: "model", collection: "data", digest: "m")
            #expect(
                throws: CatalogError.conflict("artifact \"data\" has type \"dataset\"; it cannot hold type \"model\"")
            ) {
                try tx.artifacts.create(other)
            }
            for name in ["", "a/b", "a:b", String(repeating: "x", count: 129)] {
                #expect {
                    try tx.artifacts.create(NewArtifact(project: project, type: "t", collection: name, digest: "d"))
                } throws: {
                    ($0 as? CatalogError)?.field == "artifact name"
                }
                #expect {
                    try tx.artifacts.create(NewArtifact(project: project, type: name, collection: "c", digest: "d"))
                } throws: {
                    ($0 as? CatalogError)?.field == "artifact type"
                }
            }
            let moved = try tx.artifacts.moveCollection(
                try #require(try tx.artifacts.collection(project: project, name: "data")).id, toType: "model")
            #expect(moved.typeName == "model")
            #expect(try tx.artifacts.create(other).typeName == "model")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func typesAndCollectionsAreListed(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (project, team) = (test.project.id, test.team.id)
        try await test.write { tx throws in
            for name in ["a", "b", "c"] { _ = try tx.log(project, name, ["x": name]) }
            _ = try tx.log(project, "m", ["x": "m"], type: "model")
            let other = try tx.projects.upsert(entity: team, name: "p2").project.id
            _ = try tx.log(other, "foreign", ["x": "f"])
            let dataset = try tx.artifacts.ensureType(project: project, name: "dataset", description: "tables")
            #expect(dataset.description == "tables")
            #expect(try tx.artifacts.ensureType(project: project, name: "dataset") == dataset)
            #expect(try tx.artifacts.type(id: dataset.id) == dataset)
            #expect(try tx.artifacts.types(project: project).elements.map(\.name) == ["model", "dataset"])
            #expect(try tx.artifacts.collections(project: project).elements.map(\.name) == ["m", "c", "b", "a"])
            let page = try tx.artifacts.collections(project: project, type: dataset.id, PageRequest(first: 2))
            #expect(page.elements.map(\.name) == ["c", "b"] && page.hasNextPage)
            let rest = try tx.artifacts.collections(
                project: project, type: dataset.id, PageRequest(first: 2, after: page.endCursor))
            #expect(rest.elements.map(\.name) == ["a"] && !rest.hasNextPage)
            #expect(try tx.artifacts.collectionCount(project: project) == 4)
            #expect(try tx.artifacts.collectionCount(project: project, type: dataset.id) == 3)
            #expect(try tx.artifacts.collectionCount(project: project, kind: .portfolio) == 0)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func collectionsChange(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        try await test.write { tx throws in
            let id = try tx.log(project, "data", ["x": "X0"]).sequenceID
            _ = try tx.log(project, "taken", ["x": "X0"])
            let changed = try tx.artifacts.updateCollection(id, name: "renamed", description: "d")
            #expect(changed.name == "renamed" && changed.description == "d")
            #expect(try tx.artifacts.updateCollection(id, description: "").description == "")
            #expect(try tx.artifacts.updateCollection(id).description == "")
            #expect(throws: CatalogError.conflict("artifact collection \"taken\" exists in \"demo\"")) {
                try tx.artifacts.updateCollection(id, name: "taken")
            }
            try tx.artifacts.addCollectionTags(id, ["b", "a", "a"])
            try tx.artifacts.removeCollectionTags(id, ["b"])
            #expect(try tx.artifacts.collectionTags(id) == ["a"])
            #expect(try tx.artifacts.membership(project: project, name: "renamed:v0") != nil)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func versionsAreLinked(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (project, team) = (test.project.id, test.team.id)
        try await test.write { tx throws in
            let registry = try tx.projects.upsert(entity: team, name: "model-registry").project.id
            let first = try tx.log(project, "data", ["x": "X0"])
            let second = try tx.log(project, "data", ["x": "X1"])
            let one = try tx.artifacts.link(second.id, project: registry, portfolio: "good", aliases: ["prod", "v9"])
            #expect(
                one.versionIndex == 0 && one.collection.kind == .portfolio
                    && one.collection.projectName == "model-registry")
            let two = try tx.artifacts.link(first.id, project: registry, portfolio: "good")
            #expect(two.versionIndex == 1)
            #expect(try tx.artifacts.aliases(of: one).map(\.alias) == ["v0", "prod"])
            #expect(try tx.artifacts.aliases(of: two).map(\.alias) == ["v1", "latest"])
            let again = try tx.artifacts.link(second.id, project: registry, portfolio: "good", aliases: ["more"])
            #expect(again.id == one.id)
            #expect(try tx.artifacts.aliases(of: again).map(\.alias) == ["v0", "prod", "more"])
            #expect(try tx.artifacts.memberships(artifact: second.id).map(\.collection.name) == ["data", "good"])
            #expect(try tx.artifacts.aliases(artifact: second.id).filter(\.isVersion).map(\.alias) == ["v1", "v0"])
            #expect(try tx.artifacts.membership(project: registry, name: "good:v1")?.artifactID == first.id)
            #expect(
                try tx.artifacts.versions(collection: one.collection.id).elements.map(\.artifact.sequenceName) == [
                    "data", "data",
                ])
            #expect(throws: CatalogError.conflict("artifact collection \"data\" is a sequence, not a portfolio")) {
                try tx.artifacts.link(first.id, project: project, portfolio: "data")
            }
            #expect(throws: CatalogError.self) { try tx.artifacts.unlink(first.id, from: first.sequenceID) }
            try tx.artifacts.unlink(first.id, from: two.collection.id)
            #expect(try tx.artifacts.aliases(of: one).map(\.alias) == ["v0", "prod", "more", "latest"])
            #expect(throws: CatalogError.notFound(kind: "artifact in the collection", name: "\(first.id)")) {
                try tx.artifacts.unlink(first.id, from: two.collection.id)
            }
            // A number is never given twice.
            #expect(try tx.artifacts.link(first.id, project: registry, portfolio: "good").versionIndex == 2)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func versionsAndCollectionsAreDeleted(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let run = try await test.run("r").id
        try await test.write { tx throws in
            let first = try tx.log(project, "data", ["x": "X0"], run: run)
            let second = try tx.log(project, "data", ["x": "X1"], run: run)
            let portfolio = try tx.artifacts.link(second.id, project: project, portfolio: "good").collection
            #expect(
                throws: CatalogError.conflict(
                    "artifact \"data\" has the aliases latest, latest: delete them first, or with it")
            ) {
                try tx.artifacts.delete(second.id)
            }
            #expect(try tx.artifacts.delete(second.id, deletingAliases: true).state == .deleted)
            #expect(try tx.artifacts.delete(second.id).state == .deleted)
            #expect(try tx.artifacts.membership(project: project, name: "data:latest")?.artifactID == first.id)
            #expect(try tx.artifacts.membership(project: project, name: "data:v1") == nil)
            #expect(try tx.artifacts.versionCount(collection: portfolio.id) == 0)
            #expect(try tx.artifacts.artifacts(of: run, role: .output).elements.map(\.id) == [first.id])
            #expect(try tx.blobs.claimGarbage(limit: 9) == ["blob-X1", "manifest-\(second.id)"])
            try tx.blobs.finishGarbage(["blob-X1"])
            // Numbers go on.
            let third = try tx.log(project, "data", ["x": "X1"])
            #expect(third.versionIndex == 2)

            #expect(try tx.artifacts.deleteCollection(first.sequenceID).state == .deleted)
            #expect(try tx.artifacts.collection(project: project, name: "data") == nil)
            #expect(try tx.artifacts.find(id: first.id)?.state == .deleted)
            #expect(try tx.blobs.claimGarbage(limit: 9).contains("blob-X0"))
            #expect(throws: CatalogError.self) { try tx.artifacts.deleteCollection(first.sequenceID) }
            #expect(try tx.log(project, "data", ["x": "X9"], type: "model").versionIndex == 0)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func runsAndArtifactsBelongTogether(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let (maker, user) = (try await test.run("maker").id, try await test.run("user").id)
        try await test.write { tx throws in
            let data = try tx.log(project, "data", ["x": "X0"], run: maker)
            let more = try tx.log(project, "more", ["x": "Y0"], run: maker)
            #expect(try tx.artifacts.use(data.id, by: user, usedAs: "input").id == data.id)
            _ = try tx.artifacts.use(data.id, by: user)
            #expect(try tx.artifacts.runs(of: data.id, role: .input) == [user])
            #expect(try tx.artifacts.artifacts(of: user, role: .input).elements.map(\.id) == [data.id])
            #expect(try tx.artifacts.artifactCount(of: user, role: .input) == 1)
            #expect(try tx.artifacts.artifactCount(of: maker, role: .output) == 2)
            let page = try tx.artifacts.artifacts(of: maker, role: .output, PageRequest(first: 1))
            #expect(page.elements.map(\.id) == [data.id] && page.hasNextPage)
            #expect(
                try tx.artifacts.artifacts(of: maker, role: .output, PageRequest(after: page.endCursor)).elements.map(
                    \.id)
                    == [more.id])
            func found(_ filter: String) throws -> [String] {
                try tx.runs.page(project: project, filter: RunFilter(parsing: filter)).elements.map(\.name)
            }
            for name in ["data", "data:v0", "lab/demo/data:v0"] {
                #expect(try found("{\"inputArtifacts\":\"\(name)\"}") == ["user"])
                #expect(try found("{\"outputArtifacts\":\"\(name)\"}") == ["maker"])
            }
            #expect(try found(#"{"outputArtifacts":{"$regex":"^mo"}}"#) == ["maker"])
            #expect(try found(#"{"outputArtifacts":{"$size":2}}"#) == ["maker"])
            #expect(try found(#"{"inputArtifacts":{"$exists":false}}"#) == ["maker"])
            #expect(try found(#"{"inputArtifacts":{"$contains":"data"}}"#) == ["user"])
            // A run that goes leaves its artifacts.
            try tx.runs.delete(user)
            try tx.runs.purge(user)
            #expect(try tx.artifacts.runs(of: data.id, role: .input) == [])
            try tx.artifacts.deleteOutputs(of: maker)
            #expect(try tx.artifacts.get(data.id).state == .deleted)
            #expect(try tx.artifacts.get(more.id).state == .deleted)
            try tx.runs.delete(maker)
            try tx.runs.purge(maker)
            #expect(try tx.artifacts.get(data.id).runID == nil)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aDeletedProjectLeavesNothing(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        try await test.write { tx throws in
            let version = try tx.log(project, "data", ["x": "X0"])
            try tx.projects.delete(project)
            #expect(try tx.artifacts.find(id: version.id) == nil)
            #expect(try tx.blobs.claimGarbage(limit: 9) == ["blob-X0", "manifest-\(version.id)"])
        }
    }
}
