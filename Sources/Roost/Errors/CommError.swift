/// The server could not be reached, or refused what it was asked.
///
/// When ``Run/finish(exitCode:)`` throws it, nothing is lost: the message names the run's folder, and `roost sync`
/// uploads it later.
public struct CommError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was asked of which server, and what became of it.
    public let message: String

    /// An error with this message.
    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
