import Foundation
import Synchronization
import Testing

@testable import Roost

@Suite struct TensorBoardFollowerTests {
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func write(_ folder: String, _ tag: String, seconds: Int = 100, host: String = "box") throws {
        _ = try scratch.file(
            "\(folder)/events.out.tfevents.\(seconds).\(host)", EventBytes.scalarRecord(step: 1, tag, 0.5))
    }

    private func findings(_ files: inout EventFileSet, isLast: Bool = false) -> [String] {
        var found: [String] = []
        files.look(isLast: isLast) { found.append(FindingText.text($0)) }
        return found
    }

    private func fileSet(patience: Duration = .zero) -> EventFileSet {
        EventFileSet(root: scratch.path, host: "box", since: 50, folders: EventFolders(patience: patience))
    }

    @Test func aLoneFolderHasNoNamespace() throws {
        try write("logs/train", "loss")
        var files = fileSet()
        #expect(
            findings(&files) == ["file logs/train/events.out.tfevents.100.box", "[] 1 @1001.0 loss=0.5 global_step=1"])
        #expect(findings(&files).isEmpty)
    }

    @Test func severalFoldersAreNamedFromWhatTheyShare() throws {
        try write("logs/train", "loss")
        try write("logs/val", "loss")
        try write("logs/train/extra", "x")
        var files = fileSet(patience: .seconds(1000))
        #expect(
            findings(&files) == [
                "file train/events.out.tfevents.100.box", "[train] 1 @1001.0 train/loss=0.5 train/global_step=1",
                "file train/extra/events.out.tfevents.100.box",
                "[train/extra] 1 @1001.0 train/extra/x=0.5 train/extra/global_step=1",
                "file val/events.out.tfevents.100.box", "[val] 1 @1001.0 val/loss=0.5 val/global_step=1",
            ])
    }

    @Test func aFolderThatHoldsTheOthersHasNoNamespace() throws {
        try write("logs", "a")
        try write("logs/b", "a")
        var files = fileSet(patience: .seconds(1000))
        #expect(
            findings(&files).filter { $0.hasPrefix("[") } == [
                "[] 1 @1001.0 a=0.5 global_step=1", "[b] 1 @1001.0 b/a=0.5 b/global_step=1",
            ])
    }

    @Test func aLoneFolderWaitsForASecond() throws {
        try write("logs/a", "x")
        var files = fileSet(patience: .seconds(1000))
        #expect(findings(&files).isEmpty)
        try write("logs/b", "x")
        #expect(
            findings(&files, isLast: true).filter { $0.hasPrefix("[") } == [
                "[a] 1 @1001.0 a/x=0.5 a/global_step=1", "[b] 1 @1001.0 b/x=0.5 b/global_step=1",
            ])
    }

    @Test func whatIsDecidedStays() throws {
        try write("logs/a", "x")
        var files = fileSet()
        #expect(findings(&files).last == "[] 1 @1001.0 x=0.5 global_step=1")
        try write("logs/b", "x")
        #expect(findings(&files, isLast: true).last == "[b] 1 @1001.0 b/x=0.5 b/global_step=1")
    }

    @Test func leavesOtherHostsAndOlderFilesAndHiddenFolders() throws {
        try write("a", "x", seconds: 49)
        try write("b", "x", host: "other")
        try write(".hidden", "x")
        try write("wandb/run-1/files", "x")
        var files = fileSet()
        #expect(findings(&files, isLast: true).isEmpty)
    }

    @Test func tellsOnceWhatIsBroken() throws {
        var bytes = EventBytes.scalarRecord(step: 1, "a", 1)
        bytes += EventBytes.record([0xFF])
        bytes += EventBytes.scalarRecord(step: 2, "a", 1).dropLast()
        let path = try scratch.file("t/events.out.tfevents.60.box", bytes)
        var files = fileSet()
        let found = findings(&files, isLast: true)
        #expect(found.count == 4)
        #expect(found[2] == "problem A record of the TensorBoard file \(path) is no event.")
        #expect(found[3].contains("is broken at byte"))
    }

    @Test func handsOverEverythingBeforeItStops() throws {
        let found = Mutex<[String]>([])
        let follower = TensorBoardFollower(root: scratch.path) { finding in
            found.withLock { $0.append(FindingText.text(finding)) }
        }
        try write("late", "x")
        follower.stop()
        follower.stop()
        #expect(found.withLock { $0 } == ["file late/events.out.tfevents.100.box", "[] 1 @1001.0 x=0.5 global_step=1"])
    }

    @Test func findsWhatFoldersShare() {
        #expect(EventFolders.common(["/a/b/c", "/a/b/d"]) == "/a/b")
        #expect(EventFolders.common(["/a/bc", "/a/bd"]) == "/a")
        #expect(EventFolders.common(["/a", "/b"]) == "")
        #expect(EventFolders.common([]) == "")
    }
}
