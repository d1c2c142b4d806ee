/// A filter, taken apart: what is left of the many operators of its language.
indirect enum RunCondition: Sendable, Hashable {
    case all([RunCondition])
    case any([RunCondition])
    case not(RunCondition)
    case test(RunField, RunTest)
}

/// One question about one field. A field with several values (a list, tags) answers yes if one of them does.
enum RunTest: Sendable, Hashable {
    /// The field is there, be it as null.
    case exists
    /// The field is missing or null (or a list of tags without any).
    case isNull
    /// The field equals one of these.
    case equals([RunOperand])
    /// Compares numbers with numbers, texts (by their bytes) with texts, dates with dates; anything else is no.
    case compares(Comparison, RunOperand)
    /// A text in which the pattern is found.
    case matches(String)
    /// A text that contains this one, or a list that has such an element.
    case contains(RunOperand)
    /// A list with so many elements.
    case hasSize(Int)

    enum Comparison: String, Sendable, Hashable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }
}

/// What a field is compared with.
enum RunOperand: Sendable, Hashable {
    case number(Double)
    case text(String)
    case bool(Bool)
    /// A whole list, as canonical JSON text.
    case list(String)
    /// A time, in microseconds since 1970.
    case date(Int64)
}
