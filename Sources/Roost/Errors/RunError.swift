/// What goes wrong in a run other than its arguments, its server and its key: files, above all.
public struct RunError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which file or folder it is about, and what the system says.
    public let message: String

    /// An error with this message.
    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
