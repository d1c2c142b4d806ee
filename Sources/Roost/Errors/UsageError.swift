/// An argument, a setting or the order of calls is wrong. The message names the argument, its value and the remedy.
public struct UsageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `ARGUMENT = "VALUE": PROBLEM. REMEDY`
    public let message: String

    /// An error with this message.
    public init(_ message: String) { self.message = message }

    /// - Parameters:
    ///   - argument: the argument or setting.
    ///   - value: what was given.
    ///   - problem: what is wrong with it.
    ///   - remedy: what would be right.
    init(argument: String, value: String, problem: String, remedy: String) {
        message = "\(argument) = \"\(value)\": \(problem). \(remedy)"
    }

    public var description: String { message }
}
