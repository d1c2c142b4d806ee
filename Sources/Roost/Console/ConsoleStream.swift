/// One of the two streams that a program writes its text to.
public enum ConsoleStream: Sendable, Hashable, CaseIterable {
    /// Standard output, descriptor 1.
    case standardOutput
    /// Standard error, descriptor 2.
    case standardError

    /// The number under which the system opens the stream for every program.
    public var descriptor: Int32 {
        switch self {
        case .standardOutput: 1
        case .standardError: 2
        }
    }
}
