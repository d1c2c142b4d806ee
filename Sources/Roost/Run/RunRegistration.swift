import RoostAPI
import RoostJSON

/// A run as its server knows it from now on.
struct RunRegistration: Sendable {
    var path: RunPath
    var storageID: String
    var displayName: String?
    var sweep: String?
    var startingStep: Int64 = 0
    /// The whole seconds that a resumed run has run.
    var earlierRuntimeSeconds: Int64 = 0
    var isResumed = false
    /// The config of a resumed or rewound run, unwrapped.
    var storedConfig: JSONObject = [:]
    /// What the tracker noted in that config and keeps: the charts and class names of media.
    var storedNotesOfTracker: JSONObject = [:]
    /// The lines that the server has of each stream, by the names under which the log tells the uploader.
    var serverLines: JSONObject = [:]
    /// The summary of a resumed run.
    var storedSummary: JSONObject = [:]
    /// The tags of a resumed run, where none are given.
    var storedTags: [String]?
    /// The notes of a resumed run, where none are given.
    var storedNotes: String?
}

extension RunPlan {
    /// Tells the server of the run, as the plan's way of starting demands.
    ///
    /// - Parameters:
    ///   - client: the server.
    ///   - telemetry: goes into the first config.
    ///   - facts: what the server is told about the machine.
    /// - Throws: ``UsageError`` when `resume` does not fit what the server has; ``CommError`` and
    ///   ``AuthenticationError`` when the server does not answer as it should.
    func register(with client: APIClient, telemetry: RunTelemetry, facts: RunFacts) async throws -> RunRegistration {
        do {
            return try await conversation(client, telemetry, facts)
        } catch let error as APIError {
            throw error.runError(starting: self)
        }
    }

    private var policy: RetryPolicy {
        RetryPolicy.upsertRun.limited(toSeconds: initTimeoutSeconds)
    }

    private func conversation(
        _ client: APIClient, _ telemetry: RunTelemetry, _ facts: RunFacts
    ) async throws -> RunRegistration {
        var known: ResumableRun?
        if let resume {
            known = try await client.send(RunResumeStatus(run: id, project: project, entity: entity), policy: policy)
            try check(resume, isKnown: known != nil)
        }
        var rewound: UpsertedRun?
        if let rewind {
            let request = RewindRun(run: rewind.run, project: project, entity: entity, lastStep: rewind.step)
            guard let run = try await client.send(request, policy: policy) else {
                throw CommError(
                    "resumeFrom = \"\(rewind.run)?_step=\(rewind.step)\": the project \(project) has no run "
                        + "\(rewind.run). Check the run's id and the project.")
            }
            rewound = run
        }
        let stored = known.map(\.config) ?? rewound.map(\.config) ?? .emptyObject
        let inherited = WireConfig.unwrap(stored)
        var config = config
        config.inherit(inherited)

        var upsert = UpsertBucket(run: id, project: project, entity: entity)
        upsert.storageID = known?.storageID ?? rewound?.storageID
        upsert.displayName = settings.runName.flatMap { $0.isEmpty ? nil : $0 }
        upsert.notes = settings.notes ?? known?.notes
        upsert.tags = settings.tags.flatMap { $0.isEmpty ? nil : $0 } ?? known?.tags
        upsert.group = settings.group
        upsert.jobType = settings.jobType
        upsert.sweep = settings.sweepID
        upsert.host = facts.host
        upsert.program = facts.program
        upsert.commit = facts.commit
        upsert.repository = facts.remote
        upsert.config = WireConfig.wrap(config.members, telemetry: telemetry, origin: fork ?? rewind)
        let run = try await client.send(upsert, policy: policy)

        var registration = RunRegistration(
            path: run.path, storageID: run.storageID, displayName: run.displayName, sweep: run.sweep)
        registration.storedConfig = inherited
        registration.storedNotesOfTracker = WireConfig.lastingNotes(stored)
        registration.serverLines = [
            "x_history_lines": .int(known?.historyLineCount ?? run.historyLineCount),
            "x_events_lines": .int(known?.eventsLineCount ?? 0), "x_console_lines": .int(known?.logLineCount ?? 0),
        ]
        if let known {
            registration.startingStep = known.nextStep
            registration.earlierRuntimeSeconds = known.runtimeSeconds
            registration.isResumed = true
            registration.storedSummary = known.summary.objectValue ?? [:]
            registration.storedTags = known.tags
            registration.storedNotes = known.notes
        } else if let origin = fork ?? rewind {
            registration.startingStep = origin.step + 1
        }
        return registration
    }

    private func check(_ resume: ResumePolicy, isKnown: Bool) throws(UsageError) {
        switch resume {
        case .must where !isKnown:
            throw UsageError(
                argument: "resume", value: "must", problem: "the run \(id) does not exist in the project \(project)",
                remedy: "Check the id and the project, or use \"allow\" to start it.")
        case .never where isKnown:
            throw UsageError(
                argument: "resume", value: "never", problem: "the run \(id) exists in the project \(project)",
                remedy: "Give another id, or use \"allow\" to go on with it.")
        default: break
        }
    }
}

/// What a server is told about the machine and the program.
struct RunFacts: Sendable, Hashable {
    var host: String?
    var program: String?
    var commit: String?
    var remote: String?
}
