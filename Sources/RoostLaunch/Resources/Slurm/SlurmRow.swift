/// One job, or one task of an array, as `squeue` lists it.
struct SlurmRow: Sendable, Hashable {
    /// The job's number; for a task, that of its array.
    var number: String
    var name: String
    var state: String
    var reason: String
    var nodes: String
    /// `CODE:SIGNAL` as Slurm shows it, or the status as `wait` gives it.
    var exitCode: String

    /// The fields that ``init(line:)`` reads, with a width that cuts nothing of what is looked at.
    static let format = "ArrayJobID:32,Name:80,State:24,Reason:64,NodeList:128,exit_code:16"
    private static let widths = [32, 80, 24, 64, 128, 16]

    init(number: String, name: String, state: String, reason: String = "", nodes: String = "", exitCode: String = "0") {
        self.number = number
        self.name = name
        self.state = state
        self.reason = reason
        self.nodes = nodes
        self.exitCode = exitCode
    }

    /// Reads a line of columns; `nil` for one that is too short.
    init?(line: some StringProtocol) {
        var rest = Substring(line)
        var fields: [String] = []
        for width in Self.widths {
            let field = rest.prefix(width)
            rest = rest.dropFirst(width)
            fields.append(String(field.reversed().drop { $0 == " " }.reversed()))
        }
        guard !fields[0].isEmpty, !fields[2].isEmpty else { return nil }
        self.init(
            number: fields[0], name: fields[1], state: fields[2], reason: fields[3], nodes: fields[4],
            exitCode: fields[5])
    }

    /// What it means for the job.
    var observation: JobObservation {
        let node = nodes.isEmpty || nodes == "(null)" ? nil : nodes
        let why = reason.isEmpty || reason == "None" ? nil : reason
        switch state {
        case "PENDING" where reason.hasPrefix("launch failed") || reason == "JobHoldMaxRequeue":
            // Slurm holds it for an administrator, and would do so for ever.
            return JobObservation(.failed, message: "Slurm could not start it: \(reason)")
        case "PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "RESV_DEL_HOLD", "SPECIAL_EXIT":
            return JobObservation(.starting, message: why.map { "waits in Slurm: \($0)" })
        case "COMPLETED": return JobObservation(.finished, exitCode: 0, node: node)
        case "FAILED": return JobObservation(.failed, exitCode: code ?? 1, message: programMessage, node: node)
        case "TIMEOUT", "DEADLINE":
            return JobObservation(.failed, exitCode: code ?? 143, message: "Slurm's time limit was reached", node: node)
        case "OUT_OF_MEMORY": return JobObservation(.failed, exitCode: 137, message: "out of memory", node: node)
        case "NODE_FAIL", "BOOT_FAIL":
            return JobObservation(.failed, message: "the node was lost (\(state))", node: node)
        case "PREEMPTED": return JobObservation(.preempted, message: "preempted by Slurm", node: node)
        case "CANCELLED": return JobObservation(.stopped, message: "cancelled in Slurm", node: node)
        case "REVOKED": return JobObservation(.unknown, message: "revoked by Slurm")
        default: return JobObservation(.running, node: node)
        }
    }

    private var programMessage: String? {
        reason.isEmpty || reason == "None" || reason == "NonZeroExitCode" ? nil : "Slurm says \(reason)"
    }

    /// 128 and the signal's number where one ended the program.
    private var code: Int32? {
        let parts = exitCode.split(separator: ":")
        if parts.count == 2, let code = Int32(parts[0]), let signal = Int32(parts[1]) {
            return signal > 0 ? 128 + signal : code
        }
        // The status of `wait`.
        guard let status = Int32(exitCode), status != 0 else { return nil }
        let signal = status & 0x7f
        return signal > 0 ? 128 + signal : (status >> 8) & 0xff
    }
}

extension JobObservation {
    /// How an array stands: it runs while a task does, and ends as its worst task.
    init(array tasks: [JobObservation]) {
        let order: [JobState] = [.running, .stopping, .starting, .unknown, .failed, .preempted, .stopped, .finished]
        for state in order {
            if let first = tasks.first(where: { $0.state == state }) {
                self = first
                return
            }
        }
        self.init(.unknown)
    }
}
