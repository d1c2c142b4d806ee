import Foundation

/// Slurm's commands, and what `squeue` last said. All jobs of an agent share one look at the queue.
actor SlurmQueue {
    private let environment: [String: String]
    private var rows: [String: [SlurmRow]] = [:]
    private var seenAt: ContinuousClock.Instant?
    private var look: Task<Result<[SlurmRow], LaunchError>, Never>?

    /// How long a look at the queue is good for, in seconds.
    private static let lookSeconds: Double = 0.4
    static let callSeconds: Double = 60

    init(environment: [String: String]) {
        // Variables that stand for options would change what is asked.
        self.environment = environment.filter { name, _ in
            name == "SLURM_CONF"
                || !["SBATCH_", "SLURM_", "SQUEUE_", "SCANCEL_", "SCONTROL_"].contains { name.hasPrefix($0) }
        }
    }

    /// The rows of a job; none when Slurm does not know it.
    func rows(of number: String) async throws(LaunchError) -> [SlurmRow] {
        if let seenAt, .now - seenAt < .seconds(Self.lookSeconds) { return rows[number] ?? [] }
        let look =
            self.look
            ?? Task { () -> Result<[SlurmRow], LaunchError> in
                do throws(LaunchError) {
                    return .success(try await list([]))
                } catch {
                    return .failure(error)
                }
            }
        self.look = look
        let answer = await look.value
        if self.look == look { self.look = nil }
        let found = try answer.get()
        rows = Dictionary(grouping: found, by: \.number)
        seenAt = .now
        return rows[number] ?? []
    }

    /// The numbers of the jobs with a name, the first submitted first.
    func numbers(named name: String) async throws(LaunchError) -> [String] {
        let found = try await list(["--name=\(name)"]).filter { $0.name == name }.map(\.number)
        return Set(found).sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
    }

    private func list(_ filters: [String]) async throws(LaunchError) -> [SlurmRow] {
        let answer = try await call(
            "squeue", ["--me", "--noheader", "--states=all", "--Format=\(SlurmRow.format)"] + filters)
        guard answer.isSuccess else { throw failure("squeue", answer) }
        return answer.text.split(separator: "\n").compactMap(SlurmRow.init)
    }

    /// What the accounting says of a job that the controller has forgotten; `nil` where there is no accounting.
    func account(of number: String) async -> [SlurmRow]? {
        guard
            let answer = try? await call(
                "sacct", ["-n", "-P", "-X", "-j", number, "-o", "JobID,JobName,State,Reason,NodeList,ExitCode"]),
            answer.isSuccess
        else { return nil }
        let rows = answer.text.split(separator: "\n").compactMap { line -> SlurmRow? in
            let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 6, let state = fields[2].split(separator: " ").first else { return nil }
            return SlurmRow(
                number: number, name: fields[1], state: String(state), reason: fields[3], nodes: fields[4],
                exitCode: fields[5])
        }
        return rows.isEmpty ? nil : rows
    }

    /// Runs one of Slurm's commands.
    func call(_ name: String, _ arguments: [String]) async throws(LaunchError) -> Tool.Answer {
        guard let program = ProgramSearch.find(name, searchPath: environment["PATH"] ?? "") else {
            throw .unavailable(resource: Slurm.resourceName, reason: "there is no program '\(name)' on this machine")
        }
        return try await Tool(program, environment: environment, timeoutSeconds: Self.callSeconds).run(arguments)
    }

    /// Forgets what was seen: something has changed.
    func forget() { seenAt = nil }

    nonisolated func failure(_ command: String, _ answer: Tool.Answer) -> LaunchError {
        let reason = answer.log.split(separator: "\n").last.map(String.init) ?? "\(command) ended with \(answer.code)"
        let isAway = ["Unable to contact", "Connection refused", "timed out", "Slurm backup controller"].contains {
            answer.log.contains($0)
        }
        return isAway
            ? .unavailable(resource: Slurm.resourceName, reason: reason)
            : .submission(resource: Slurm.resourceName, reason: reason)
    }
}
