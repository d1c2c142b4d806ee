extension Run {
    /// Says how a metric is summarised and drawn.
    ///
    /// ```swift
    /// try run.defineMetric("loss", stepMetric: "epoch", summary: [.min, .mean])
    /// try run.defineMetric("train/*", stepMetric: "train/step")
    /// ```
    ///
    /// - Parameters:
    ///   - name: the key that is logged, or its beginning and `*`; dots lead into nested values.
    ///   - stepMetric: the metric that is the x axis of its charts.
    ///   - stepSync: adds the step metric's latest value to rows that lack it; by default when there is a step metric.
    ///   - hidden: the metric gets no chart of its own.
    ///   - summary: what stays in the summary; by default the last value.
    ///   - goal: what `.best` means: the smallest value, unless it is ``MetricDefinition/Goal/maximize``.
    ///   - overwrite: forgets what was defined before for the same name, instead of adding to it.
    /// - Returns: the definition.
    /// - Throws: ``UsageError`` when the name is empty or has a `*` elsewhere than at its end.
    @discardableResult
    public func defineMetric(
        _ name: String, stepMetric: String? = nil, stepSync: Bool? = nil, hidden: Bool? = nil,
        summary: Set<MetricDefinition.Aggregation> = [], goal: MetricDefinition.Goal? = nil, overwrite: Bool = false
    ) throws(UsageError) -> MetricDefinition {
        let definition = try MetricDefinition(
            name: name, stepMetric: stepMetric, stepSync: stepSync, hidden: hidden, summary: summary, goal: goal)
        core.define(definition, overwrite: overwrite, isStepSyncAsked: stepSync == true)
        return definition
    }
}
