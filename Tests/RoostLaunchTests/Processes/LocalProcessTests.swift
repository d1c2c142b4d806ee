import Foundation
import RoostJSON
import Testing

@testable import RoostLaunch

@Suite struct LocalProcessTests {
    private let scratch: Scratch
    private let resource: LocalProcess

    init() throws {
        scratch = try Scratch()
        let supervisor = try #require(
            ProgramSearch.roost(environment: [:]), "the executable roost is built beside the tests")
        resource = LocalProcess(
            supervisor: supervisor,
            surroundings: ["PATH": "/usr/bin:/bin", "WANDB_API_KEY": "the-launchers-key", "EDITOR": "ed"])
    }

    private func job(
        _ words: [String], id: String = "j1", arguments: JSONObject = [:], _ environment: [String: String] = [:]
    )
        -> PreparedJob
    {
        PreparedJob(
            id: id, runID: "r1", resource: "local-process", workDirectory: scratch.path,
            stateDirectory: scratch.path + "/state", command: words, environment: environment, arguments: arguments)
    }

    private func end(of handle: JobHandle) async throws -> JobObservation {
        let isOver = try await eventually { try await resource.observe(handle).state.isFinal }
        #expect(isOver)
        return try await resource.observe(handle)
    }

    @Test func runsWordsInTheFolder() async throws {
        let handle = try await resource.submit(job(["sh", "-c", "pwd; printf '%s|' \"$@\"", "x", "a b", "$(id)", ";"]))
        let end = try await end(of: handle)
        #expect(end.state == .finished && end.exitCode == 0)
        let logs = try await resource.logs(handle, limit: 1000)
        #expect(logs.split(separator: "\n") == [Substring(scratch.path), "a b|$(id)|;|"])
    }

    @Test func givesTheJobItsOwnVariables() async throws {
        let words = ["sh", "-c", "env > env; test \"$WANDB_API_KEY\" = the-jobs-own-key"]
        let handle = try await resource.submit(
            job(words, arguments: ["env": ["OMP_NUM_THREADS": 2]], ["WANDB_API_KEY": "the-jobs-own-key"]))
        #expect(try await end(of: handle).state == .finished)
        let variables = try #require(scratch.read("env")).split(separator: "\n")
        #expect(variables.contains("EDITOR=ed") && variables.contains("OMP_NUM_THREADS=2"))
        #expect(!variables.contains { $0.contains("the-launchers-key") })
    }

    @Test func keepsSecretsOutOfItsLogAndItsFilesToItsOwner() async throws {
        let handle = try await resource.submit(
            job(
                ["sh", "-c", "echo $WANDB_API_KEY $HF_TOKEN"],
                ["WANDB_API_KEY": "0123456789", "HF_TOKEN": "abcdefghij"]))
        _ = try await end(of: handle)
        #expect(try await resource.logs(handle, limit: 1000) == "******** ********\n")
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/state") {
            let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + "/state/" + name)
            #expect((attributes[.posixPermissions] as? Int) == 0o600, "\(name)")
            #expect(scratch.read("state/" + name)?.contains("0123456789") == false, "\(name)")
        }
    }

    @Test func tellsHowAProgramEnded() async throws {
        let failed = try await resource.submit(job(["sh", "-c", "exit 3"]))
        #expect(try await end(of: failed).exitCode == 3)
        let killed = LocalProcessTests.other(job(["sh", "-c", "kill -9 $$"], id: "j2"), scratch.path + "/state2")
        let end = try await end(of: try await resource.submit(killed))
        #expect(end.state == .failed && end.exitCode == 137 && end.message == "ended by signal 9")
    }

    private static func other(_ job: PreparedJob, _ directory: String) -> PreparedJob {
        var job = job
        job.stateDirectory = directory
        return job
    }

    @Test func submittingTwiceStartsOnce() async throws {
        let job = job(["sh", "-c", "echo x >> starts; sleep 0.2"])
        async let first = resource.submit(job)
        async let second = resource.submit(job)
        let (one, two) = try await (first, second)
        #expect(one == two)
        _ = try await end(of: one)
        #expect(try await resource.submit(job) == one)
        #expect(try await resource.observe(one).state == .finished)
        #expect(scratch.read("starts") == "x\n")
        await #expect(throws: LaunchError.self) { try await resource.submit(self.job(["true"], id: "another")) }
    }

    @Test func isFoundFromTheDiskAlone() async throws {
        #expect(try await resource.find("j1", stateDirectory: scratch.path + "/state") == nil)
        let handle = try await resource.submit(job(["true"]))
        let another = LocalProcess(supervisor: "/nothing", surroundings: [:])
        #expect(try await another.find("j1", stateDirectory: scratch.path + "/state") == handle)
        #expect(try await another.find("j2", stateDirectory: scratch.path + "/state") == nil)
        _ = try await end(of: handle)
        #expect(try await another.observe(handle).state == .finished)
    }

    @Test func cancellingEndsAllProcesses() async throws {
        let script =
            "trap '' TERM; setsid sleep 500 & echo $! > leaver; (sleep 500 & echo $! > orphan); echo $$ > main; wait"
        let handle = try await resource.submit(job(["sh", "-c", script], arguments: ["grace_seconds": 0.2]))
        #expect(try await eventually { scratch.read("main")?.hasSuffix("\n") == true })
        let pids = ["leaver", "orphan", "main"].compactMap { scratch.read($0).flatMap { pid_t($0.dropLast()) } }
        #expect(pids.count == 3 && pids.allSatisfy { kill($0, 0) == 0 })
        #expect(try await resource.observe(handle).state == .running)
        try await resource.cancel(handle)
        #expect(try await end(of: handle).state == .stopped)
        #expect(pids.allSatisfy { kill($0, 0) != 0 })
    }

    @Test func aProgramMayEndByItselfWhenItIsAsked() async throws {
        let handle = try await resource.submit(
            job(["sh", "-c", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done"]))
        #expect(try await eventually { try await resource.logs(handle, limit: 100) == "up\n" })
        try await resource.cancel(handle)
        let end = try await end(of: handle)
        #expect(end.state == .stopped && end.exitCode == 0)
        #expect(try await resource.logs(handle, limit: 100).hasSuffix("bye\n"))
    }

    @Test func aLeaseThatRunsOutEndsTheJobAtOnce() async throws {
        let handle = try await resource.submit(
            job(["sh", "-c", "trap '' TERM; echo $$ > main; while :; do sleep 0.05; done"]))
        try JobDirectory(handle.stateDirectory).renew(seconds: 60)
        #expect(try await eventually { scratch.read("main")?.hasSuffix("\n") == true })
        #expect(try await resource.observe(handle).state == .running)
        try JobDirectory(handle.stateDirectory).renew(seconds: 0)
        let end = try await end(of: handle)
        #expect(end.state == .failed && end.exitCode == 137)
        #expect(end.message == "ended because its agent did not renew the lease in time")
    }

    @Test func aKilledSupervisorLosesTheJobAndLeavesNothing() async throws {
        let handle = try await resource.submit(job(["sh", "-c", "echo $$ $PPID > main; setsid sleep 500; sleep 500"]))
        #expect(try await eventually { scratch.read("main")?.hasSuffix("\n") == true })
        let pids = try #require(scratch.read("main")).split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
        kill(pids[1], SIGKILL)
        let end = try await end(of: handle)
        #expect(end.state == .failed && end.message == "the process that watched over the job was killed")
        #expect(try await eventually { ProcessTree.marked(handle.stateDirectory).isEmpty })
    }

    @Test func whatCannotStartSaysWhy() async throws {
        let error = await #expect(throws: LaunchError.self) { try await resource.submit(self.job(["no-such-program"])) }
        #expect(error?.description.contains("no-such-program") == true)
        var withImage = job(["true"])
        withImage.image = "x"
        await #expect(throws: LaunchError.self) { try await resource.submit(withImage) }
        #expect(throws: LaunchError.self) { try resource.validate(["x": 1], policy: ResourcePolicy()) }
        #expect(throws: LaunchError.self) {
            try resource.validate(["env": ["LD_PRELOAD": "x"]], policy: ResourcePolicy())
        }
        #expect(throws: LaunchError.self) { try resource.validate(["environment": "other"], policy: ResourcePolicy()) }
        #expect(throws: LaunchError.self) { try resource.validate(["grace_seconds": -1], policy: ResourcePolicy()) }
    }
}
