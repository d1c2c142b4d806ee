import Foundation
import RoostJSON
import Testing

@testable import Roost

@Suite struct RunEnvironmentTests {
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func environment(_ change: (inout EnvironmentProbe.Facts) -> Void = { _ in }) throws -> RunEnvironment {
        _ = try scratch.file(
            "cpuinfo",
            """
            processor\t: 0
            model name\t: Fast CPU: 3 GHz
            physical id\t: 0
            core id\t\t: 0

            processor\t: 1
            model name\t: Fast CPU: 3 GHz
            physical id\t: 0
            core id\t\t: 0

            processor\t: 2
            physical id\t: 1
            core id\t\t: 0

            """)
        _ = try scratch.file("meminfo", "MemTotal:       2048 kB\n")
        var facts = EnvironmentProbe.Facts(
            program: "main.swift", arguments: ["--lr", "0.1"], root: "/data",
            startedAt: Date(timeIntervalSince1970: 1_763_712_000.25), workingDirectory: scratch.path,
            variables: [
                "WANDB_USER_EMAIL": "ada@example.org", "USER": "ada", "SLURM_JOB_ID": "17", "SLURM_NTASKS": "4",
                "WANDB_DOCKER": "image@sha256:1",
            ], usesGit: false, diskPaths: ["/"])
        change(&facts)
        let roots = SystemProbe.Roots(proc: scratch.path, sys: scratch.path, nvml: [])
        return EnvironmentProbe(roots: roots).environment(facts)
    }

    @Test func describesMachineAndProgram() throws {
        let json = try environment().json
        #expect(json["startedAt"] == "2025-11-21T08:00:00.250000Z")
        #expect(json["args"] == ["--lr", "0.1"])
        #expect(json["program"] == .string("\(scratch.path)/main.swift"))
        #expect(json["codePathLocal"] == "main.swift")
        #expect(json["codePath"] == nil)
        #expect(json["git"] == nil)
        #expect(json["email"] == "ada@example.org")
        #expect(json["username"] == "ada")
        #expect(json["root"] == "/data")
        #expect(json["docker"] == "image@sha256:1")
        #expect(json["cpu_count"] == 2)
        #expect(json["cpu_count_logical"] == 3)
        #expect(json["cpu"] == ["count": 2, "countLogical": 3, "model": "Fast CPU: 3 GHz"])
        #expect(json["memory"] == ["total": "2097152"])
        #expect(json["slurm"] == ["job_id": "17", "ntasks": "4"])
        #expect(json["gpu"] == nil)
        #expect(json["os"]?.stringValue?.hasPrefix("Linux-") == true)
        #expect(json["python"]?.stringValue?.hasPrefix("Swift ") == true)
        let total = try #require(json["disk"]?["/"]?["total"]?.stringValue.flatMap { UInt64($0) })
        #expect(total > 0)
    }

    @Test func leavesOutWhatIsNotKnown() throws {
        let json = try environment { facts in
            facts.program = ""
            facts.arguments = []
            facts.variables = [:]
            facts.diskPaths = ["/no/such/path"]
        }.json
        for key in [
            "program", "args", "codePath", "codePathLocal", "email", "username", "docker", "disk", "slurm", "writerId",
        ] {
            #expect(json[key] == nil, "\(key)")
        }
    }

    @Test func describesGraphicsProcessors() throws {
        var environment = try environment()
        let path = "class/drm/card0/device"
        _ = try scratch.file("\(path)/vendor", "0x1002\n")
        _ = try scratch.file("\(path)/mem_info_vram_total", "1024\n")
        environment.gpus = GPUFacts(roots: .init(sys: scratch.path, nvml: []))
        #expect(environment.json["gpu"] == "AMD GPU")
        #expect(environment.json["gpu_count"] == 1)
        #expect(environment.json["gpu_amd"] == [["id": "", "model": "AMD GPU", "memoryTotal": "1024"]])
        #expect(environment.json["gpu_nvidia"] == nil)
    }

    @Test func readsTheResolvedPackages() throws {
        let third = """
            {"originHash": "x", "pins": [
              {"identity": "zeta", "kind": "remoteSourceControl", "state": {"revision": "abc", "version": "1.2.3"}},
              {"identity": "alpha", "state": {"branch": "main", "revision": "def"}}
            ], "version": 3}
            """
        let first =
            #"{"object": {"pins": [{"package": "Old", "state": {"branch": null, "revision": "r", "version": "0.1.0"}}]}, "version": 1}"#
        _ = try scratch.file("Package.resolved", third)
        _ = try scratch.file("old/Package.resolved", first)
        _ = try scratch.file("a/b/main.swift", "")
        #expect(ResolvedPackages(nearest: scratch.path + "/a/b")?.requirements == "alpha==def\nzeta==1.2.3\n")
        #expect(ResolvedPackages(nearest: scratch.path + "/old")?.requirements == "Old==0.1.0\n")
        #expect(ResolvedPackages(nearest: scratch.path + "/a/b", root: scratch.path + "/a") == nil)
        let broken = try scratch.file("c/Package.resolved", "{")
        #expect(ResolvedPackages(path: broken) == nil)
    }

    @Test func looksAtThisMachine() {
        let facts = EnvironmentProbe.Facts()
        let environment = EnvironmentProbe().environment(facts)
        #expect(environment.host.memoryBytes > 1 << 20)
        #expect(environment.host.logicalCPUCount >= environment.host.cpuCount)
        #expect(environment.executable.hasPrefix("/"))
        #expect(!environment.host.name.isEmpty)
    }
}
