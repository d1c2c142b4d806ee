/// Whether a run may go to an anonymous account that is made for it.
public enum AnonymousPolicy: String, Sendable, Hashable, CaseIterable {
    /// Only to the account of a key. The default.
    case never
    /// To an anonymous account if there is no key.
    case allow
    /// To an anonymous account, whether or not there is a key.
    case must

    init(setting text: String, argument: String) throws(UsageError) {
        switch text {
        case "true": self = .must
        case "false": self = .never
        default:
            guard let policy = AnonymousPolicy(rawValue: text) else {
                throw UsageError(
                    argument: argument, value: text, problem: "there is no such policy",
                    remedy: "Use never, allow or must.")
            }
            self = policy
        }
    }
}
