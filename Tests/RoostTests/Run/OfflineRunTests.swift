import Foundation
import RoostJSON
import RoostLog
import Testing

@testable import Roost

@Suite struct OfflineRunTests {
    let test: TestRun

    init() throws { test = try TestRun() }

    @Test func tellsWhatItIs() async throws {
        let run = try await test.start {
            $0.project = "digits"
            $0.name = "a name"
            $0.notes = "some notes"
            $0.tags = ["one", "two"]
            $0.group = "a group"
            $0.jobType = "train"
            $0.id = "abc"
            $0.config = ["lr": 0.1, "net": ["depth": 2] as RunValue]
        }
        #expect(run.id == "abc" && run.project == "digits" && run.name == "a name" && run.group == "a group")
        #expect(run.mode == .offline && run.isOffline && !run.isDisabled && !run.isResumed && run.url == nil)
        #expect(run.config.json == ["lr": 0.1, "net": ["depth": 2]])
        let record = try #require(try test.records(run).first { $0.run.runID == "abc" }).run
        #expect(record.project == "digits" && record.displayName == "a name" && record.notes == "some notes")
        #expect(record.tags == ["one", "two"] && record.runGroup == "a group" && record.jobType == "train")
        #expect(record.config.update.map(\.key) == ["lr", "net"])
        #expect(record.config.update.map(\.valueJson) == ["0.1", #"{"depth":2}"#])
        #expect(TelemetryFlags(message: [UInt8](record.telemetry.feature)).numbers == [4, 13, 14, 15, 16])
        #expect(run.syncDir.hasPrefix(test.scratch.path + "/wandb/offline-run-"))
        #expect(run.syncDir.hasSuffix("-abc"))
        #expect(FileManager.default.fileExists(atPath: run.syncDir + "/run-abc.wandb"))
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: test.scratch.path + "/wandb/latest-run")
        #expect(run.syncDir.hasSuffix("/" + link))
        try await run.finish()
    }

    @Test func writesHistorySummaryAndEnd() async throws {
        let run = try await test.start()
        try run.defineMetric("loss", summary: [.min])
        run.log(["loss": 0.5, "epoch": 1, "text": "a\"b", "flag": true, "nothing": Int?.none])
        run.log(["loss": 0.25], step: 4)
        run.log(["more": [1, 2]], step: 4)
        run.summary["best"] = 7
        try await run.finish(exitCode: 3)
        #expect(
            try test.rows(run) == [
                [
                    "_step": "0", "loss": "0.5", "epoch": "1", "text": #""a\"b""#, "flag": "true", "nothing": "null",
                ],
                ["_step": "4", "loss": "0.25", "more": "[1,2]"],
            ])
        let records = try test.records(run)
        let metric = try #require(records.first { $0.metric.name == "loss" }).metric
        #expect(metric.summary.min && !metric.summary.max && metric.options.defined)
        var summary: [String: String] = [:]
        for record in records {
            for item in record.summary.update { summary[item.nestedKey.joined(separator: ".")] = item.valueJson }
        }
        #expect(summary["loss"] == #"{"min":0.25}"# && summary["best"] == "7" && summary["_step"] == "4")
        let last = try #require(records.last)
        #expect(last.exit.exitCode == 3)
        run.log(["late": 1])
        #expect(try test.rows(run).count == 2)
    }

    @Test func addsTheStepMetricThatARowLacks() async throws {
        let run = try await test.start()
        try run.defineMetric("loss", stepMetric: "epoch")
        run.log(["epoch": 3])
        run.log(["loss": 0.5])
        run.log(["other": 1])
        try await run.finish()
        #expect(
            try test.rows(run) == [
                ["_step": "0", "epoch": "3"], ["_step": "1", "loss": "0.5", "epoch": "3"],
                ["_step": "2", "other": "1"],
            ])
    }

    @Test func writesChangesOfWhatPeopleSee() async throws {
        let run = try await test.start { $0.tags = ["a"] }
        run.name = "second"
        run.tags += ["b"]
        run.notes = "n"
        try run.config.update(["x": 1])
        try run.alert(title: "t", text: "x", level: .warn, waitSeconds: 2)
        run.markPreempting()
        let records = try test.records(run)
        #expect(records.contains { $0.run.displayName == "second" })
        #expect(records.contains { $0.run.tags == ["a", "b"] })
        #expect(records.contains { $0.run.notes == "n" })
        #expect(records.contains { $0.config.update.first?.key == "x" })
        #expect(records.contains { $0.alert.level == "WARN" && $0.alert.waitDuration == 2000 })
        #expect(run.tags == ["a", "b"] && run.name == "second" && run.notes == "n")
        try await run.finish()
    }

    @Test func savesFilesByLinks() async throws {
        _ = try test.scratch.file("out/a.bin", "a")
        _ = try test.scratch.file("out/b.bin", "b")
        let run = try await test.start()
        let saved = try run.core.save("out/*.bin", basePath: nil, policy: .now, in: test.surroundings)
        #expect(saved == [run.dir + "/out/a.bin", run.dir + "/out/b.bin"])
        #expect(try String(contentsOfFile: saved[1], encoding: .utf8) == "b")
        let item = try #require(try test.records(run).first { $0.files.files.first?.path == "out/a.bin" }).files.files
        #expect(item.map(\.path) == ["out/a.bin", "out/b.bin"] && item.allSatisfy { $0.policy == .now })
        #expect(try run.core.save("nothing*", basePath: nil, policy: .now, in: test.surroundings) == [])
        try await run.finish()
    }

    @Test func writesMetadataAndTheCodeThatIsToBeSaved() async throws {
        let source = try test.scratch.file("project/main.swift", "print(1)")
        let run = try await test.start {
            $0.saveCode = true
            $0.sourceFile = source
        }
        try await run.finish()
        let metadata = try JSON(parsing: try Array(Data(contentsOf: URL(filePath: run.dir + "/wandb-metadata.json"))))
        #expect(metadata["program"] == .string(source))
        #expect(metadata["codePathLocal"] == "project/main.swift")
        #expect(try String(contentsOfFile: run.dir + "/code/project/main.swift", encoding: .utf8) == "print(1)")
        let records = try test.records(run)
        #expect(records.contains { $0.config.update.first?.nestedKey == ["_wandb", "code_path"] })
        #expect(records.contains { $0.files.files.map(\.path).contains("code/project/main.swift") })
        #expect(records.contains { $0.environment.program == source })
    }

    @Test func resumesTheLastRunThatWentWrong() async throws {
        let first = try await test.start { $0.mode = .offline }
        try await first.finish()
        let file = ResumeFile(stage: test.scratch.path + "/wandb")
        #expect(file.runID == nil)
        try file.write("left-over")
        var arguments = RunArguments()
        arguments.mode = .online
        arguments.resume = .auto
        #expect(try RunPlan(arguments, in: test.surroundings).id == "left-over")
        arguments.id = "other"
        let plan = try RunPlan(arguments, in: test.surroundings)
        #expect(plan.id == "other")
        #expect(plan.warnings == ["The unfinished run left-over is not resumed: id = \"other\" is set."])
        file.remove()
        #expect(file.runID == nil)
    }

    @Test func anActiveRunIsReturnedUnlessReinitIsAsked() async throws {
        let first = try await test.start { $0.project = "p" }
        let same = try await test.start { $0.project = "q" }
        #expect(same == first)
        let second = try await test.start {
            $0.project = "q"
            $0.reinit = true
        }
        #expect(second != first && second.project == "q")
        #expect(try test.records(first).last?.exit.exitCode == 0, "the run before is finished")
        #expect(test.runs.last === second.core)
        try await second.finish()
        #expect(test.runs.last == nil)
    }

    @Test func aDisabledRunTakesEverythingAndLeavesNothing() async throws {
        let run = try await test.start { $0.mode = .disabled }
        run.log(["a": 1, "h": try Histogram([1], numBins: 1)])
        run.summary["b"] = 2
        try run.config.update(["c": 3])
        #expect(try run.save("x*") == [])
        #expect(run.isDisabled && run.step == 0 && run.name == "dummy-\(run.id)" && run.url == nil)
        #expect(run.summary.value("b") == 2)
        try await run.finish()
        #expect(!FileManager.default.fileExists(atPath: test.scratch.path + "/wandb"))
    }

    @Test func flagsBecomeConfigWhereItSaysNothingElse() async throws {
        var test = test
        test.surroundings.arguments = ["program", "--lr", "0.5", "--layers=3"]
        let run = try await test.start {
            $0.config = ["lr": 0.1]
            $0.magic = ["metrics": false]
        }
        #expect(run.config.json == ["lr": 0.1, "layers": 3])
        try await run.finish()
    }
}
