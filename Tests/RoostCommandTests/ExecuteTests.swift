import Foundation
import Roost
import RoostJSON
import RoostLog
import Testing

@testable import roost

@Suite struct ExecuteTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        for name in ["python3", "train"] {
            try folder.write("#!/bin/sh\n", to: "bin/" + name)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: folder.path + "/bin/" + name)
        }
        try folder.write("", to: "bin/data")
        try folder.write("", to: "train.py")
    }

    private func program(_ words: String...) throws -> WrappedProgram {
        try WrappedProgram(words, path: "/nowhere:bin", directory: folder.path)
    }

    @Test func flagsOfAScriptFollowIt() throws {
        let program = try program("python3", "-u", "train.py", "--lr", "0.1")
        #expect(program.executable == folder.path + "/bin/python3")
        #expect(program.words == ["python3", "-u", "train.py", "--lr", "0.1"])
        #expect(program.program == "train.py")
        #expect(program.arguments == ["--lr", "0.1"])
    }

    @Test func flagsOfAModuleFollowIt() throws {
        let program = try program("python3", "-u", "-m", "pkg.train", "--lr", "0.1")
        #expect(program.program == "pkg.train")
        #expect(program.arguments == ["--lr", "0.1"])
    }

    @Test func flagsOfAnExecutableFollowIt() throws {
        let program = try program("train", "--data", "missing.py", "-m", "x")
        #expect(program.program == folder.path + "/bin/train")
        #expect(program.arguments == ["--data", "missing.py", "-m", "x"])
    }

    @Test func whatCannotBeRunIsNamed() {
        func failure(_ words: String...) -> CommandFailure? {
            #expect(throws: CommandFailure.self) {
                try WrappedProgram(words, path: "bin", directory: folder.path)
            }
        }
        #expect(
            failure()
                == CommandFailure(
                    .usage, "No command is given. Write it behind --, as in: roost run -- python train.py"))
        #expect(
            failure("nothing")
                == CommandFailure(
                    .commandNotFound, "There is no program nothing in the folders of PATH."))
        #expect(failure("./nothing") == CommandFailure(.commandNotFound, "There is no program ./nothing."))
        #expect(
            failure("data")
                == CommandFailure(
                    .cannotExecute, "\(folder.path)/bin/data cannot be run: it is not executable."))
        #expect(failure("bin")?.status == .commandNotFound)
        #expect(
            failure("./bin")
                == CommandFailure(.cannotExecute, "\(folder.path)/./bin cannot be run: it is a folder."))
    }

    @Test func aProgramMayJoinTheRun() {
        let variables = ChildEnvironment.variables(
            ["HOME": "/home/ada", "PYTHONUNBUFFERED": "2"], joining: (id: "3k1", project: "vision", entity: "team"),
            server: "http://localhost:8080")
        #expect(
            variables == [
                "HOME": "/home/ada", "PYTHONUNBUFFERED": "2", "WANDB_RUN_ID": "3k1", "WANDB_PROJECT": "vision",
                "WANDB_ENTITY": "team", "WANDB_BASE_URL": "http://localhost:8080", "WANDB_RESUME": "allow",
                "WANDB_CONSOLE": "off", "WANDB__DISABLE_STATS": "true", "WANDB_X_DISABLE_STATS": "true",
                "WANDB__DISABLE_META": "true", "WANDB_X_DISABLE_META": "true",
            ])
        #expect(ChildEnvironment.variables([:], joining: nil, server: nil) == ["PYTHONUNBUFFERED": "1"])
    }

    @Test func statusesAreThoseOfShells() {
        #expect(ChildProcess.End.exited(3).status == 3)
        #expect(ChildProcess.End.signalled(15).status == 143)
    }

    @Test func configPairs() throws {
        #expect(try ConfigPair("lr=0.1").value == .number(0.1))
        #expect(try ConfigPair("name=a=b").value == .string("a=b"))
        #expect(try ConfigPair("empty=").value == .string(""))
        #expect(throws: CommandFailure.self) { try ConfigPair("=1") }
    }
}

@Suite struct JoinedRunTests {
    private func run(_ config: JSONObject, _ summary: JSONObject) -> JoinedRun {
        JoinedRun(storageID: "id", config: config, summary: summary)
    }

    @Test func whatIsMissingIsPutBack() {
        let earlier = run(
            ["lr": ["value": 0.2], "inner": ["value": 1], "_wandb": ["value": ["m": [1], "t": ["1": [3]]]]],
            ["best": 42, "loss": 0.5])
        let final = run(
            ["lr": ["value": 0.1], "outer": ["value": 2], "_wandb": ["value": ["t": ["1": [5]]]]], ["loss": 0.4])
        let expected = run(
            [
                "lr": ["value": 0.2], "outer": ["value": 2], "_wandb": ["value": ["t": ["1": [5]], "m": [1]]],
                "inner": ["value": 1],
            ], ["loss": 0.4, "best": 42])
        #expect(final.restoring(earlier) == expected)
    }

    @Test func nothingIsStoredWhenNothingIsMissing() {
        let earlier = run(["lr": ["value": 0.2]], ["loss": 0.5])
        #expect(run(["lr": ["value": 0.2], "more": ["value": 1]], ["loss": 0.4]).restoring(earlier) == nil)
    }
}

@Suite struct ClientSearchTests {
    @Test func findsTheDirectoryOfAnotherClient() throws {
        let folder = try ScratchFolder()
        try folder.write("", to: "run-20260131_120000-3k1/run-3k1.wandb")
        try folder.write("", to: "run-20260131_120000-x3k1/run-x3k1.wandb")
        try folder.write("", to: "offline-run-20260131_120001-3k1/run-3k1.wandb")
        var search = ClientSearch(runID: "3k1", ownDirectory: folder.path + "/run-20260131_120000-3k1")
        let start = ContinuousClock.now
        let atFirst = search.hasFound(now: start)
        try folder.write("", to: "run-20260131_120001-3k1/run-3k1.wandb")
        let tooSoon = search.hasFound(now: start + .milliseconds(249))
        let later = search.hasFound(now: start + .milliseconds(250))
        let everAfter = search.hasFound(now: start)
        #expect([atFirst, tooSoon, later, everAfter] == [false, false, true, true])
        #expect(search.directories.map { $0.split(separator: "/").last } == ["run-20260131_120001-3k1"])
    }
}

@Suite struct ProgramLogTests {
    @Test func readsTheConfigThatAClientHasWritten() throws {
        let folder = try ScratchFolder()
        let log = try LogWriter(creating: folder.path + "/run-3k1.wandb", producer: "test")
        func item(_ path: [String], _ json: String) -> LogConfigItem {
            .with {
                if path.count == 1 { $0.key = path[0] } else { $0.nestedKey = path }
                $0.valueJson = json
            }
        }
        try log.append(
            .with { $0.run.config.update = [item(["lr"], "0.1"), item(["gone"], "1"), item(["_wandb"], "{}")] })
        try log.history(step: 0) { $0.add("loss", 0.5) }
        try log.append(
            .with {
                $0.config.update = [
                    item(["lr"], "0.2"), item(["net", "depth"], "3"), item(["net", "kind"], "\"mlp\""),
                ]
                $0.config.remove = [item(["gone"], "")]
            })
        try log.close()
        #expect(
            ProgramLog.config(in: folder.path)
                == ["lr": ["value": 0.2], "net": ["value": ["depth": 3, "kind": "mlp"]]])
        #expect(ProgramLog.config(in: folder.path + "/nothing").isEmpty)
    }
}
