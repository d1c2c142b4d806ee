import Roost
import RoostJSON

extension Player {
    /// Starts a run with the arguments that the step names, as Python spells them.
    static func start(_ step: JSON) async throws -> Run {
        func text(_ name: String) -> String? { step[name]?.stringValue }
        func flag(_ name: String) -> Bool? { step[name]?.boolValue }
        return try await Run(
            project: text("project"), entity: text("entity"), config: config(step["config"]), name: text("name"),
            notes: text("notes"), tags: texts(step["tags"]), group: text("group"), jobType: text("job_type"),
            dir: text("dir"), reinit: flag("reinit"), magic: magic(step["magic"]),
            configExcludeKeys: texts(step["config_exclude_keys"]),
            configIncludeKeys: texts(step["config_include_keys"]),
            anonymous: text("anonymous").flatMap(AnonymousPolicy.init), mode: text("mode").flatMap(RunMode.init),
            allowValChange: flag("allow_val_change"),
            resume: text("resume").map { ResumePolicy(stringLiteral: $0) } ?? (flag("resume") == true ? .auto : nil),
            force: flag("force"), tensorboard: flag("tensorboard"), syncTensorboard: flag("sync_tensorboard"),
            monitorGym: flag("monitor_gym"), saveCode: flag("save_code"), id: text("id"),
            forkFrom: text("fork_from"), resumeFrom: text("resume_from"), settings: settings(step["settings"]))
    }

    private static func config(_ value: JSON?) -> ConfigSource? {
        switch value {
        case .string(let path)?: .file(path)
        case let value?: .json(value)
        case nil: nil
        }
    }

    private static func magic(_ value: JSON?) -> MagicArgument? {
        switch value {
        case .bool(let isOn)?: .enabled(isOn)
        case .string(let text)?: .text(text)
        case .object(let members)?: .options(members.map { (key: $0.key, value: $0.value.runValue) })
        default: nil
        }
    }

    private static func settings(_ value: JSON?) -> Settings? {
        guard let value else { return nil }
        var settings = Settings()
        settings.host = value["host"]?.stringValue
        settings.gitCommit = value["git_commit"]?.stringValue
        settings.gitRemoteURL = value["git_remote_url"]?.stringValue
        settings.project = value["project"]?.stringValue
        settings.baseURL = value["base_url"]?.stringValue
        settings.apiKey = value["api_key"]?.stringValue
        settings.initTimeoutSeconds = value["init_timeout"]?.doubleValue
        settings.statsSamplingSeconds = value["stats_sampling_interval"]?.doubleValue
        return settings
    }
}
