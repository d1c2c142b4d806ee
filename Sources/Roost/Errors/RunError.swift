/// What goes wrong in a run other than its arguments, its server and its key: files, above all.
public struct RunError: Error, Sendable, Hashable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
