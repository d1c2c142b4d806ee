/// The summary of a run: for each key its last value, or what its definition asks for.
///
/// A pure value on the path of every `log`. Each key has a slot for good: whoever knows the slots of a row needs no
/// dictionary's look-up.
struct SummaryState: Sendable {
    private struct Slot: Sendable {
        let key: String
        var value: RunValue?
        var statistics: MetricStatistics?
    }

    private var slots: [Slot] = []
    private var slotOfKey: [String: Int] = [:]
    /// The statistics of values inside objects, by path.
    private var nested: [String: MetricStatistics] = [:]

    /// Takes the values of a history row.
    mutating func log(_ fields: UnsafeBufferPointer<RowField>, metrics: borrowing MetricRegistry) {
        for field in fields {
            if let slot = slotIndex(of: field.key, metrics: metrics) { take(field, at: slot, metrics: metrics) }
        }
    }

    /// The slots of a row's keys; `nil` when the summary has no room for all of them.
    mutating func slots(of fields: UnsafeBufferPointer<RowField>, metrics: borrowing MetricRegistry) -> [Int]? {
        var found: [Int] = []
        for field in fields {
            guard let slot = slotIndex(of: field.key, metrics: metrics) else { return nil }
            found.append(slot)
        }
        return found
    }

    /// Takes a number, an integer or a boolean.
    @inline(__always)
    mutating func take(_ value: RunValue, at slot: Int) {
        slots[slot].value = value
        if slots[slot].statistics != nil, let number = value.measured { slots[slot].statistics?.add(number) }
    }

    private mutating func take(_ field: RowField, at slot: Int, metrics: borrowing MetricRegistry) {
        switch field.value {
        case .object(let members):
            var merged = slots[slot].value ?? .object([])
            merged.merge(members)
            slots[slot].value = merged
            if metrics.hasNested, !Self.areDescriptor(members) {
                count(members, path: field.key, metrics: metrics)
            }
        // No value is none to summarise: the last one stays.
        case .null: break
        case let value: take(value, at: slot)
        }
    }

    /// Sets a value by hand; `nil` removes it.
    mutating func set(_ key: String, _ value: RunValue?, metrics: MetricRegistry) {
        guard let slot = slotIndex(of: key, metrics: metrics) else { return }
        slots[slot].value = value
        // What was set by hand stays until the metric is logged again.
        if value != nil { slots[slot].statistics = nil }
    }

    /// Looks at the definitions again: one was added.
    mutating func redefine(metrics: MetricRegistry) {
        for index in slots.indices {
            let statistics = MetricStatistics(metrics.definition(for: slots[index].key))
            let present = slots[index].statistics
            guard statistics?.aggregations != present?.aggregations || statistics?.goal != present?.goal else {
                continue
            }
            slots[index].statistics = statistics
            if let number = slots[index].value?.measured { slots[index].statistics?.add(number) }
        }
    }

    /// The value of a key as the summary shows it.
    func value(_ key: String) -> RunValue? {
        slotOfKey[key].flatMap { shown(slots[$0]) }
    }

    /// The last value that was logged, whatever the summary shows.
    func lastValue(_ key: String) -> RunValue? { slotOfKey[key].flatMap { slots[$0].value } }

    /// All members in the order in which their keys were first logged.
    var members: [(key: String, value: RunValue)] {
        slots.compactMap { slot in shown(slot).map { (key: slot.key, value: $0) } }
    }

    private func shown(_ slot: Slot) -> RunValue? {
        guard let value = slot.value else { return nil }
        // Definitions are for the values inside an object, each by its path; media are what they are.
        if case .object(let members) = value {
            return nested.isEmpty ? value : .object(shown(members, path: slot.key))
        }
        return slot.statistics.map { $0.summary(last: value) } ?? value
    }

    private func shown(_ members: [(key: String, value: RunValue)], path: String) -> [(key: String, value: RunValue)] {
        members.compactMap { key, value in
            let path = path + "." + key
            if let statistics = nested[path] { return statistics.summary(last: value).map { (key: key, value: $0) } }
            if case .object(let inner) = value { return (key: key, value: .object(shown(inner, path: path))) }
            return (key: key, value: value)
        }
    }

    private mutating func slotIndex(of key: String, metrics: borrowing MetricRegistry) -> Int? {
        if let slot = slotOfKey[key] { return slot }
        guard slots.count < RunLimits.summaryKeys else { return nil }
        slots.append(Slot(key: key, value: nil, statistics: MetricStatistics(metrics.definition(for: key))))
        slotOfKey[key] = slots.count - 1
        return slots.count - 1
    }

    /// Whether an object stands for a media value, whose parts are no values of their own.
    fileprivate static func areDescriptor(_ members: [(key: String, value: RunValue)]) -> Bool {
        members.contains { $0.key == "_type" }
    }

    private mutating func count(
        _ members: [(key: String, value: RunValue)], path: String, metrics: borrowing MetricRegistry
    ) {
        for (key, value) in members {
            let path = path + "." + key
            if case .object(let inner) = value {
                if !Self.areDescriptor(inner) { count(inner, path: path, metrics: metrics) }
            } else if let number = value.measured,
                var statistics = nested[path] ?? MetricStatistics(metrics.definition(for: path))
            {
                statistics.add(number)
                nested[path] = statistics
            }
        }
    }
}

extension RunValue {
    /// Takes over the members of another object, those of inner objects too; what is no object is replaced.
    fileprivate mutating func merge(_ members: [(key: String, value: RunValue)]) {
        // A descriptor of a media file is one value: its parts belong together.
        guard case .object(var present) = self, !SummaryState.areDescriptor(members) else {
            self = .object(members)
            return
        }
        for (key, value) in members {
            guard let index = present.firstIndex(where: { $0.key == key }) else {
                present.append((key: key, value: value))
                continue
            }
            if case .object(let inner) = value {
                present[index].value.merge(inner)
            } else {
                present[index].value = value
            }
        }
        self = .object(present)
    }
}
