import RoostJSON

/// A kind of place where jobs run: processes of this machine, containers, a cluster. Adding one is one file.
///
/// A resource keeps nothing of a job in memory: what it needs to find it again is in the ``JobHandle``, so that an
/// agent which starts anew goes on with the jobs of the one before it.
public protocol Resource: Sendable {
    /// What launch specs call it, such as `local-process`.
    var name: String { get }

    /// Checks a launch's `resource_args` for this resource.
    ///
    /// - Throws: ``LaunchError/invalid(path:value:expected:)`` that names the path of the first wrong value;
    ///   ``LaunchError/forbidden(path:reason:)`` for one that `policy` does not let pass.
    func validate(_ arguments: JSONObject, policy: ResourcePolicy) throws(LaunchError)

    /// Starts a job. Doing so again with the same ``PreparedJob/id`` answers the job that is there.
    func submit(_ job: PreparedJob) async throws(LaunchError) -> JobHandle

    /// The job that was submitted under this id, when an agent died before it could write the handle down.
    func find(_ id: String, stateDirectory: String) async throws(LaunchError) -> JobHandle?

    /// How the job stands now.
    func observe(_ handle: JobHandle) async throws(LaunchError) -> JobObservation

    /// Asks the job to end, and ends it when it does not. Returns at once; ``observe(_:)`` tells when it is gone.
    func cancel(_ handle: JobHandle) async throws(LaunchError)

    /// The last bytes that the job has written, at most `limit`.
    func logs(_ handle: JobHandle, limit: Int) async throws(LaunchError) -> String
}

/// Which dangerous arguments a launch may have. The owner of a queue grants them, never the spec itself.
public struct ResourcePolicy: Sendable, Hashable {
    /// Container arguments beyond the harmless ones, such as `privileged` or `volume`.
    public var allowedArguments: Set<String>
    /// Environment variables that change how programs are loaded, such as `LD_PRELOAD`.
    public var allowsLoaderVariables: Bool
    /// Whether a spec may replace the job's entry point.
    public var allowsEntryPoint: Bool

    public init(
        allowedArguments: Set<String> = [], allowsLoaderVariables: Bool = false, allowsEntryPoint: Bool = true
    ) {
        self.allowedArguments = allowedArguments
        self.allowsLoaderVariables = allowsLoaderVariables
        self.allowsEntryPoint = allowsEntryPoint
    }
}
