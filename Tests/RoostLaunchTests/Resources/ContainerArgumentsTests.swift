import RoostJSON
import Testing

@testable import RoostLaunch

@Suite struct ContainerArgumentsTests {
    private func flags(_ arguments: JSONObject, allowed: Set<String> = [], _ engine: ContainerEngine.Kind = .podman)
        throws
        -> [String]
    {
        try ContainerArguments(arguments, policy: ResourcePolicy(allowedArguments: allowed), engine: engine).flags
    }

    @Test func limitsBecomeOptions() throws {
        #expect(
            try flags(["m": "1g", "cpus": 1.5, "shm-size": "64m", "ulimit": ["nofile=10", "core=0"], "w": "/x"])
                == [
                    "--memory=1g", "--cpus=1.5", "--shm-size=64m", "--ulimit=nofile=10", "--ulimit=core=0",
                    "--workdir=/x",
                ])
        #expect(try flags(["gpus": "all"]) == ["--device=nvidia.com/gpu=all"])
        #expect(try flags(["gpus": 2]) == ["--device=nvidia.com/gpu=0", "--device=nvidia.com/gpu=1"])
        #expect(try flags(["gpus": "all"], .docker) == ["--gpus=all"])
        #expect(try flags(["name": "x", "builder": [:]]) == [])
    }

    @Test func variablesAreNoOptions() throws {
        let arguments = try ContainerArguments(
            ["e": ["A=1", "B=x=y"], "env": ["C": 3]], policy: ResourcePolicy(), engine: .podman)
        #expect(arguments.flags == [] && arguments.variables == ["A": "1", "B": "x=y", "C": "3"])
    }

    @Test(arguments: [
        "privileged", "volume", "v", "mount", "device", "cap-add", "security-opt", "network", "net", "pid", "ipc",
        "userns",
        "uts", "cgroupns", "user", "u", "add-host", "dns", "env-file", "label", "runtime", "cgroup-parent", "group-add",
        "volumes-from", "tmpfs", "sysctl", "entrypoint", "init", "rm", "pull", "hooks-dir", "log-driver", "publish",
        "p",
        "cidfile", "oom-score-adj", "device-cgroup-rule", "storage-opt", "restart", "secret", "conmon-pidfile",
    ])
    func whatLeadsOutIsForbidden(name: String) throws {
        let error = #expect(throws: LaunchError.self) { try flags([name: "x"]) }
        guard case .forbidden(let path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(path == "resource_args.local-container.\(name)")
        #expect(try flags([name: "x"], allowed: [name]) == [name.count == 1 ? "-\(name)=x" : "--\(name)=x"])
    }

    @Test func theOwnerGrantsFlags() throws {
        #expect(try flags(["privileged": true], allowed: ["privileged"]) == ["--privileged"])
        #expect(try flags(["v": ["/a:/b", "/c:/d"]], allowed: ["v"]) == ["-v=/a:/b", "-v=/c:/d"])
    }

    @Test(arguments: ["--privileged", "a b", "memory=1g", "-v", "", "Ä", "memory\n", "MEMORY="])
    func namesAreNoOptionsOfTheirOwn(name: String) {
        #expect(throws: LaunchError.self) { try flags([name: "x"], allowed: [name]) }
    }

    @Test func valuesAreNoOptionsOfTheirOwn() throws {
        #expect(try flags(["memory": "--privileged"]) == ["--memory=--privileged"])
        #expect(throws: LaunchError.self) { try flags(["memory": ["x": 1]]) }
    }

    @Test func theEnginesProgramIsTheImagesWhereNoneIsNamed() {
        #expect(LocalContainer.program(["", "--x"], image: "i") == ["i", "--x"])
        #expect(LocalContainer.program(["python", "a.py"], image: "i") == ["--entrypoint=python", "i", "a.py"])
        #expect(LocalContainer.program([], image: "i") == ["i"])
        #expect(LocalContainer.isThisMachine("http://127.0.0.1:80") && LocalContainer.isThisMachine("http://localhost"))
        #expect(!LocalContainer.isThisMachine("https://roost.example") && !LocalContainer.isThisMachine(nil))
    }

    @Test(arguments: [
        "python", "python:3.12", "docker.io/library/python:3.12", "localhost/roost/x:0123", "host:5000/a/b:c",
        "a@sha256:0123",
    ])
    func imagesAreNames(name: String) throws { try ImageName.check(name, path: "image") }

    @Test(arguments: [
        "", "-v", "--privileged", "dir:/etc", "docker-archive:/x.tar", "oci:/x", "containers-storage:x", "a b", "a;b",
        "$(x)",
        "../x", "a/../b", "a\nb", "/etc", "docker://x", "a//b",
    ])
    func otherTextsAreNoImages(name: String) {
        #expect(throws: LaunchError.self) { try ImageName.check(name, path: "image") }
    }
}
