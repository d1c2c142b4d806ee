import Foundation
import Testing

@testable import Roost

@Suite struct FolderWalkTests {
    @Test func findsFilesInOrder() throws {
        let scratch = try ScratchDirectory()
        for name in [
            "b/2.x", "b/1.x", "a/c/3.x", "a/4.y", "5.x", ".git/6.x", "node_modules/7.x", "wandb/8.x", "a/.9.x",
        ] {
            _ = try scratch.file(name, "")
        }
        // A link to a folder may lead round in circles.
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/a/loop", withDestinationPath: scratch.path)
        let walk = FolderWalk(root: scratch.path) { $0.hasSuffix(".x") }
        let found = walk.files().map { String($0.path.dropFirst(scratch.path.count + 1)) }
        #expect(found == ["5.x", "a/.9.x", "a/c/3.x", "b/1.x", "b/2.x"])
        #expect(FolderWalk(root: "/no/such/folder") { _ in true }.files().isEmpty)
    }

    @Test func goesDownOnlySoFar() throws {
        let scratch = try ScratchDirectory()
        let deep = (0...WatchLimits.depthOfWalk).map { "d\($0)" }.joined(separator: "/")
        _ = try scratch.file("\(deep)/x", "")
        _ = try scratch.file("d0/x", "")
        #expect(FolderWalk(root: scratch.path) { $0 == "x" }.files().map(\.path) == ["\(scratch.path)/d0/x"])
    }
}
