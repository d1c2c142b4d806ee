/// Where a media value is logged; it is part of the names of its files.
public enum MediaStep: Sendable, Hashable {
    /// The history row of a step.
    case step(Int64)
    /// The run's summary.
    case summary
}

extension MediaStep: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self = .step(value) }
}

extension MediaStep: CustomStringConvertible {
    public var description: String {
        switch self {
        case .step(let number): String(number)
        case .summary: "summary"
        }
    }
}
