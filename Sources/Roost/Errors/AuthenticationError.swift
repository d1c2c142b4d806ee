/// The server does not accept who this program says it is.
public struct AuthenticationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was refused, and how to get a key that works.
    public let message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
