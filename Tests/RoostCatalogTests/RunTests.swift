import Foundation
import RoostJSON
import Testing

@testable import RoostCatalog

@Suite struct RunTests {
    private static let full = RunChange(
        displayName: "first", description: "d", notes: "n", tags: ["b", "a", "b", ""], group: "g", jobType: "train",
        host: "vm", program: "train.py", commit: "c0ffee", repo: "git@x", sweepName: "s1", state: .pending,
        config: """
            {"lr":{"value":0.1},"_wandb":{"value":{"cli_version":"0.31.0","t":{"5":"0.31.0"},\
            "branch_point":{"run_id":"parent","step":7}}}}
            """,
        summary: #"{"loss":NaN}"#)

    @Test(arguments: TestDatabase.allCases)
    func everyFieldComesBack(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (project, user) = (test.project.id, test.user.id)
        let result = try await test.write {
            try $0.runs.upsert(project: project, name: "abcd1234", change: Self.full, user: user)
        }
        let run = result.run
        #expect(result.inserted)
        #expect(run.name == "abcd1234")
        #expect(run.projectName == "demo" && run.entityName == "lab" && run.projectID == project)
        #expect(run.displayName == "first" && run.description == "d" && run.notes == "n")
        #expect(run.tags == ["b", "a"])
        #expect(run.group == "g" && run.jobType == "train" && run.host == "vm" && run.program == "train.py")
        #expect(run.commit == "c0ffee" && run.repo == "git@x" && run.sweepName == "s1")
        #expect(run.state == .pending)
        #expect(run.config == Self.full.config)
        #expect(run.summary == #"{"loss":NaN}"#)
        #expect(run.systemMetrics == "{}")
        #expect(run.username == "ada" && run.userID == user)
        #expect(run.writerVersion == "0.31.0")
        #expect(run.branchPoint == BranchPoint(run: "parent", step: 7))
        #expect(run.createdAt == test.clock.now && run.heartbeatAt == test.clock.now)
        #expect(run.exitCode == nil && run.finishedAt == nil && !run.stopRequested)
        #expect(run.globalID == .run(name: "abcd1234", project: "demo", entity: "lab"))
        #expect(Run.wandbConfig(run.config, keys: ["t", "x"]) == #"{"t":{"5":"0.31.0"}}"#)
        try await test.read { tx throws in
            #expect(try tx.runs.find(id: run.id) == run)
            #expect(try tx.runs.find(project: project, name: "abcd1234") == run)
            #expect(try tx.runs.find(entity: "lab", project: "demo", name: "abcd1234") == run)
            #expect(try tx.runs.find(run.globalID) == run)
            #expect(try tx.runs.find(.user(run.id)) == nil)
            #expect(try tx.runs.find(id: run.id, parts: .none)?.config == "{}")
            #expect(try tx.runs.find(id: run.id, parts: .summary)?.summary == #"{"loss":NaN}"#)
            #expect(try tx.runs.find(project: project, name: "ABCD1234") == nil)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func nilLeavesAFieldAsItIs(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let first = try await test.run("r", Self.full)
        test.clock.advance(3)
        let again = try await test.write { try $0.runs.upsert(project: project, name: "r") }
        #expect(!again.inserted)
        #expect(again.run == first)
        let config = #"{"lr":{"value":1}}"#
        let changed = try await test.run("r", RunChange(notes: "", config: config))
        #expect(changed.notes == nil)
        #expect(changed.config == config)
        #expect(changed.summary == first.summary)
        #expect(changed.displayName == "first")
        #expect(changed.tags == ["b", "a"])
        #expect(changed.writerVersion == "0.31.0")
        #expect(changed.branchPoint == first.branchPoint)
        #expect(changed.state == .pending)
        #expect(changed.updatedAt == test.clock.now && changed.createdAt == first.createdAt)
        #expect(try await test.run("r", RunChange(tags: [])).tags == [])
    }

    @Test(arguments: TestDatabase.allCases)
    func runsWithoutANameGetOne(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let one = try await test.run("a", RunChange(displayName: ""))
        let two = try await test.run("b")
        for (run, number) in [(one, "1"), (two, "2")] {
            let parts = run.displayName.split(separator: "-")
            #expect(parts.count == 3 && parts.last.map(String.init) == number, "\(run.displayName)")
        }
        #expect(one.state == .running)
        var generator = SeededGenerator(seed: 1)
        #expect(RunNames.make(number: 12, using: &generator) != RunNames.make(number: 12, using: &generator))
    }

    @Test(arguments: TestDatabase.allCases)
    func badInputNamesItsField(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let bad: [(RunChange, String)] = [
            (RunChange(config: "{"), "config"), (RunChange(config: "[]"), "config"),
            (RunChange(summary: "nonsense"), "summary"), (RunChange(group: "a\0b"), "group"),
            (RunChange(tags: ["a\0b"]), "tag"),
        ]
        for (change, field) in bad {
            await #expect { try await test.run("r", change) } throws: { ($0 as? CatalogError)?.field == field }
        }
        await #expect(throws: CatalogError.limit(name: "bytes of group", limit: 1_024, value: 1_025)) {
            try await test.run("r", RunChange(group: String(repeating: "x", count: 1_025)))
        }
        await #expect { try await test.run("../r") } throws: { ($0 as? CatalogError)?.field == "run id" }
        await #expect(throws: CatalogError.notFound(kind: "project", name: "99")) {
            try await test.write { try $0.runs.upsert(project: 99, name: "r") }
        }
        // Nothing of it happened.
        #expect(try await test.read { try $0.runs.count(project: project) } == 0)
    }

