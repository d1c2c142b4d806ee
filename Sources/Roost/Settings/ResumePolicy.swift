/// What `Run(...)` does when the run's id is known to the server.
public enum ResumePolicy: Sendable, Hashable {
    /// Goes on with the run if there is one, else starts it.
    case allow
    /// Goes on with the run; an error if there is none.
    case must
    /// Starts the run; an error if there is one.
    case never
    /// Goes on with the last run of this folder if it did not finish, else starts a new one.
    case auto
    /// Like ``allow``, for the run with this id.
    case run(String)

    /// Reads a setting: the name of a policy, `true` for ``auto``, or the id of a run.
    init(setting text: String) {
        switch text {
        case "allow": self = .allow
        case "must": self = .must
        case "never": self = .never
        case "auto", "true", "True": self = .auto
        default: self = .run(text)
        }
    }
}

extension ResumePolicy: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(setting: value) }
}
