import Foundation
import RoostAPI
import RoostJSON
import Testing

@testable import RoostLaunch

/// A resource that runs nothing.
private struct Nowhere: Resource {
    var name = "nowhere"

    func validate(_ arguments: JSONObject, policy: ResourcePolicy) throws(LaunchError) {
        if arguments["wrong"] != nil {
            throw .invalid(path: "resource_args.nowhere.wrong", value: "", expected: "left out")
        }
    }
    func submit(_ job: PreparedJob) async throws(LaunchError) -> JobHandle { throw .server(reason: "never") }
    func find(_ id: String, stateDirectory: String) async throws(LaunchError) -> JobHandle? { nil }
    func observe(_ handle: JobHandle) async throws(LaunchError) -> JobObservation { JobObservation(.unknown) }
    func cancel(_ handle: JobHandle) async throws(LaunchError) {}
    func logs(_ handle: JobHandle, limit: Int) async throws(LaunchError) -> String { "" }
}

@Suite struct LauncherTests {
    private let scratch: Scratch
    private let run = LaunchRun(runID: "R_1", entity: "alice", project: "p1", apiKey: "key", author: "bob")

    init() throws {
        scratch = try Scratch()
        try scratch.write("echo hello", to: "mine/main.sh")
        try scratch.write("1", to: "mine/sub/file")
        try scratch.write("1", to: "mine/wandb/other")
    }

    private func prepare(
        _ spec: JSON, policy: ResourcePolicy = ResourcePolicy(),
        sources: SourcePolicy = SourcePolicy(allowsLocalFolders: true)
    ) async throws -> PreparedJob {
        let client = try APIClient(endpoint: try Endpoint("http://127.0.0.1:1"), credentials: .apiKey("launcher"))
        let launcher = Launcher(
            client: client, resources: [Nowhere()], policy: policy, sources: sources,
            options: LauncherOptions(
                cache: scratch.path + "/cache", surroundings: ["PATH": "/usr/bin:/bin", "USER": "ann", "X_TOKEN": "t"]))
        do {
            var spec = try LaunchSpec(spec)
            spec.resource = spec.resource ?? "nowhere"
            if spec.uri == "mine" { spec.uri = scratch.path + "/mine" }
            let job = try await launcher.prepare(spec, run: run, in: scratch.path + "/attempt")
            await client.shutdown()
            return job
        } catch {
            await client.shutdown()
            throw error
        }
    }

    private func refusal(_ spec: JSON, policy: ResourcePolicy = ResourcePolicy(), sources: SourcePolicy? = nil) async
        -> String
    {
        do {
            _ = try await prepare(spec, policy: policy, sources: sources ?? SourcePolicy(allowsLocalFolders: true))
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func makesAFolderReady() async throws {
        let job = try await prepare([
            "uri": "mine", "name": "n", "overrides": ["args": ["${run_id}", "${args}"], "run_config": ["lr": 1]],
            "resource_args": [
                "nowhere": ["a": "${USER}-${project_name}-${entity_name}-${run_name}-${author}-${X_TOKEN}"]
            ],
        ])
        #expect(job.command == ["bash", "main.sh", "R_1", "--lr=1"])
        #expect(job.workDirectory == scratch.path + "/attempt/source" && job.image == nil)
        #expect(job.stateDirectory == scratch.path + "/attempt/state" && job.resource == "nowhere")
        #expect(job.arguments == ["a": "ann-p1-alice-n-bob-${X_TOKEN}"])
        #expect(job.environment["WANDB_API_KEY"] == "key" && job.environment["WANDB_RUN_ID"] == "R_1")
        #expect(job.environment["WANDB_BASE_URL"] == "http://127.0.0.1:1")
        #expect(job.environment["WANDB_CONFIG"] == "{\"lr\":1}" && job.environment["WANDB_ARTIFACTS"] == "{}")
        #expect(job.id.hasPrefix("r-1-") && job.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
        #expect(scratch.read("attempt/source/sub/file") == "1")
        #expect(scratch.read("attempt/source/wandb/other") == nil)
    }

    @Test func startsInAFolderOfTheSource() async throws {
        let job = try await prepare(["uri": "mine", "overrides": ["working_dir": "sub"]])
        #expect(job.workDirectory == scratch.path + "/attempt/source/sub")
        for wrong in ["..", "/etc", "sub/../..", "nothing", "sub/file"] {
            #expect(await !refusal(["uri": "mine", "overrides": ["working_dir": .string(wrong)]]).isEmpty)
        }
    }

    @Test func preparingAgainBeginsAnew() async throws {
        let first = try await prepare(["uri": "mine"])
        try scratch.write("left", to: "attempt/source/left")
        #expect(try await prepare(["uri": "mine"]) == first)
        #expect(scratch.read("attempt/source/left") == nil)
    }

    @Test func pythonIsTheOneThatIsHere() async throws {
        try scratch.write("", to: "mine/main.py")
        let job = try await prepare(["uri": "mine"])
        #expect(job.command.count == 2 && job.command[0].hasPrefix("/") && job.command[1] == "main.py")
    }

    @Test func notebooksBecomeScripts() async throws {
        try scratch.write(#"{"cells":[{"cell_type":"code","source":"a = 1"}]}"#, to: "mine/n.ipynb")
        let job = try await prepare(["uri": "mine", "overrides": ["entry_point": ["python3", "n.ipynb"]]])
        #expect(job.command.last == "n.py" && scratch.read("attempt/source/n.py") == "a = 1\n")
    }

    @Test func whatIsRefusedSaysWhy() async throws {
        #expect(await refusal(["uri": "mine"], sources: SourcePolicy()).contains("uri is refused"))
        let words: JSON = ["uri": "mine", "overrides": ["entry_point": ["sh"]]]
        let policy = ResourcePolicy(allowsEntryPoint: false)
        #expect(await refusal(words, policy: policy).contains("overrides.entry_point is refused"))
        #expect(await refusal(["uri": "mine"], policy: policy) == "")
        #expect(await refusal(["uri": "mine", "resource": "mars"]).contains("resource is 'mars'"))
        #expect(await refusal(["docker": ["docker_image": "busybox"]]).contains("docker.docker_image"))
        #expect(await refusal(["uri": "mine", "resource_args": ["nowhere": ["wrong": 1]]]).contains("nowhere.wrong"))
        #expect(await refusal(["uri": "mine", "git": ["version": "-x"]]).contains("git.version"))
        #expect(await refusal(["uri": "ext::sh -c id"]).contains("uri is refused"))
        #expect(await refusal([:]).contains("exactly one"))
        #expect(await refusal(["uri": "/nowhere/at/all"]).contains("there is no folder"))
    }
}
