extension Run {
    /// Logs values at a step of the history.
    ///
    /// Each call is a row of the history: numbers become curves, media are shown. The call writes into memory; it
    /// neither waits for the network nor for the disk.
    ///
    /// ```swift
    /// run.log(["loss": 0.3, "accuracy": 0.9])                // one row for each call
    /// run.log(["loss": 0.3], step: 100)                      // the row of step 100…
    /// run.log(["accuracy": 0.9], step: 100)                  // …which this completes
    /// run.log(["loss": 0.3], commit: false)                  // the row goes on
    /// run.log(["sample": try Image(path: "sample.png"), "epoch": 3])
    /// ```
    ///
    /// - Parameters:
    ///   - values: keys and what is logged under them. Slashes in a key make sections of charts.
    ///   - step: the row's step. Steps only grow: values for a step that has passed are dropped with a warning. `nil`
    ///     means the step after the last row.
    ///   - commit: whether the row is complete with this call; by default when no step is given.
    @_disfavoredOverload
    public func log(
        _ values: KeyValuePairs<String, any RunValueConvertible>, step: Int? = nil, commit: Bool? = nil
    ) {
        log(values, step, commit) { $0.runValue }
    }

    /// Logs values that are all doubles, faster: none of them is boxed.
    ///
    /// ```swift
    /// run.log(["loss": loss, "accuracy": accuracy])
    /// ```
    ///
    /// As everywhere in Swift, a literal of doubles may hold whole numbers, which are then doubles too: of
    /// `["loss": 0.3, "epoch": 5]` the epoch is 5.0.
    public func log(_ values: KeyValuePairs<String, Double>, step: Int? = nil, commit: Bool? = nil) {
        if step == nil, commit != false, !values.isEmpty, core.logKnown(NumberRow(values.span)) { return }
        log(values, step, commit) { .number($0) }
    }

    /// Logs values of one type, faster: none of them is boxed.
    ///
    /// ```swift
    /// run.log(["correct": 97, "wrong": 3])
    /// ```
    public func log<Value: RunValueConvertible>(
        _ values: KeyValuePairs<String, Value>, step: Int? = nil, commit: Bool? = nil
    ) {
        log(values, step, commit) { $0.runValue }
    }

    @inline(__always)
    private func log<Value>(
        _ values: KeyValuePairs<String, Value>, _ step: Int?, _ commit: Bool?, _ runValue: (Value) -> RunValue
    ) {
        withUnsafeTemporaryAllocation(of: RowField.self, capacity: values.count) { buffer in
            // A span lends its elements: nothing is copied but what becomes a field.
            let pairs = values.span
            let count = pairs.count
            for index in 0..<count {
                buffer.initializeElement(at: index, to: (key: pairs[index].key, value: runValue(pairs[index].value)))
            }
            let fields = buffer[..<count]
            defer { fields.deinitialize() }
            core.log(UnsafeBufferPointer(rebasing: fields), step: step, commit: commit)
        }
    }

    /// Logs pairs of keys and values, in their order, where they are not written as a literal.
    ///
    /// ```swift
    /// run.log(contentsOf: layers.map { (key: "weights/\($0.name)", value: $0.norm) })
    /// ```
    public func log<Values: Collection>(
        contentsOf values: Values, step: Int? = nil, commit: Bool? = nil
    ) where Values.Element == (key: String, value: any RunValueConvertible) {
        let fields = values.map { RowField(key: $0.key, value: $0.value.runValue) }
        fields.withUnsafeBufferPointer { core.log($0, step: step, commit: commit) }
    }

    /// Logs the members of a dictionary of values of one type, in no order.
    ///
    /// ```swift
    /// let losses: [String: Double] = evaluate()
    /// run.log(losses, step: epoch)
    /// ```
    @_disfavoredOverload
    public func log<Value: RunValueConvertible>(
        _ values: [String: Value], step: Int? = nil, commit: Bool? = nil
    ) {
        let fields = values.map { RowField(key: $0.key, value: $0.value.runValue) }
        fields.withUnsafeBufferPointer { core.log($0, step: step, commit: commit) }
    }
}
