import RoostJSON

/// What a run was made of, so that it can be run again: the content of a job artifact.
public struct Job: Sendable, Hashable {
    /// The type of such artifacts.
    public static let artifactType = "job"

    /// Where the program comes from.
    public var source: JobSource
    /// The program and its arguments, as words; empty for an image that says itself what it runs.
    public var entrypoint: [String] = []
    /// Whether the entry point names a notebook, which is made a script first.
    public var isNotebook = false
    /// The folder within the source from which an image is built.
    public var buildContext: String?
    /// The file within the source that says how.
    public var dockerfile: String?
    /// The image in which the source is run as it is.
    public var baseImage: String?
    /// Manifests of what runs beside the program, by name.
    public var services: [String: String] = [:]
    public var runtime: JobRuntime?
    /// The types of the configuration that the job takes.
    public var inputTypes: JobType = .dictionary([:])
    /// The types of the summary that it ends with.
    public var outputTypes: JobType = .dictionary([:])
    /// Whether the job was made without a run, so that its types are not known yet.
    public var isPartial = false
    /// The packages that the run used: lines of ``requirementsFile``.
    public var requirements: [String] = []
    /// What the run's files had beyond the commit, as `git apply` takes it.
    public var patch: [UInt8]?
    /// The packages of a Swift program as its package manager resolved them.
    public var resolvedPackages: [UInt8]?

    public init(source: JobSource, entrypoint: [String] = [], runtime: JobRuntime? = nil) {
        self.source = source
        self.entrypoint = entrypoint
        self.runtime = runtime
    }

    /// The files of a job artifact.
    public static let documentFile = "wandb-job.json"
    public static let requirementsFile = "requirements.frozen.txt"
    public static let patchFile = "diff.patch"
    /// Beside Python's, the packages of a Swift run as its package manager resolved them.
    public static let resolvedPackagesFile = "Package.resolved"
}

/// Where a job's program comes from.
public enum JobSource: Sendable, Hashable {
    /// A commit of a git repository; without one, its main branch.
    case repository(remote: String, commit: String?)
    /// An artifact of the type `code`: `wandb-artifact://_id/ID` or `wandb-artifact://entity/project/name:alias`, as
    /// `APIClient.artifact(_:)` takes it.
    case artifact(String)
    /// A container image and what its program is given.
    case image(String, arguments: [String])

    /// As `source_type` writes it.
    public var kind: String {
        switch self {
        case .repository: "repo"
        case .artifact: "artifact"
        case .image: "image"
        }
    }
}
