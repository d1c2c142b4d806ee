/// Why the console cannot be captured.
public enum ConsoleError: Error, Sendable, Hashable {
    /// A stream is not open, or the system has no more descriptors: the descriptor and the system's reason.
    case cannotRedirect(descriptor: Int32, reason: String)
    /// No pipe can be made: the system's reason.
    case cannotMakePipe(reason: String)
}

extension ConsoleError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotRedirect(let descriptor, let reason):
            "The console stream \(descriptor) cannot be captured: \(reason). It has to be open; or log without capture."
        case .cannotMakePipe(let reason):
            "The console cannot be captured, for no pipe can be made: \(reason). Raise the limit of open files."
        }
    }
}
