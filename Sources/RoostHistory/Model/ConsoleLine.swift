/// A line of a run's console.
public struct ConsoleLine: Sendable, Hashable {
    /// The line number, from 0.
    public let number: Int64
    /// When the client received it, as the client wrote it: ISO 8601, UTC without a zone.
    public let timestamp: String?
    /// `error` for standard error; `nil` for standard output.
    public let level: String?
    /// Which of several writers, in shared mode.
    public let label: String?
    public let text: String

    public init(number: Int64, timestamp: String?, level: String?, label: String?, text: String) {
        self.number = number
        self.timestamp = timestamp
        self.level = level
        self.label = label
        self.text = text
    }
}

/// Which lines of a console to read.
public enum ConsoleSelection: Sendable, Hashable {
    /// The lines with these numbers.
    case numbers(Range<Int64>)
    /// The last lines.
    case last(Int)
}
