import RoostJSON
import Testing

@testable import RoostLaunch

@Suite struct SlurmRowTests {
    @Test(arguments: [
        ("PENDING", "Resources", "0", JobObservation(.starting, message: "waits in Slurm: Resources", node: nil)),
        ("CONFIGURING", "None", "0", JobObservation(.starting)),
        ("REQUEUED", "BeginTime", "0", JobObservation(.starting, message: "waits in Slurm: BeginTime")),
        ("RUNNING", "None", "0", JobObservation(.running, node: "n1")),
        ("COMPLETING", "None", "0", JobObservation(.running, node: "n1")),
        ("COMPLETED", "None", "0", JobObservation(.finished, exitCode: 0, node: "n1")),
        ("FAILED", "NonZeroExitCode", "768", JobObservation(.failed, exitCode: 3, node: "n1")),
        ("FAILED", "NonZeroExitCode", "3:0", JobObservation(.failed, exitCode: 3, node: "n1")),
        (
            "FAILED", "RaisedSignal:9(Killed)", "9",
            JobObservation(
                .failed, exitCode: 137, message: "Slurm says RaisedSignal:9(Killed)", node: "n1")
        ),
        (
            "TIMEOUT", "TimeLimit", "0",
            JobObservation(
                .failed, exitCode: 143, message: "Slurm's time limit was reached", node: "n1")
        ),
        (
            "OUT_OF_MEMORY", "OutOfMemory", "0",
            JobObservation(
                .failed, exitCode: 137, message: "out of memory", node: "n1")
        ),
        ("NODE_FAIL", "NodeDown", "0", JobObservation(.failed, message: "the node was lost (NODE_FAIL)", node: "n1")),
        ("PREEMPTED", "None", "0", JobObservation(.preempted, message: "preempted by Slurm", node: "n1")),
        ("CANCELLED", "None", "0", JobObservation(.stopped, message: "cancelled in Slurm", node: "n1")),
        (
            "PENDING", "JobHoldMaxRequeue", "0",
            JobObservation(
                .failed, message: "Slurm could not start it: JobHoldMaxRequeue")
        ),
    ])
    func statesMeanWhatTheyShould(_ state: String, _ reason: String, _ code: String, _ expected: JobObservation) {
        let row = SlurmRow(number: "7", name: "job", state: state, reason: reason, nodes: "n1", exitCode: code)
        #expect(row.observation == expected)
    }

    @Test func columnsAreReadByTheirWidths() {
        func column(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: width - text.count)
        }
        let line =
            column("12", 32) + column("roost-a b", 80) + column("RUNNING", 24) + column("None", 64)
            + column("n[1-2]", 128)
            + column("0", 16)
        #expect(
            SlurmRow(line: line)
                == SlurmRow(number: "12", name: "roost-a b", state: "RUNNING", reason: "None", nodes: "n[1-2]"))
        #expect(SlurmRow(line: "") == nil)
    }

    @Test func anArrayRunsWhileATaskDoesAndEndsAsItsWorst() {
        let done = JobObservation(.finished, exitCode: 0)
        let failed = JobObservation(.failed, exitCode: 2)
        #expect(JobObservation(array: [done, JobObservation(.running), failed]).state == .running)
        #expect(JobObservation(array: [done, JobObservation(.starting), failed]).state == .starting)
        #expect(JobObservation(array: [done, failed, done]) == failed)
        #expect(JobObservation(array: [done, done]) == done)
        #expect(JobObservation(array: []).state == .unknown)
    }

    @Test func whatAShellReadsIsQuoted() {
        #expect(SlurmScript.quoted("it's; $(x)") == "'it'\\''s; $(x)'")
        #expect(SlurmScript.exports(["B": "2", "A": "'"]) == "export A=''\\'''\nexport B='2'\n")
    }

    @Test func argumentsBecomeOptions() throws {
        let arguments: JSONObject = [
            "partition": "gpu", "time": 30, "cpus": 4, "memory": "16Gi", "gpus": "a100:2", "array": "0-9%2",
            "requeue": false, "env": ["A": "b"],
        ]
        let parsed = try SlurmArguments(arguments, policy: ResourcePolicy())
        #expect(
            parsed.options == [
                "--partition=gpu", "--time=30", "--cpus-per-task=4", "--mem=16G", "--gres=gpu:a100:2", "--array=0-9%2",
                "--no-requeue",
            ])
        #expect(parsed.variables == ["A": "b"])
        #expect(parsed.isArray)
    }

    @Test(
        arguments: [
            ("partition", "-x"), ("partition", "a b"), ("time", "1:2"), ("memory", "16"), ("array", "1;2"),
            ("gpus", "a:b:1"),
            ("cpus", "four"), ("wrap", "x"),
        ] as [(String, JSON)])
    func wrongArgumentsAreNamed(_ name: String, _ value: JSON) {
        #expect {
            try SlurmArguments([name: value], policy: ResourcePolicy())
        } throws: { error in
            guard case .invalid(let path, _, _) = error as? LaunchError else { return false }
            return path == "resource_args.slurm.\(name)"
        }
    }

    @Test func setupNeedsTheOwnersLeave() throws {
        let arguments: JSONObject = ["setup": ["module load cuda"]]
        #expect(throws: LaunchError.self) { try SlurmArguments(arguments, policy: ResourcePolicy()) }
        let parsed = try SlurmArguments(arguments, policy: ResourcePolicy(allowedArguments: ["setup"]))
        #expect(parsed.setup == ["module load cuda"])
    }
}
