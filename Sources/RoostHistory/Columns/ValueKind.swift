/// How a value is held.
enum ValueKind: UInt8, Sendable {
    /// A double in the word. Also what JSON writes as `NaN`, `Infinity`, `-Infinity` and `-0`.
    case float = 0
    /// An `Int64` in the word.
    case int = 1
    case `false` = 2
    case `true` = 3
    case null = 4
    /// JSON text of a string, quotes and escapes included.
    case string = 5
    /// JSON text of an array or object.
    case json = 6
    /// Digits of an integer beyond 64 bits.
    case bigInteger = 7
    /// No value: hides what an earlier write put there.
    case absent = 8
    /// That there is a row; only in the column of rows.
    case row = 9

    var isNumber: Bool { self == .float || self == .int || self == .bigInteger }

    /// Whether the word refers to a piece of text.
    var isText: Bool {
        switch self {
        case .string, .json, .bigInteger: true
        default: false
        }
    }
}
