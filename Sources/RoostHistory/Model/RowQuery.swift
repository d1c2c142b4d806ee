/// Which rows to read.
public struct RowQuery: Sendable, Hashable {
    /// How rows are chosen when keys are named.
    public enum Match: Sendable, Hashable {
        /// Rows that have every key.
        case all
        /// Rows that have at least one of the keys.
        case any
    }

    /// Every step that a row can have.
    public static let allSteps: Range<Int64> = -Limits.stepMagnitude..<Limits.stepMagnitude

    /// Steps to read. All by default.
    public var steps: Range<Int64>
    /// Names of the keys to read, nested ones joined by dots; `nil`, the default, reads all. Naming `_step` changes
    /// nothing: rows of metrics always carry it.
    public var keys: [String]?
    /// Which rows count when keys are named. ``Match/all`` by default.
    public var match: Match
    /// How many rows at most; 1,000 by default, ``Limits/pageRows`` at most.
    public var limit: Int

    public init(
        steps: Range<Int64> = RowQuery.allSteps, keys: [String]? = nil, match: Match = .all, limit: Int = 1000
    ) {
        self.steps = steps
        self.keys = keys
        self.match = match
        self.limit = limit
    }
}
