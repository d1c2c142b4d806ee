/// How a metric, or all metrics with a common beginning, is summarised and drawn.
public struct MetricDefinition: Sendable, Hashable {
    /// What of a metric's values stays in the run's summary.
    public enum Aggregation: String, Sendable, Hashable, CaseIterable {
        /// The smallest value, as `KEY.min`.
        case min
        /// The largest value, as `KEY.max`.
        case max
        /// The mean of all values, as `KEY.mean`.
        case mean
        /// The smallest or the largest value, as the goal says.
        case best
        /// The last value, as `KEY.last`.
        case last
        /// Nothing.
        case none
        /// The last value, under the metric's own name.
        case copy
    }

    /// Which values are good ones.
    public enum Goal: String, Sendable, Hashable {
        /// Small ones, as of a loss.
        case minimize
        /// Large ones, as of an accuracy.
        case maximize
    }

    /// The metric's key, or its beginning and `*`. Dots lead into nested values: `acc.top1`.
    public var name: String
    /// The metric that is the x axis of this one's charts.
    public var stepMetric: String?
    /// Rows without the step metric get its latest value; true by default when there is a step metric.
    public var isStepSynced: Bool
    /// The metric gets no chart of its own.
    public var isHidden: Bool
    /// Empty: the last value, plainly.
    public var summary: Set<Aggregation>
    /// What ``Aggregation/best`` means; smallest when it is `nil`.
    public var goal: Goal?

    /// Whether the name stands for all keys with its beginning.
    public var isGlob: Bool { name.hasSuffix("*") }

    /// - Throws: ``UsageError`` when the name is empty or has a `*` elsewhere than at its end.
    init(
        name: String, stepMetric: String?, stepSync: Bool?, hidden: Bool?, summary: Set<Aggregation>, goal: Goal?
    ) throws(UsageError) {
        guard !name.isEmpty else {
            throw UsageError(
                argument: "name", value: name, problem: "a metric definition needs a name",
                remedy: "Give the key that is logged, or its beginning and *.")
        }
        guard !name.dropLast(name.hasSuffix("*") ? 1 : 0).contains("*") else {
            throw UsageError(
                argument: "name", value: name, problem: "a * can stand only at the end",
                remedy: "Define each beginning by itself, for example \"train/*\".")
        }
        self.name = name
        self.stepMetric = stepMetric
        isStepSynced = stepSync ?? (stepMetric != nil)
        isHidden = hidden ?? false
        self.summary = summary
        self.goal = goal
    }

    /// Whether a key of the history is meant. Keys of the tracker itself, with an underscore first, are in no glob.
    func covers(_ key: String) -> Bool {
        if isGlob { return !key.hasPrefix("_") && key.hasPrefix(name.dropLast()) }
        return key == name
    }

    /// Adds what another definition of the same name says.
    mutating func merge(_ other: MetricDefinition) {
        stepMetric = other.stepMetric ?? stepMetric
        isStepSynced = isStepSynced || other.isStepSynced
        isHidden = isHidden || other.isHidden
        summary.formUnion(other.summary)
        goal = other.goal ?? goal
    }
}
