import Foundation
import RoostJSON
import Testing

@testable import RoostSync

struct GlobPatternTests {
    @Test(arguments: [
        ("*", "", true), ("*", "abc", true), ("a*c", "abbc", true), ("a*c", "abcd", false), ("?", "a", true),
        ("?", "", false), ("*.tmp", "logs/x.tmp", true), ("run-[0-9]*", "run-7", true), ("run-[0-9]*", "run-x", false),
        ("[!a]b", "cb", true), ("[!a]b", "ab", false), ("a[", "a[", true), ("*a*b*", "xxaxxbxx", true),
        ("*a*b", "ab-ab-a", false),
    ])
    func matches(pattern: String, text: String, expected: Bool) {
        #expect(GlobPattern(pattern).matches(text) == expected)
    }
}

struct YAMLTextTests {
    @Test func blockStyle() throws {
        let members = try JSON(
            parsing: #"{"b": {"value": [1, {"x": null}, [], "yes"]}, "a": {"value": "two words"}, "0": -0.5, "n": NaN}"#
        ).objectValue
        #expect(
            YAMLText.text(of: members ?? [:]) == """
                "0": -0.5
                a:
                    value: "two words"
                b:
                    value:
                        - 1
                        -
                            x: null
                        - []
                        - "yes"
                "n": .nan

                """)
    }
}

struct SyncStateTests {
    @Test func roundTrip() throws {
        var state = SyncState(destination: "http://server  p ")
        state.base = SyncState.Lines(history: 1, events: 2, console: 3)
        state.sent = SyncState.Lines(history: 4, events: 5, console: 6)
        state.stepShift = 7
        state.runtimeShift = 8
        state.alerts = 9
        state.artifacts = 10
        state.exitCode = -1
        state.files["media/a b.png"] = SyncState.FileMark(bytes: 11, modifiedNanoseconds: 12)
        #expect(SyncState(try JSON(parsing: state.json.text)) == state)
    }

    @Test func otherFilesAreRefused() throws {
        let directory = try TemporaryDirectory()
        let log = directory.file("run-x.wandb")
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let file = try StateFile(besideLog: log)
        #expect(try file.load(for: "d") == nil)
        let state = SyncState(destination: "d")
        try file.save(state)
        #expect(try file.load(for: "d") == state)
        #expect(try file.load(for: "elsewhere") == nil)
        _ = FileManager.default.createFile(atPath: file.path, contents: Data("{}".utf8))
        #expect(throws: SyncError.state(path: file.path, reason: "the file is not what this program writes there")) {
            try file.load(for: "d")
        }
        #expect(throws: SyncError.busy(path: log)) { try StateFile(besideLog: log) }
    }
}

struct LocalRunTests {
    @Test func directoriesAreFound() throws {
        let directory = try TemporaryDirectory()
        for name in ["run-20260102_120000-b-2", "offline-run-20260101_120000-a", "other"] {
            try FileManager.default.createDirectory(
                atPath: directory.file("wandb/\(name)"), withIntermediateDirectories: true)
        }
        let runs = LocalRun.all(in: directory.path + "/")
        #expect(runs.map(\.runID) == ["a", "b-2"])
        #expect(runs.map(\.isOffline) == [true, false])
        #expect(runs.map(\.start) == ["20260101_120000", "20260102_120000"])
        #expect(!runs[0].isSynced)
        _ = FileManager.default.createFile(atPath: runs[0].marker, contents: nil)
        #expect(runs[0].isSynced)
        #expect(throws: SyncError.noLog(directory: directory.file("wandb/other"))) {
            try LocalRun(path: directory.file("wandb/other"))
        }
        _ = FileManager.default.createFile(atPath: directory.file("wandb/other/run-c.wandb"), contents: nil)
        #expect(try LocalRun(path: directory.file("wandb/other/")).runID == "c")
        let byLog = try LocalRun(path: directory.file("wandb/other/run-c.wandb"))
        #expect(byLog.files == directory.file("wandb/other/files"))
    }
}

struct SyncPoliciesTests {
    /// A line that is dead without saying so is given up, also by an uploader that waits for a server for ever.
    @Test(arguments: [(Int64(0), 60.0), (8192, 61), (81_920_000, 10_060), (1 << 40, 86_400)])
    func uploadsHaveTimeForTheirSize(bytes: Int64, seconds: Double) {
        let policy = SyncPolicies(patienceSeconds: .infinity).transfer(bytes: bytes)
        #expect(policy.attemptTimeoutSeconds == seconds && policy.deadlineSeconds == .infinity)
    }
}
