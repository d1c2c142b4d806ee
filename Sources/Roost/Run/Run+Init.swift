extension Run {
    /// Starts a run.
    ///
    /// All arguments may be left out: the settings, the environment's `WANDB_…` variables and the settings files say
    /// the rest, in this order. While a run of this program has not finished, another call returns it unchanged unless
    /// `reinit` is true.
    ///
    /// ```swift
    /// let run = try await Run(
    ///     project: "digits", config: ["lr": 0.1, "layers": [64, 32]], tags: ["baseline"], saveCode: true)
    /// let resumed = try await Run(project: "digits", reinit: true, resume: .allow, id: "3k1ab9x0")
    /// ```
    ///
    /// <doc:FromInitToRun> tells more of each argument and each error.
    ///
    /// - Parameters:
    ///   - project: the project; by default named after the git repository, else `uncategorized`.
    ///   - entity: the user or team; by default the key's own.
    ///   - config: the inputs: a dictionary literal, `.encoding(…)`, `.arguments(of: …)`, or a YAML file's name. Each
    ///     value has at most 10 MB; a dot in a key is part of the key and is best avoided, since readers take it for a
    ///     path.
    ///   - name: the name that people see; by default two random words.
    ///   - notes: a longer description.
    ///   - tags: words to find the run by.
    ///   - group: the larger experiment that the run is part of.
    ///   - jobType: its role there, such as `train`.
    ///   - dir: the folder in which `wandb/` is made; by default the current one.
    ///   - reinit: finishes the run before instead of returning it.
    ///   - magic: command-line flags become config, and metrics are read from the program's own output.
    ///   - configExcludeKeys: top-level keys of `config` that are left out.
    ///   - configIncludeKeys: the only top-level keys of `config` that are taken.
    ///   - anonymous: whether the run may go to an account that is made for it.
    ///   - mode: online, offline or disabled.
    ///   - allowValChange: lets config values be changed later without asking.
    ///   - resume: what happens when the server knows the run's id.
    ///   - force: without a key, `false` writes the run offline; by default that is an error.
    ///   - tensorboard: the same as `syncTensorboard`.
    ///   - syncTensorboard: follows TensorBoard's event files below the current folder.
    ///   - monitorGym: logs videos that an environment's recorder writes below the current folder.
    ///   - saveCode: saves the main source file, the git commit and the diff.
    ///   - id: the id; by default random. It may not contain `/ \ # ? % :`.
    ///   - forkFrom: starts a new run from a step of another: `RUN?_step=N`.
    ///   - resumeFrom: goes back to a step of a run and on from there: `RUN?_step=N`.
    ///   - settings: further settings.
    ///   - sourceFile: the program's main source file; leave it out.
    /// - Throws: ``UsageError`` for an argument that cannot be, ``AuthenticationError`` when the server refuses the key,
    ///   ``CommError`` when it cannot be reached or refuses the run, ``RunError`` for anything else.
    public init(
        project: String? = nil, entity: String? = nil, config: ConfigSource? = nil, name: String? = nil,
        notes: String? = nil, tags: [String]? = nil, group: String? = nil, jobType: String? = nil, dir: String? = nil,
        reinit: Bool? = nil, magic: MagicArgument? = nil, configExcludeKeys: [String]? = nil,
        configIncludeKeys: [String]? = nil, anonymous: AnonymousPolicy? = nil, mode: RunMode? = nil,
        allowValChange: Bool? = nil, resume: ResumePolicy? = nil, force: Bool? = nil, tensorboard: Bool? = nil,
        syncTensorboard: Bool? = nil, monitorGym: Bool? = nil, saveCode: Bool? = nil, id: String? = nil,
        forkFrom: String? = nil, resumeFrom: String? = nil, settings: Settings? = nil,
        sourceFile: String = #filePath
    ) async throws {
        let arguments = RunArguments(
            project: project, entity: entity, config: config, name: name, notes: notes, tags: tags, group: group,
            jobType: jobType, dir: dir, reinit: reinit, magic: magic, configExcludeKeys: configExcludeKeys,
            configIncludeKeys: configIncludeKeys, anonymous: anonymous, mode: mode, allowValChange: allowValChange,
            resume: resume, force: force, tensorboard: tensorboard, syncTensorboard: syncTensorboard,
            monitorGym: monitorGym, saveCode: saveCode, id: id, forkFrom: forkFrom, resumeFrom: resumeFrom,
            settings: settings, sourceFile: sourceFile)
        self.init(core: try await RunStart(arguments, in: .process).core())
    }
}