    @Test(arguments: TestDatabase.allCases)
    func documentsAreKeptVerbatim(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = try await test.run("r").id
        let summary = #"{ "z":1e+30, "a" : [NaN, -Infinity,"\u0000ü"], "big": 9223372036854775807 }"#
        try await test.write { tx throws in
            try tx.runs.updateSummary(id, summary)
            try tx.runs.updateSystemMetrics(id, #"{"system.cpu":1.50}"#)
        }
        let run = try await test.read { try $0.runs.get(id) }
        #expect(run.summary == summary)
        #expect(run.systemMetrics == #"{"system.cpu":1.50}"#)
    }

    @Test(arguments: TestDatabase.allCases)
    func tagsAreAddedAndRemovedInBulk(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let a = try await test.run("a", RunChange(tags: ["x", "y"])).id
        let b = try await test.run("b").id
        try await test.write { tx throws in
            try tx.runs.addTags([a, b], ["y", "z"])
            #expect(try tx.runs.get(a).tags == ["x", "y", "z"])
            #expect(try tx.runs.get(b).tags == ["y", "z"])
            #expect(try tx.runs.tags(project: project) == ["x", "y", "z"])
            try tx.runs.removeTags([a, b], ["y", "nosuch"])
            #expect(try tx.runs.get(a).tags == ["x", "z"])
            #expect(try tx.runs.get(b).tags == ["z"])
            #expect(try tx.runs.tags(project: project) == ["x", "z"])
            #expect(throws: CatalogError.limit(name: "characters of a tag", limit: 256, value: 257)) {
                try tx.runs.addTags([a], [String(repeating: "t", count: 257)])
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aDeletedRunIsGoneAndItsIDIsFree(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let old = try await test.run("r", Self.full)
        try await test.write { tx throws in
            try tx.runs.addHistoryKeys(old.id, ["loss"])
            _ = try tx.files.put(run: old.id, name: "f", blob: BlobReference(digest: "d1", md5: "m", size: 1))
            _ = try tx.alerts.add(run: old.id, title: "t", text: "x")
            #expect(throws: CatalogError.self) { try tx.runs.purge(old.id) }
            try tx.runs.delete(old.id)
            #expect(throws: CatalogError.notFound(kind: "run", name: "\(old.id)")) { try tx.runs.delete(old.id) }
        }
        let new = try await test.run("r")
        #expect(new.id != old.id)
        #expect(new.config == "{}" && new.tags == [])
        try await test.write { tx throws in
            #expect(try tx.runs.find(id: old.id) == nil)
            #expect(try tx.runs.count(project: project) == 1)
            #expect(try tx.runs.purgeable(limit: 10) == [old.id])
            try tx.runs.purge(old.id)
            #expect(try tx.runs.purgeable(limit: 10) == [])
            #expect(try tx.blobs.claimGarbage(limit: 10) == ["d1"])
            for table in ["run_value", "run_key", "run_tag", "run_document", "alert", "run_file"] {
                #expect(try tx.session.int("SELECT count(*) FROM \(table) WHERE run_id = $1", [.int(old.id)]) == 0)
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aRunMoves(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (team, project) = (test.team.id, test.project.id)
        let run = try await test.run("r", Self.full)
        try await test.write { tx throws in
            try tx.runs.addHistoryKeys(run.id, ["loss", "acc"])
            let other = try tx.projects.upsert(entity: team, name: "other").project.id
            let moved = try tx.runs.move(run.id, toProject: other)
            #expect(moved.projectName == "other")
            let filter = try RunFilter(
                parsing: #"{"config.lr": 0.1, "keys_info.keys.loss": {"$exists": true}, "tags": "a"}"#)
            #expect(try tx.runs.page(project: other, filter: filter).elements.map(\.id) == [run.id])
            #expect(try tx.runs.count(project: project, filter: filter) == 0)
            #expect(try tx.runs.count(project: project) == 0)
            #expect(try tx.runs.historyKeys(run.id) == ["acc", "loss"])
            #expect(try tx.runs.find(project: project, name: "r") == nil)
            _ = try tx.runs.upsert(project: project, name: "r")
            #expect(throws: CatalogError.self) { try tx.runs.move(run.id, toProject: project) }
        }
    }
}
