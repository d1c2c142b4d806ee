import RoostAPI
import RoostLog

/// Does what the log asks for beside the stream, one thing after another in the log's order.
actor ActionLane {
    struct Outcome: Sendable {
        var warnings: [String] = []
        var failures: [String] = []
    }

    private let client: APIClient
    private let path: RunPath
    private let policies: SyncPolicies
    private let sender: ArtifactSender
    /// Where what became of refused artifacts is told.
    private let refusals: ArtifactRefusals

    private var queue: [RunAssembler.Action] = []
    private var next = 0
    /// How many alerts and artifacts of the log are done, without a gap; what was refused is tried again next time.
    private(set) var alerts: Int
    private(set) var artifacts: Int
    private var hasFailures = false
    /// How many of them an earlier process did.
    private let alertsBefore: Int
    private let artifactsBefore: Int
    private var metAlerts = 0
    private var metArtifacts = 0
    private var outcome = Outcome()
    private var worker: Task<Void, Never>?
    private var interruption: SyncError?

    init(
        client: APIClient, path: RunPath, policies: SyncPolicies, alerts: Int, artifacts: Int,
        refusals: ArtifactRefusals
    ) {
        self.refusals = refusals
        self.client = client
        self.path = path
        self.policies = policies
        self.alerts = alerts
        self.artifacts = artifacts
        alertsBefore = alerts
        artifactsBefore = artifacts
        sender = ArtifactSender(client: client, path: path, policies: policies)
    }

    /// Takes over what the log asks for, without what an earlier process did.
    func add(_ actions: [RunAssembler.Action]) {
        for action in actions {
            switch action {
            case .alert:
                metAlerts += 1
                if metAlerts > alertsBefore { queue.append(action) }
            case .artifact, .use:
                metArtifacts += 1
                if metArtifacts > artifactsBefore { queue.append(action) }
            }
        }
    }

    /// Begins with what waits, unless that is under way.
    func start() {
        guard worker == nil, next < queue.count else { return }
        worker = Task { await work() }
    }

    /// Does all that waits.
    ///
    /// - Throws: when the server cannot be reached.
    func settle() async throws(SyncError) {
        await worker?.value
        if next < queue.count {
            interruption = nil
            start()
            await worker?.value
        }
        if let interruption { throw interruption }
    }

    func takeOutcome() -> Outcome {
        defer { outcome = Outcome() }
        return outcome
    }

    func cancel() { worker?.cancel() }

    private func work() async {
        defer { worker = nil }
        while next < queue.count, !Task.isCancelled {
            do throws(SyncError) {
                try await perform(queue[next])
                next += 1
            } catch {
                interruption = error
                return
            }
        }
        if next == queue.count {
            queue = []
            next = 0
        }
    }

    /// Does one thing. What the server refuses is a failure of that thing; what it cannot be asked for is thrown.
    private func perform(_ action: RunAssembler.Action) async throws(SyncError) {
        switch action {
        case .alert(let alert):
            try await attempt("the alert '\(alert.title)'") { () async throws(SyncError) in
                do throws(APIError) {
                    _ = try await client.send(NotifyScriptableRunAlert(alert, path), policy: policies.request)
                } catch {
                    throw .api(error)
                }
            }
            alerts += hasFailures ? 0 : 1
        case .artifact(let record):
            try await attempt("the artifact '\(record.name)'") { () async throws(SyncError) in
                do throws(SyncError) {
                    let failures = try await sender.send(record)
                    if let first = failures.first { refusals.add(record.clientID, first) }
                    fail(failures)
                } catch {
                    if !error.isTransient { refusals.add(record.clientID, "\(error)") }
                    throw error
                }
            }
            artifacts += hasFailures ? 0 : 1
        case .use(let record):
            try await attempt("the use of the artifact '\(record.name)'") { () async throws(SyncError) in
                do throws(APIError) {
                    try await use(record)
                } catch {
                    throw .api(error)
                }
            }
            artifacts += hasFailures ? 0 : 1
        }
    }

    /// One that the log knows by its name alone is looked up; what its name says otherwise is the part it plays.
    private func use(_ record: LogUseArtifactRecord) async throws(APIError) {
        guard record.id.isEmpty else {
            try await client.send(
                UseArtifact(artifactID: record.id, usedAs: record.name, path: path), policy: policies.request)
            return
        }
        guard let artifact = try await client.artifact(record.name) else {
            throw .artifact(name: record.name, path: "", reason: "it is not there")
        }
        try await client.send(UseArtifact(artifactID: artifact.id, path: path), policy: policies.request)
    }

    private func attempt(_ what: String, _ body: () async throws(SyncError) -> Void) async throws(SyncError) {
        do throws(SyncError) {
            try await body()
        } catch {
            if error.isTransient { throw error }
            fail(["\(what) was not sent: \(error)"])
        }
    }

    private func fail(_ failures: [String]) {
        hasFailures = hasFailures || !failures.isEmpty
        outcome.failures.append(contentsOf: failures)
    }
}

extension NotifyScriptableRunAlert {
    init(_ alert: LogAlertRecord, _ path: RunPath) {
        self.init(
            path: path, title: alert.title, text: alert.text,
            severity: Severity(rawValue: alert.level.uppercased()) ?? .info,
            waitMilliseconds: alert.waitDuration > 0 ? alert.waitDuration : 60_000)
    }
}

extension SyncError {
    /// Whether the server was not reached.
    fileprivate var isTransient: Bool {
        if case .api(let cause) = self { cause.isTransient } else { false }
    }
}
