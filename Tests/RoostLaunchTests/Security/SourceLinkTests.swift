import Foundation
import Testing

@testable import RoostLaunch

@Suite struct SourceLinkTests {
    private let source: Scratch
    private let outside: Scratch

    init() throws { (source, outside) = (try Scratch(), try Scratch()) }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: source.path + "/" + name, withDestinationPath: target)
    }

    @Test func linksOfTheSourceAreNotRead() throws {
        try outside.write("machine host password secret\n", to: "netrc")
        try link("requirements.txt", to: outside.path + "/netrc")
        try link("Dockerfile.wandb", to: outside.path + "/netrc")
        #expect(Requirements.find(in: source.path, frozen: ["a"]) == ["a"])
        let plan = try ImageBuilder.Plan(
            ImageSource(name: "x", directory: source.path, entryPoint: ["python", "main.py"]))
        #expect(!plan.isOwn && !plan.text.contains("secret"))
        #expect(throws: LaunchError.self) {
            try ImageBuilder.Plan(
                ImageSource(name: "x", directory: source.path, entryPoint: [], dockerfile: "Dockerfile.wandb"))
        }
    }

    @Test func linksOfTheSourceAreNotWrittenThrough() throws {
        try link(".roost-launch", to: outside.path)
        let image = ImageSource(name: "x", directory: source.path, entryPoint: ["python", "main.py"])
        try ImageBuilder.Plan(image).write()
        #expect(source.read(".roost-launch/Dockerfile") != nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
    }

    @Test func foldersStayInTheSource() throws {
        try link("out", to: outside.path)
        for wrong in ["out", "out/x", "..", "/etc"] {
            #expect(throws: LaunchError.self) { try SourcePath.inside(source.path, wrong, path: "x") }
            // A program by its absolute path is no part of the source.
            if wrong.hasPrefix("/") { continue }
            #expect(throws: LaunchError.self) {
                try ImageBuilder.Plan(
                    ImageSource(name: "x", directory: source.path, entryPoint: ["python", "\(wrong)/main.py"]))
            }
        }
        #expect(try SourcePath.inside(source.path, "./a/./b", path: "x") == source.path + "/a/b")
    }

    @Test func aBaseImageIsOneLine() async throws {
        let engine = try ContainerEngine(surroundings: ["PATH": "/usr/bin:/bin", "ROOST_CONTAINER_ENGINE": "/bin/true"])
        for wrong in ["x\nRUN touch /tmp/x", "x AS y", "dir:/etc"] {
            await #expect(throws: LaunchError.self) {
                try await ImageBuilder(engine: engine).build(
                    ImageSource(name: "x", directory: source.path, entryPoint: ["a"], baseImage: wrong))
            }
        }
    }

    @Test func dockerfilesHoldWordsAsTheyAre() {
        let file = Dockerfile(
            ImageSource(
                name: "x", directory: "/", entryPoint: ["python", "a\nRUN x", "$(id)\""], requirements: ["a"],
                pythonVersion: "3.11"))
        #expect(file.text.hasPrefix("FROM docker.io/library/python:3.11-bookworm\n"))
        #expect(file.text.hasSuffix("ENTRYPOINT [\"python\",\"a\\nRUN x\",\"$(id)\\\"\"]\n"))
    }
}
