/// How a command ended, for scripts: the codes of sysexits(3), and those of shells for `roost run`.
enum ExitStatus: Int32, Sendable, CaseIterable {
    case usage = 64
    case badData = 65
    case notFound = 66
    case unavailable = 69
    case internalError = 70
    case fileError = 74
    case temporary = 75
    case notPermitted = 77
    case cannotExecute = 126
    case commandNotFound = 127

    /// As manuals say it.
    var meaning: String {
        switch self {
        case .usage: "The command line or a setting is wrong."
        case .badData: "Data is not what it should be."
        case .notFound: "What the command works on does not exist."
        case .unavailable: "The server cannot be reached, or does not do what it was asked."
        case .internalError: "The command itself went wrong."
        case .fileError: "A file of this machine cannot be read or written."
        case .temporary: "It was interrupted, and may work later."
        case .notPermitted: "The key is missing, unknown, or not allowed to do this."
        case .cannotExecute: "roost run: the program is there, but cannot be run."
        case .commandNotFound: "roost run: there is no such program."
        }
    }
}
