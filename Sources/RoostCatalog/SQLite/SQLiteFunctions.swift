import GRDB
import Synchronization

/// What SQLite lacks and the catalog's SQL needs.
enum SQLiteFunctions {
    /// `roost_matches(text, pattern)`: does the pattern match somewhere in the text? Null when either is null.
    static var matches: DatabaseFunction {
        let memo = PatternMemo()
        return DatabaseFunction("roost_matches", argumentCount: 2, pure: true) { values in
            guard let text = String.fromDatabaseValue(values[0]),
                let pattern = String.fromDatabaseValue(values[1])
            else { return nil }
            return try memo.pattern(pattern).matches(text)
        }
    }
}

/// The pattern compiled last: one statement asks for the same one row after row.
private final class PatternMemo: Sendable {
    private let last = Mutex<(text: String, pattern: Pattern)?>(nil)

    func pattern(_ text: String) throws -> Pattern {
        if let last = last.withLock({ $0 }), last.text == text { return last.pattern }
        let pattern = try Pattern(text)
        last.withLock { $0 = (text, pattern) }
        return pattern
    }
}
