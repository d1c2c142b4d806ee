/// The server does not accept who this program says it is.
///
/// ```swift
/// do {
///     let run = try await Run(project: "digits")
///     try await run.finish()
/// } catch let error as AuthenticationError {
///     print(error.message)  // which server refused which kind of key, and how to log in
/// }
/// ```
public struct AuthenticationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was refused, and how to get a key that works.
    public let message: String

    /// An error with this message.
    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
