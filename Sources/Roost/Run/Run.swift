import RoostAPI
import RoostJSON

/// A run: one execution of an experiment, with its config, history, summary and files.
///
/// ```swift
/// let run = try await Run(project: "digits", config: ["lr": 0.1])
/// for epoch in 0..<10 {
///     let loss = train()
///     run.log(["loss": loss, "epoch": epoch])
/// }
/// try await run.finish()
/// ```
///
/// A value of this type is a handle: copies mean the same run, and all of it may be used from any thread or task.
public struct Run: Sendable {
    let core: RunCore

    init(core: RunCore) { self.core = core }

    /// The run that was started last and has not finished; `nil` when there is none.
    ///
    /// ```swift
    /// Run.current?.log(["loss": 0.1])  // from code that was not handed the run
    /// ```
    public static var current: Run? { ActiveRuns.ofProgram.last.map(Run.init(core:)) }

    // MARK: Who it is

    /// The id, which never changes and is unique in its project.
    public var id: String { core.identity.id }
    /// The user or team that the run belongs to, as the server has said.
    public var entity: String { core.identity.entity }
    /// The project that the run belongs to.
    public var project: String { core.identity.project }
    /// The larger experiment that the run is part of; `nil` for none.
    public var group: String? { core.identity.group }
    /// The run's role there; `nil` for none.
    public var jobType: String? { core.identity.jobType }
    /// The id of the sweep that the run is part of; `nil` for none.
    public var sweepID: String? { core.identity.sweep }
    /// `entity/project/id`.
    public var path: String { "\(entity)/\(project)/\(id)" }

    /// The name that people see. Setting it renames the run.
    public var name: String {
        get { core.state.withLock { $0.name } }
        nonmutating set { core.rename(newValue) }
    }

    /// A longer description; `nil` for none. Setting it replaces it on the server.
    public var notes: String? {
        get { core.state.withLock { $0.notes } }
        nonmutating set { core.annotate(newValue) }
    }

    /// Words to find the run by, in their order. Setting them replaces them on the server.
    ///
    /// ```swift
    /// run.tags += ["baseline"]
    /// ```
    public var tags: [String] {
        get { core.state.withLock { $0.tags } }
        nonmutating set { core.retag(newValue) }
    }

    // MARK: Where it is

    /// The page that shows the run; `nil` for a run that no server knows.
    public var url: String? { isOffline || isDisabled ? nil : page("/runs/\(PercentEncoding.component(id))") }
    /// The page that shows the project.
    public var projectURL: String? { isOffline || isDisabled ? nil : page("") }
    /// The folder of files that are uploaded with the run; empty for a disabled run.
    public var dir: String { core.directory?.files ?? "" }
    /// The run's folder on this machine, which `roost sync` takes.
    public var syncDir: String { core.directory?.path ?? "" }

    // MARK: How it is

    /// Where the run's data goes. With `force: false`, a run that was to be online is offline when there is no API key.
    public var mode: RunMode { core.mode }
    /// Whether the run stays on this machine until `roost sync` uploads it.
    public var isOffline: Bool { core.mode == .offline }
    /// Whether the run does nothing.
    public var isDisabled: Bool { core.mode == .disabled }
    /// Whether the run goes on with an earlier one.
    public var isResumed: Bool { core.identity.isResumed }
    /// When this program started the run, in seconds since 1970.
    public var startTime: Double { Double(core.identity.startTime) / 1e6 }
    /// The step of the first row that this program logs.
    public var startingStep: Int { Int(core.identity.startingStep) }
    /// The step of the next row.
    public var step: Int { core.state.withLock { Int($0.assembler.step) } }
    /// The settings that hold, the API key left out.
    public var settings: Settings {
        var settings = core.settings
        settings.apiKey = nil
        return settings
    }

    // MARK: What it holds

    /// The inputs, such as hyperparameters.
    ///
    /// ```swift
    /// try run.config.update(["epochs": 10])
    /// ```
    public var config: Config { core.config }
    /// The single values by which the run is compared with others.
    ///
    /// ```swift
    /// run.summary["best_accuracy"] = 0.97
    /// ```
    public var summary: Summary { Summary(core: core) }

    private func page(_ rest: String) -> String? {
        core.identity.appURL.map {
            "\($0)/\(PercentEncoding.component(entity))/\(PercentEncoding.component(project))\(rest)"
                + (core.identity.anonymousKey.map { "?apiKey=\($0)" } ?? "")
        }
    }
}

extension Run: Equatable {
    /// Whether both mean the same run.
    public static func == (left: Run, right: Run) -> Bool { left.core === right.core }
}
