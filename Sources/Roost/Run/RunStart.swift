import Foundation
import RoostAPI
import RoostJSON
import RoostLog
import RoostSync

/// Makes a run of arguments: plan, server, folder, log, services.
struct RunStart {
    private let arguments: RunArguments
    private let surroundings: Surroundings
    private let runs: ActiveRuns

    init(_ arguments: RunArguments, in surroundings: Surroundings, among runs: ActiveRuns = .ofProgram) {
        self.runs = runs
        self.arguments = arguments
        self.surroundings = surroundings
    }

    func core() async throws -> RunCore {
        let resolved = try arguments.asSettings.resolved(in: surroundings)
        if let active = runs.last, resolved.mode != .disabled {
            guard resolved.reinit == true else { return active }
            try await Run(core: active).finish()
        }
        let plan = try RunPlan(arguments, in: surroundings)
        let messages = Messages(settings: plan.settings)
        for warning in plan.warnings { messages.warning(warning) }
        switch plan.mode {
        case .disabled: return disabled(plan, messages)
        case .offline: return try start(plan, facts(plan), messages, registration: nil, access: nil)
        case .online: return try await online(plan, messages)
        }
    }

    // MARK: Online

    private func online(_ plan: RunPlan, _ messages: Messages) async throws -> RunCore {
        guard let access = try await ServerAccess.find(plan.settings, surroundings, messages) else {
            messages.warning("There is no API key: the run is written offline. Log in with `roost login`.")
            return try start(plan, facts(plan), messages, registration: nil, access: nil)
        }
        let client = try access.client()
        do {
            let facts = facts(plan)
            try await completeEarlierStarts(plan, client, messages)
            let registration = try await plan.register(with: client, telemetry: telemetry(plan), facts: facts)
            await client.shutdown()
            return try start(plan, facts, messages, registration: registration, access: access)
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// A run goes on behind everything that its earlier starts have logged.
    private func completeEarlierStarts(_ plan: RunPlan, _ client: APIClient, _ messages: Messages) async throws {
        let mayExist = plan.settings.runID != nil || plan.resume != nil || plan.rewind != nil
        guard mayExist, plan.resume != .never else { return }
        do {
            try await EarlierStarts(of: plan.id, project: plan.project, stage: plan.stage).complete(
                client: client, withinSeconds: plan.initTimeoutSeconds
            ) { directory in
                messages.info("The run's earlier start in \(directory) is uploaded first.")
            }
        } catch {
            throw CommError(
                "id = \"\(plan.id)\": what the run's earlier start has logged is not all uploaded: \(error.reason). "
                    + "Upload it with `roost sync \(error.directory)`, then start again.")
        }
    }

    private func telemetry(_ plan: RunPlan) -> RunTelemetry {
        var telemetry = RunTelemetry()
        let features: [(RunTelemetry.Feature, Bool)] = [
            (.namedAtStart, arguments.name != nil), (.identifiedAtStart, arguments.id != nil),
            (.taggedAtStart, arguments.tags != nil), (.configuredAtStart, arguments.config != nil),
            (.offline, plan.mode == .offline), (.forked, plan.fork != nil), (.rewound, plan.rewind != nil),
            (.tensorboardSync, plan.settings.syncTensorboard == true),
        ]
        for (feature, isUsed) in features where isUsed { _ = telemetry.note(feature) }
        return telemetry
    }

    private func facts(_ plan: RunPlan) -> RunFacts {
        let settings = plan.settings
        let isKnown = settings.disableMachineInfo != true
        var facts = RunFacts(
            host: isKnown ? settings.host ?? ProcessInfo.processInfo.hostName : nil,
            program: plan.programName, commit: settings.gitCommit, remote: settings.gitRemoteURL)
        // Git is asked only where there is a repository, since starting it takes some milliseconds.
        guard plan.gitRoot != nil, settings.disableGit != true, facts.commit == nil || facts.remote == nil,
            let git = GitCommand(
                directory: surroundings.currentDirectory, searchPath: surroundings.environment["PATH"] ?? "")
        else { return facts }
        facts.commit = facts.commit ?? git.line(["rev-parse", "--verify", "HEAD"])
        let remote = "remote.\(settings.gitRemote ?? "origin").url"
        facts.remote = facts.remote ?? git.line(["config", "--get", remote]).map(GitState.withoutPassword)
        return facts
    }

    // MARK: The run itself

    private func start(
        _ plan: RunPlan, _ facts: RunFacts, _ messages: Messages, registration: RunRegistration?, access: ServerAccess?
    ) throws -> RunCore {
        let now = WallClock.microseconds()
        let mode: RunMode = registration == nil ? .offline : .online
        let directory = try RunDirectory.create(
            stage: plan.stage, runID: plan.id, isOffline: mode == .offline,
            start: Date(timeIntervalSince1970: Double(now) / 1e6))
        if plan.settings.symlink != false { directory.link() }
        try plan.resumeFile?.write(plan.id)
        let log: LogWriter
        do {
            log = try LogWriter(creating: directory.log, producer: "roost-\(RoostVersion.current)")
        } catch {
            throw RunError("\(error). Give another place with dir: or WANDB_DIR.")
        }
        let startingStep = registration?.startingStep ?? (plan.fork ?? plan.rewind).map { $0.step + 1 } ?? 0
        let identity = RunIdentity(
            id: registration?.path.run ?? plan.id, entity: registration?.path.entity ?? plan.entity ?? "",
            project: registration?.path.project ?? plan.project, storageID: registration?.storageID ?? "",
            group: plan.settings.group, jobType: plan.settings.jobType,
            sweep: registration?.sweep ?? plan.settings.sweepID, startTime: now, startingStep: startingStep,
            earlierRuntimeSeconds: registration?.earlierRuntimeSeconds ?? 0,
            isResumed: registration?.isResumed ?? false, appURL: access?.appURL,
            anonymousKey: access?.anonymousKey)
        var config = plan.config
        config.inherit(registration?.storedConfig ?? [:])
        var telemetry = telemetry(plan)
        if identity.isResumed { _ = telemetry.note(.resumed) }
        let given = plan.settings.runName.flatMap { $0.isEmpty ? nil : $0 }
        let clock = RunClock(startTime: now, earlierRuntime: identity.earlierRuntimeSeconds * 1_000_000)
        var recorder = HistoryRecorder(log: log, clock: clock)
        for (key, value) in registration?.storedSummary ?? [:]
        where !["_wandb", "_runtime", "_timestamp", "_step"].contains(key) {
            recorder.summary.set(key, value.runValue, metrics: recorder.metrics)
        }
        let state = RunState(
            assembler: RowAssembler(startingStep: startingStep), recorder: recorder, telemetry: telemetry,
            name: given ?? registration?.displayName ?? RunName.random(),
            notes: plan.settings.notes ?? registration?.storedNotes,
            tags: plan.settings.tags ?? registration?.storedTags ?? [])
        let core = RunCore(
            identity: identity, settings: plan.settings, mode: mode, messages: messages, directory: directory, log: log,
            config: config, clock: clock, state: state, resumeFile: plan.resumeFile, runs: runs)
        var members = config.members
        if let notes = registration?.storedNotesOfTracker, !notes.isEmpty { members["_wandb"] = .object(notes) }
        core.append(
            .run(
                plan, identity, state, config: members, facts: facts,
                serverLines: registration?.serverLines ?? [:]))
        core.useJobOfSurroundings()
        for (key, note) in (try? LaunchSurroundings(surroundings.environment))?.notes ?? [:] {
            core.append(.config(path: ["_wandb", key], note))
        }
        core.flush()
        begin(core, plan, access)
        return core
    }

    /// Starts what works beside the run.
    private func begin(_ core: RunCore, _ plan: RunPlan, _ access: ServerAccess?) {
        core.begin()
        if let access, let directory = core.directory {
            let upload = RunUpload(
                of: directory, to: access, settings: plan.settings, messages: core.messages, surroundings: surroundings)
            core.upload.withLock { $0 = upload }
        }
        if let url = Run(core: core).url {
            core.messages.info(
                "Run \(core.state.withLock { $0.name }) (\(core.identity.id)) in \(core.identity.project)")
            core.messages.address("View the run at \(url)")
        } else if let directory = core.directory {
            core.messages.info("Offline run \(core.identity.id) in \(directory.path)")
        }
        core.startServices(plan, surroundings)
    }

    // MARK: Disabled

    private func disabled(_ plan: RunPlan, _ messages: Messages) -> RunCore {
        let id = plan.settings.runID ?? RunID.random()
        let identity = RunIdentity(id: id, entity: "dummy", project: "dummy", startTime: WallClock.microseconds())
        let clock = RunClock(startTime: identity.startTime)
        let state = RunState(
            assembler: RowAssembler(startingStep: 0), recorder: HistoryRecorder(log: nil, clock: clock),
            telemetry: RunTelemetry(), name: "dummy-\(id)", tags: [])
        let core = RunCore(
            identity: identity, settings: plan.settings, mode: .disabled, messages: messages, directory: nil, log: nil,
            config: plan.config, clock: clock, state: state, resumeFile: nil, runs: runs)
        core.begin()
        return core
    }
}

extension RunPlan {
    /// The program's path as people know it: below the git repository, else its own name.
    var programName: String? {
        guard let program else { return nil }
        if let gitRoot, program.hasPrefix(gitRoot + "/") { return String(program.dropFirst(gitRoot.count + 1)) }
        return program.split(separator: "/").last.map(String.init)
    }
}
