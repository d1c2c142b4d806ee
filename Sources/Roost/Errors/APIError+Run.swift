import Foundation
import RoostAPI

extension APIError {
    /// The error that a run reports for it.
    var runError: any Error {
        switch self {
        case .unauthenticated: AuthenticationError(description)
        case .invalidCredentials:
            AuthenticationError("apiKey: \(description) Log in with `roost login`, or set WANDB_API_KEY.")
        case .invalidAddress: UsageError("baseURL: \(description)")
        case .refused, .graphQL, .unreachable, .invalidAnswer: CommError(description)
        case .file: RunError("\(description). Check that the file is there, whole and readable.")
        case .artifact: RunError(description)
        case .cancelled: CancellationError()
        }
    }

    /// The error that `Run(...)` throws when the server does not take the run of a plan: it names the arguments that
    /// may be the reason.
    func runError(starting plan: RunPlan) -> any Error {
        let server = plan.settings.baseURL ?? Settings.defaultBaseURL
        switch self {
        case .unauthenticated(_, let status, let message):
            return AuthenticationError(
                "apiKey: the server \(server) does not accept the key (status \(status): \(message)). Log in with "
                    + "`roost login`, or set WANDB_API_KEY to a key of this server.")
        case .unreachable:
            return CommError(
                "baseURL = \"\(server)\": the server cannot be reached (\(self)). Check the address and the network, "
                    + "or use mode: .offline and upload the run later with `roost sync`.")
        case .refused(_, 404, _), .invalidAnswer:
            return CommError(
                "baseURL = \"\(server)\": what answers there keeps no runs (\(self)). Check the address.")
        case .refused, .graphQL:
            return CommError(
                "\(plan.whereabouts): the server \(server) refuses the run (\(self)). Change what it names; without "
                    + "entity the run goes to the key's own.")
        default: return runError
        }
    }
}

extension RunPlan {
    /// The arguments that say where a run belongs.
    fileprivate var whereabouts: String {
        let branch = fork ?? rewind
        let arguments: [(name: String, value: String?)] = [
            ("entity", entity), ("project", project), ("id", id),
            (fork == nil ? "resumeFrom" : "forkFrom", branch.map { "\($0.run)?_step=\($0.step)" }),
        ]
        return arguments.compactMap { name, value in value.map { "\(name) = \"\($0)\"" } }.joined(separator: ", ")
    }
}
