import RoostJSON

/// The running statistics of a metric whose definition asks for more than its last value.
struct MetricStatistics: Sendable {
    let aggregations: Set<MetricDefinition.Aggregation>
    let goal: MetricDefinition.Goal?
    private var minimum = Double.infinity
    private var maximum = -Double.infinity
    private var sum = 0.0
    private var count = 0

    /// `nil` when the last value is all that is asked for.
    init?(_ definition: MetricDefinition?) {
        guard let definition, !definition.summary.isEmpty, definition.summary != [.copy] else { return nil }
        aggregations = definition.summary
        goal = definition.goal
    }

    /// Counts a value. Not-a-number says nothing about the smallest, the largest or the mean.
    mutating func add(_ value: Double) {
        if value.isNaN { return }
        if value < minimum { minimum = value }
        if value > maximum { maximum = value }
        sum += value
        count += 1
    }

    /// What the summary holds; `nil` when it holds nothing.
    func summary(last: RunValue) -> RunValue? {
        if aggregations.contains(.none) { return nil }
        var members: [(key: String, value: RunValue)] = []
        if count > 0 {
            if aggregations.contains(.min) { members.append(("min", .number(minimum))) }
            if aggregations.contains(.max) { members.append(("max", .number(maximum))) }
            if aggregations.contains(.mean) { members.append(("mean", .number(sum / Double(count)))) }
            if aggregations.contains(.best) {
                members.append(("best", .number(goal == .maximize ? maximum : minimum)))
            }
        }
        if aggregations.contains(.last) { members.append(("last", last)) }
        return members.isEmpty ? last : .object(members)
    }
}

extension RunValue {
    /// The number that statistics count. A boolean is none, for the official client neither.
    var measured: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }
}
