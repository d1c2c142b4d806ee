import Foundation

/// What a run is told about its surroundings; `nil` means: not said here.
///
/// A value comes from the first of these that says it: an argument of `Run(...)`, its `settings:`, an environment
/// variable, the workspace's settings file `wandb/settings`, the user's `~/.config/wandb/settings`, the default.
///
/// ```swift
/// var settings = Settings()
/// settings.baseURL = "https://roost.example.org"
/// settings.statsSamplingSeconds = 5
/// let run = try await Run(project: "digits", settings: settings)
/// ```
public struct Settings: Sendable, Hashable {
    // MARK: The server

    /// The API key (`WANDB_API_KEY`); else it is looked up in the netrc file.
    public var apiKey: String?
    /// The server's address (`WANDB_BASE_URL`).
    public var baseURL: String?
    /// The address that printed links begin with, when it is not the server's (`WANDB_APP_URL`).
    public var appURL: String?
    /// The person on whose behalf a service account works (`WANDB_USERNAME`).
    public var username: String?
    /// That person's e-mail address (`WANDB_USER_EMAIL`).
    public var userEmail: String?
    /// Headers of every request (`WANDB_X_EXTRA_HTTP_HEADERS`, a JSON object).
    public var extraHTTPHeaders: [String: String]?
    /// Accepts any TLS certificate (`WANDB_INSECURE_DISABLE_SSL`).
    public var insecureDisableTLS: Bool?
    /// The seconds that `Run(...)` may take to reach the server, 90 by default (`WANDB_INIT_TIMEOUT`).
    public var initTimeoutSeconds: Double?
    /// The seconds that one request may take (`WANDB_HTTP_TIMEOUT`).
    public var httpTimeoutSeconds: Double?
    /// `WANDB_ANONYMOUS`.
    public var anonymous: AnonymousPolicy?
    /// Fails instead of going offline when there is no key (`WANDB_FORCE`).
    public var force: Bool?

    // MARK: The run

    /// `WANDB_ENTITY`
    public var entity: String?
    /// `WANDB_PROJECT`
    public var project: String?
    /// `WANDB_RUN_ID`
    public var runID: String?
    /// The name that people see (`WANDB_NAME`).
    public var runName: String?
    /// `WANDB_NOTES`
    public var notes: String?
    /// `WANDB_TAGS`, with commas between.
    public var tags: [String]?
    /// `WANDB_RUN_GROUP`
    public var group: String?
    /// `WANDB_JOB_TYPE`
    public var jobType: String?
    /// The sweep that this run is part of (`WANDB_SWEEP_ID`).
    public var sweepID: String?
    /// The file with the parameters that a sweep has chosen (`WANDB_SWEEP_PARAM_PATH`).
    public var sweepParameterPath: String?
    /// `WANDB_MODE`
    public var mode: RunMode?
    /// `WANDB_RESUME`
    public var resume: ResumePolicy?
    /// `RUN?_step=N` (`WANDB_RESUME_FROM`).
    public var resumeFrom: String?
    /// `RUN?_step=N` (`WANDB_FORK_FROM`).
    public var forkFrom: String?
    /// Finishes the run before instead of returning it (`WANDB_REINIT`).
    public var reinit: Bool?
    /// Lets config values be changed (`WANDB_ALLOW_VAL_CHANGE`).
    public var allowValChange: Bool?
    /// YAML files with config values below those of `config:` (`WANDB_CONFIG_PATHS`).
    public var configPaths: [String]?
    /// Command-line flags and console lines become config and metrics (`WANDB_MAGIC`).
    public var magic: String?
    /// `WANDB_SYNC_TENSORBOARD`
    public var syncTensorboard: Bool?
    /// `WANDB_MONITOR_GYM`
    public var monitorGym: Bool?

    // MARK: This machine

    /// The folder in which `wandb/` is made, the current one by default (`WANDB_DIR`).
    public var directory: String?
    /// The folder of the user's settings file (`WANDB_CONFIG_DIR`).
    public var configDirectory: String?
    /// `WANDB_DATA_DIR`
    public var dataDirectory: String?
    /// `WANDB_CACHE_DIR`
    public var cacheDirectory: String?
    /// `WANDB_ARTIFACT_DIR`
    public var artifactDirectory: String?
    /// The name of this machine (`WANDB_HOST`).
    public var host: String?
    /// The program's main source file or executable (`WANDB_PROGRAM`).
    public var program: String?
    /// The interpreter or executable (`WANDB_EXECUTABLE`).
    public var executable: String?
    /// The program's arguments, where it is another one that this program runs.
    public var programArguments: [String]?
    /// The container image that the program runs in (`WANDB_DOCKER`).
    public var docker: String?
    /// A name for this writer's console file (`WANDB_X_LABEL`).
    public var label: String?
    /// Saves the main source file, commit and diff (`WANDB_SAVE_CODE`).
    public var saveCode: Bool?
    /// Never saves code (`WANDB_DISABLE_CODE`).
    public var disableCode: Bool?
    /// Makes no job of a run whose code is saved (`WANDB_DISABLE_JOB_CREATION`).
    public var disableJobCreation: Bool?
    /// The name of the job that is made of the run (`WANDB_JOB_NAME`).
    public var jobName: String?
    /// What the job takes the code from: `repo`, `artifact` or `image` (`WANDB_JOB_SOURCE`).
    public var jobSource: String?
    /// Never asks git (`WANDB_DISABLE_GIT`).
    public var disableGit: Bool?
    /// `WANDB_GIT_COMMIT`
    public var gitCommit: String?
    /// `WANDB_GIT_REMOTE_URL`
    public var gitRemoteURL: String?
    /// `WANDB_GIT_ROOT`
    public var gitRoot: String?
    /// The name of the git remote, `origin` by default (`WANDB_GIT_REMOTE`).
    public var gitRemote: String?
    /// `WANDB_CONSOLE`
    public var console: ConsoleMode?
    /// Prints nothing (`WANDB_SILENT`).
    public var silent: Bool?
    /// Prints addresses only (`WANDB_QUIET`).
    public var quiet: Bool?
    /// Files that are not uploaded (`WANDB_IGNORE_GLOBS`, with commas between).
    public var ignoreGlobs: [String]?
    /// Makes the links `latest-run` and so on (`WANDB_SYMLINK`); true by default.
    public var symlink: Bool?
    /// No system metrics (`WANDB_X_DISABLE_STATS`).
    public var disableStats: Bool?
    /// No `wandb-metadata.json` (`WANDB_X_DISABLE_META`).
    public var disableMeta: Bool?
    /// Neither of them, and no host name (`WANDB_X_DISABLE_MACHINE_INFO`).
    public var disableMachineInfo: Bool?
    /// The seconds between samples of system metrics, 15 by default (`WANDB_X_STATS_SAMPLING_INTERVAL`).
    public var statsSamplingSeconds: Double?
    /// The `roost` executable that uploads in the background (`ROOST_BIN`).
    public var roostExecutable: String?

    /// Settings that say nothing.
    public init() {}
}
