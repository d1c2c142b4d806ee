import RoostJSON
import Testing

@testable import RoostLaunch

@Suite struct AgentConfigurationTests {
    private func read(_ yaml: String) throws -> AgentConfiguration {
        var configuration = AgentConfiguration()
        try AgentFile(yaml: yaml).apply(to: &configuration)
        return configuration
    }

    @Test func theOfficialFileIsRead() throws {
        let found = try read(
            """
            entity: vision
            max_jobs: -1
            max_schedulers: 3
            queues: [a, b]
            queue: c
            secure_mode: true
            verbosity: 2
            stopped_run_timeout: 5
            builder: {type: docker, destination: x}
            registry:
            """)
        #expect(found.entity == "vision")
        #expect(found.maxJobs == nil)
        #expect(found.maxSchedulers == 3)
        #expect(found.queues.map(\.name) == ["a", "b", "c"])
        #expect(found.isSecure)
        #expect(found.verbosity == 2)
        #expect(found.stoppedRunTimeout == 5)
        #expect(found.builder["type"] == "docker")
    }

    @Test func roostsAdditionsAreRead() throws {
        let found = try read(
            """
            queues:
              - name: large
                weight: 3
                policy: {allow_arguments: [volume], allow_entry_point: false}
            capacity: {cpus: 2.5, memory: 4Gi}
            secrets:
              one: {file: /x}
              two: {env: X, queues: [large]}
              three: {command: [a, b]}
            policy: {allow_loader_variables: true}
            """)
        #expect(found.queues == [QueueChoice("large", weight: 3)])
        #expect(found.policy(for: "large") == ResourcePolicy(allowedArguments: ["volume"], allowsEntryPoint: false))
        #expect(found.policy(for: "other") == ResourcePolicy(allowsLoaderVariables: true))
        #expect(found.capacity == DeclaredCapacity(cpus: 2.5, memoryBytes: 4 << 30))
        #expect(
            found.secrets == [
                "one": SecretSource(.file("/x")), "two": SecretSource(.variable("X"), queues: ["large"]),
                "three": SecretSource(.command(["a", "b"])),
            ])
    }

    @Test(arguments: [
        ("max_job: 1", "max_job"), ("max_jobs: many", "max_jobs"), ("queues: x", "queues"),
        ("secure_mode: 1", "secure_mode"),
        ("secrets: {a: {file: x, env: y}}", "secrets.a.env"), ("secrets: {a: {}}", "secrets.a"),
        ("capacity: {gpus: -1}", "capacity"), ("policy: {x: 1}", "policy.x"), ("queues: ['a:0']", "queue"),
    ])
    func whatIsWrongIsNamed(_ yaml: String, _ path: String) {
        #expect {
            _ = try read(yaml)
        } throws: { error in
            guard case .invalid(let found, _, _) = error as? LaunchError else { return false }
            return found == path
        }
    }

    @Test func theEnvironmentComesAfterTheFile() throws {
        let found = try AgentConfiguration(
            file: nil, environment: ["WANDB_ENTITY": "e", "WANDB_LAUNCH_MAX_JOBS": "-1"])
        #expect(found.entity == "e")
        #expect(found.maxJobs == nil)
    }

    @Test func secureModeTakesAllLeave() throws {
        let found = try read("secure_mode: true\npolicy: {allow_arguments: [privileged], allow_loader_variables: true}")
        #expect(found.policy(for: "q") == ResourcePolicy(allowsEntryPoint: false))
    }
}
