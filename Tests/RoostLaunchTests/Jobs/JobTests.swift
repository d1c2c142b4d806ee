import Foundation
import RoostJSON
import Testing

@testable import RoostLaunch

struct JobTests {
    @Test func readsARepositoryJob() throws {
        let text = """
            {"_version": "v0", "source_type": "repo", "source": {"git": {"remote": "https://g.example/a.git", \
            "commit": "abc"}, "entrypoint": ["python3.11", "sub/tr.py"], "notebook": true, "build_context": "b", \
            "dockerfile": "D", "base_image": null}, "input_types": {"wb_type": "typedDict", "params": {"type_map": \
            {"lr": {"wb_type": "number"}}}}, "output_types": {"wb_type": "typedDict", "params": {"type_map": {}}}, \
            "runtime": "CPython 3.11.7"}
            """
        let job = try Job(document: JSON(parsing: text))
        #expect(job.source == .repository(remote: "https://g.example/a.git", commit: "abc"))
        #expect(job.entrypoint == ["python3.11", "sub/tr.py"])
        #expect(job.isNotebook)
        #expect(job.buildContext == "b")
        #expect(job.dockerfile == "D")
        #expect(job.baseImage == nil)
        #expect(job.inputTypes == .dictionary(["lr": .number]))
        #expect(job.runtime?.pythonVersion == "3.11")
        #expect(!job.isPartial)
    }

    @Test func writesWhatItReads() throws {
        var image = Job(source: .image("ubuntu:22.04", arguments: ["-v"]), entrypoint: ["run"])
        image.services = ["db": "kind: Pod"]
        var code = Job(
            source: .artifact("wandb-artifact://_id/QXJ0"), entrypoint: ["swift", "run", "Train"],
            runtime: JobRuntime("Swift 6.3"))
        code.baseImage = "swift:6.3"
        code.outputTypes = .dictionary(["x": .list(.union([.none, .number]), length: 2), "y": .any])
        for job in [image, code] {
            #expect(try Job(document: JSON(parsing: job.document.text)) == job)
        }
    }

    @Test func readsTheRuntime() {
        #expect(JobRuntime("3.11.7").pythonVersion == "3.11")
        #expect(JobRuntime("CPython 3.9").pythonVersion == "3.9")
        #expect(JobRuntime("Swift 6.3").pythonVersion == nil)
        #expect(JobRuntime("Swift 6.3").isSwift)
        #expect(JobRuntime("3").pythonVersion == nil)
        #expect(JobRuntime("CPython 3.11.7").description == "CPython 3.11.7")
    }

    @Test(arguments: [
        (#"{"source_type": "repo", "source": {}}"#, "source.git.remote"),
        (#"{"source_type": "git"}"#, "source_type"),
        (#"{"source_type": "image", "source": {"image": 3}}"#, "source.image"),
        (#"{"source_type": "image", "source": {"image": "a", "args": ["b", 1]}}"#, "source.args[1]"),
        (#"{"_version": "v1"}"#, "_version"),
    ])
    func namesWhatIsWrong(text: String, path: String) throws {
        let json = try JSON(parsing: text)
        let error = try #require(throws: LaunchError.self) { try Job(document: json) }
        guard case .invalid(let found, _, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(found == path)
    }

    @Test func readsAFolder() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(throws: LaunchError.notFound(kind: "job", name: "\(folder)/wandb-job.json")) {
            try Job(artifactDirectory: folder)
        }
        let job = Job(source: .image("a", arguments: []))
        try job.document.text.write(toFile: "\(folder)/wandb-job.json", atomically: false, encoding: .utf8)
        try "# pip\nnumpy==1.0\n\nwandb==0.31.0\r\n".write(
            toFile: "\(folder)/requirements.frozen.txt", atomically: false, encoding: .utf8)
        try "diff".write(toFile: "\(folder)/diff.patch", atomically: false, encoding: .utf8)
        let read = try Job(artifactDirectory: folder)
        #expect(read.requirements == ["numpy==1.0", "wandb==0.31.0"])
        #expect(read.patch == Array("diff".utf8))
        #expect(!read.isPartial)
        #expect(try Job(artifactDirectory: folder, metadata: ["_partial": true]).isPartial)
    }

    @Test(arguments: [
        ("[1, 2]", #"{"wb_type":"list","params":{"element_type":{"wb_type":"number"},"length":2}}"#),
        ("[]", #"{"wb_type":"list","params":{"element_type":{"wb_type":"unknown"},"length":0}}"#),
        (#"[1, "a"]"#, #"{"wb_type":"list","params":{"element_type":{"wb_type":"invalid"},"length":2}}"#),
        (
            "[null, 1]",
            #"{"wb_type":"list","params":{"element_type":{"wb_type":"union","params":{"allowed_types":"#
                + #"[{"wb_type":"none"},{"wb_type":"number"}]}},"length":2}}"#
        ),
        (
            "[[1, 2], [3]]",
            #"{"wb_type":"list","params":{"element_type":{"wb_type":"list","params":{"element_type":"#
                + #"{"wb_type":"number"},"length":1}},"length":2}}"#
        ),
        (
            #"{"x": {"y": 1.5}}"#,
            #"{"wb_type":"typedDict","params":{"type_map":{"x":{"wb_type":"typedDict","params":{"type_map":"#
                + #"{"y":{"wb_type":"number"}}}}}}}"#
        ),
    ])
    func infersTypesAsTheOfficialClient(value: String, type: String) throws {
        #expect(JobType(of: try JSON(parsing: value)).json.text == type)
    }
}
