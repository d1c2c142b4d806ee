/// Why a job could not be launched.
public enum LaunchError: Error, Sendable, Hashable {
    /// A value is wrong; `path` names it from the launch spec's root, such as `resource_args.slurm.time`.
    case invalid(path: String, value: String, expected: String)
    /// A value is refused for safety.
    case forbidden(path: String, reason: String)
    /// What the launch names is not there, or not to be seen with this key.
    case notFound(kind: String, name: String)
    /// The source could not be fetched.
    case source(name: String, reason: String)
    /// The environment or image could not be made; `log` has the last lines of the tool.
    case build(name: String, reason: String, log: String)
    /// A place to run at does not work here, such as a missing `podman`.
    case unavailable(resource: String, reason: String)
    /// The place to run at refused or lost the job.
    case submission(resource: String, reason: String)
    /// The server did not answer as it should.
    case server(reason: String)
    /// A file or process of this machine.
    case system(operation: String, reason: String)
}

extension LaunchError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalid(let path, let value, let expected): "\(path) is '\(value)': it must be \(expected)"
        case .forbidden(let path, let reason): "\(path) is refused: \(reason)"
        case .notFound(let kind, let name): "there is no \(kind) '\(name)' that you may use"
        case .source(let name, let reason): "the source '\(name)' cannot be fetched: \(reason)"
        case .build(let name, let reason, let log):
            "'\(name)' cannot be built: \(reason)\(log.isEmpty ? "" : "\n" + log)"
        case .unavailable(let resource, let reason): "\(resource) does not work here: \(reason)"
        case .submission(let resource, let reason): "\(resource) did not take the job: \(reason)"
        case .server(let reason): "the server: \(reason)"
        case .system(let operation, let reason): "\(operation): \(reason)"
        }
    }
}
