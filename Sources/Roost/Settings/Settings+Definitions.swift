import RoostJSON

extension Settings {
    /// Every setting.
    static let definitions: [SettingDefinition] = serverSettings + runSettings + machineSettings

    private static let serverSettings: [SettingDefinition] = [
        .text("api_key", \.apiKey),
        .text("base_url", \.baseURL),
        .text("app_url", \.appURL),
        .text("username", \.username),
        .text("email", \.userEmail, variables: ["WANDB_USER_EMAIL"]),
        SettingDefinition(
            "extra_http_headers", \.extraHTTPHeaders,
            variables: SettingDefinition.privateVariables("extra_http_headers"), parse: headers),
        .flag("insecure_disable_ssl", \.insecureDisableTLS),
        .seconds("init_timeout", \.initTimeoutSeconds),
        .seconds("http_timeout", \.httpTimeoutSeconds),
        SettingDefinition("anonymous", \.anonymous) { (text, source) throws(UsageError) in
            try AnonymousPolicy(setting: text, argument: source)
        },
        .flag("force", \.force),
    ]

    private static let runSettings: [SettingDefinition] = [
        .text("entity", \.entity),
        .text("project", \.project),
        .text("run_id", \.runID),
        .text("run_name", \.runName, variables: ["WANDB_NAME", "WANDB_RUN_NAME"]),
        .text("run_notes", \.notes, variables: ["WANDB_NOTES", "WANDB_RUN_NOTES"]),
        .list("run_tags", \.tags, variables: ["WANDB_TAGS", "WANDB_RUN_TAGS"]),
        .text("run_group", \.group),
        .text("run_job_type", \.jobType, variables: ["WANDB_JOB_TYPE", "WANDB_RUN_JOB_TYPE"]),
        .text("sweep_id", \.sweepID),
        .text("sweep_param_path", \.sweepParameterPath),
        SettingDefinition("mode", \.mode) { (text, source) throws(UsageError) in
            try RunMode(setting: text, argument: source)
        },
        SettingDefinition("resume", \.resume) { (text, _) throws(UsageError) in ResumePolicy(setting: text) },
        .text("resume_from", \.resumeFrom),
        .text("fork_from", \.forkFrom),
        .flag("reinit", \.reinit),
        .flag("allow_val_change", \.allowValChange),
        .list("config_paths", \.configPaths),
        .text("magic", \.magic),
        .flag("sync_tensorboard", \.syncTensorboard),
        .flag("monitor_gym", \.monitorGym),
    ]

    private static let machineSettings: [SettingDefinition] = [
        .text("root_dir", \.directory, variables: ["WANDB_DIR", "WANDB_ROOT_DIR"]),
        .text("config_dir", \.configDirectory),
        .text("data_dir", \.dataDirectory),
        .text("cache_dir", \.cacheDirectory),
        .text("artifact_dir", \.artifactDirectory),
        .text("host", \.host),
        .text("program", \.program),
        .text("executable", \.executable, variables: ["WANDB_EXECUTABLE", "WANDB_X_EXECUTABLE"]),
        .list("program_arguments", \.programArguments, variables: []),
        .text("docker", \.docker),
        .text("label", \.label, variables: ["WANDB_X_LABEL"]),
        .flag("save_code", \.saveCode),
        .flag("disable_code", \.disableCode),
        .flag("disable_job_creation", \.disableJobCreation),
        .text("job_name", \.jobName),
        SettingDefinition("job_source", \.jobSource) { (text, source) throws(UsageError) in
            guard ["repo", "artifact", "image"].contains(text) else {
                throw UsageError(
                    argument: source, value: text, problem: "it is no source of a job",
                    remedy: "Use repo, artifact or image.")
            }
            return text
        },
        .flag("disable_git", \.disableGit),
        .text("git_commit", \.gitCommit),
        .text("git_remote_url", \.gitRemoteURL),
        .text("git_root", \.gitRoot),
        .text("git_remote", \.gitRemote),
        SettingDefinition("console", \.console) { (text, source) throws(UsageError) in
            try ConsoleMode(setting: text, argument: source)
        },
        .flag("silent", \.silent),
        .flag("quiet", \.quiet),
        .list("ignore_globs", \.ignoreGlobs),
        .flag("symlink", \.symlink),
        .flag("disable_stats", \.disableStats, variables: SettingDefinition.privateVariables("disable_stats")),
        .flag("disable_meta", \.disableMeta, variables: SettingDefinition.privateVariables("disable_meta")),
        .flag(
            "disable_machine_info", \.disableMachineInfo,
            variables: SettingDefinition.privateVariables("disable_machine_info")),
        .seconds(
            "stats_sampling_interval", \.statsSamplingSeconds,
            variables: SettingDefinition.privateVariables("stats_sampling_interval")),
        .text("roost_bin", \.roostExecutable, variables: ["ROOST_BIN"]),
    ]

    private static func headers(_ text: String, _ source: String) throws(UsageError) -> [String: String] {
        guard let members = try? JSON(parsing: text).objectValue else {
            throw UsageError(
                argument: source, value: text, problem: "it is not a JSON object",
                remedy: "Use one such as {\"X-Team\": \"vision\"}.")
        }
        var headers: [String: String] = [:]
        for (name, value) in members {
            guard let value = value.stringValue else {
                throw UsageError(
                    argument: source, value: text, problem: "the value of \(name) is not a text",
                    remedy: "Use a JSON object of texts.")
            }
            headers[name] = value
        }
        return headers
    }
}
