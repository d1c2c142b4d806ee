import Foundation
import Testing

@testable import Roost

@Suite struct RunDirectoryTests {
    private let start = Date(timeIntervalSince1970: 1_767_268_800)

    @Test func startsAtOnceGetFoldersOfTheirOwn() async throws {
        let scratch = try ScratchDirectory()
        let stage = scratch.path + "/wandb"
        let paths = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<64 {
                group.addTask { [start] in
                    try RunDirectory.create(stage: stage, runID: "same", isOffline: true, start: start).path
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let expected = (0..<64).map { second in
            RunDirectory(stage: stage, runID: "same", isOffline: true, start: start + Double(second)).path
        }
        #expect(paths.sorted() == expected.sorted())
        for path in paths {
            #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["files", "logs", "tmp"])
        }
    }

    @Test func aFolderIsNeverShared() throws {
        let scratch = try ScratchDirectory()
        for second in 0..<RunLimits.startsPerSecond {
            let taken = RunDirectory(
                stage: scratch.path, runID: "same", isOffline: false, start: start + Double(second))
            try FileManager.default.createDirectory(atPath: taken.path, withIntermediateDirectories: false)
        }
        let error = #expect(throws: RunError.self) {
            try RunDirectory.create(stage: scratch.path, runID: "same", isOffline: false, start: start)
        }
        #expect(error?.message.contains("the run was started 1000 times at once") == true)
        // Another run is not in the way.
        _ = try RunDirectory.create(stage: scratch.path, runID: "other", isOffline: false, start: start)
    }

    @Test func theReasonIsTold() throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.file("taken", "")
        let error = #expect(throws: RunError.self) {
            try RunDirectory.create(stage: file + "/wandb", runID: "a", isOffline: false, start: start)
        }
        #expect(error?.message.contains("\(file)/wandb cannot be made") == true)
    }
}
