/// The summary of a run: for each key its last value, or what its definition asks for.
///
/// A pure value on the path of every `log`. Runs log the same keys again and again: the slots of the row before are
/// tried first, which costs a comparison of strings instead of a dictionary's look-up.
struct SummaryState: Sendable {
    private struct Slot: Sendable {
        let key: String
        var value: RunValue?
        var statistics: MetricStatistics?
    }

    private var slots: [Slot] = []
    private var slotOfKey: [String: Int] = [:]
    /// The slots of the last row's values in their order.
    private var shape: [Int] = []
    /// The statistics of values inside objects, by path.
    private var nested: [String: MetricStatistics] = [:]

    /// Takes the values of a history row.
    mutating func log(_ fields: UnsafeBufferPointer<RowField>, metrics: borrowing MetricRegistry) {
        for position in 0..<fields.count {
            var slot: Int
            if position < shape.count, slots[shape[position]].key == fields[position].key {
                slot = shape[position]
            } else {
                guard let found = slotIndex(of: fields[position].key, metrics: metrics) else { continue }
                slot = found
                if position < shape.count {
                    shape[position] = slot
                } else if position == shape.count {
                    shape.append(slot)
                }
            }
            switch fields[position].value {
            case .number(let value):
                slots[slot].value = .number(value)
                if slots[slot].statistics != nil { slots[slot].statistics?.add(value) }
            case .object(let members):
                var merged = slots[slot].value ?? .object([])
                merged.merge(members)
                slots[slot].value = merged
                if metrics.hasNested {
                    count(members, path: fields[position].key, metrics: metrics)
                }
            // No value is none to summarise: the last one stays.
            case .null: continue
            case let value:
                slots[slot].value = value
                if slots[slot].statistics != nil, let number = value.doubleValue {
                    slots[slot].statistics?.add(number)
                }
            }
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
            if let number = slots[index].value?.doubleValue { slots[index].statistics?.add(number) }
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
        if let statistics = slot.statistics { return statistics.summary(last: value) }
        if !nested.isEmpty, case .object(let members) = value { return .object(shown(members, path: slot.key)) }
        return value
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

    private mutating func count(
        _ members: [(key: String, value: RunValue)], path: String, metrics: borrowing MetricRegistry
    ) {
        for (key, value) in members {
            let path = path + "." + key
            if case .object(let inner) = value {
                count(inner, path: path, metrics: metrics)
            } else if let number = value.doubleValue,
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
        guard case .object(var present) = self, !members.contains(where: { $0.key == "_type" }) else {
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
