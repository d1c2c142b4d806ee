import RoostJSON
import RoostLog

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The summary of a run: the latest of every key, or what its definition asks for, and what was set by hand.
struct SummaryBuilder {
    private struct Slot {
        let key: String
        let keyBytes: [UInt8]
        var rule: MetricDefinitions.Rule
        /// The value as JSON text; empty when there is none.
        var text: [UInt8] = []
        var aggregate = Aggregate()
    }

    /// A row whose values belong to the slots of `rowPlaces`; of no items when none waits.
    private struct WaitingRow {
        var record: [UInt8] = []
        var items: [ItemScanner.Item] = []

        mutating func remove() {
            record = []
            items.removeAll(keepingCapacity: true)
        }
    }

    private var slots: [Slot] = []
    private var places: [[UInt8]: Int] = [:]
    /// The slots of the row before: rows mostly hold the same keys in the same order.
    private var rowPlaces: [Int] = []
    /// The row before, where each of its values just takes the place of an earlier one: rows of that kind follow one
    /// another, and only the last one counts.
    private var waiting = WaitingRow()
    /// Logs that hold the summary after each row by themselves need nothing derived.
    private var isCarried = false
    private(set) var hasChanged = false

    /// Takes over the values of a history row whose items are simple.
    mutating func observe(_ scanner: ItemScanner, of record: [UInt8], _ metrics: MetricDefinitions) {
        if isCarried { return }
        let items = scanner.items
        hasChanged = true
        if supersedes(items, of: record) {
            waiting.record = record
            waiting.items.removeAll(keepingCapacity: true)
            waiting.items.append(contentsOf: items)
            return
        }
        settle()
        record.withUnsafeBufferPointer { record in
            for index in items.indices {
                let place = place(UnsafeBufferPointer(rebasing: record[items[index].key]), at: index, metrics)
                observe(UnsafeBufferPointer(rebasing: record[items[index].value]), at: place)
            }
        }
    }

    /// Whether a row has the keys of the row before, and nothing but numbers and texts that take the place of others.
    private func supersedes(_ items: [ItemScanner.Item], of record: [UInt8]) -> Bool {
        guard items.count == rowPlaces.count, !items.isEmpty else { return false }
        return record.withUnsafeBufferPointer { record in
            for index in items.indices {
                let slot = rowPlaces[index]
                guard case .latest = slots[slot].rule,
                    record[items[index].value.lowerBound] != UInt8(ascii: "{"),
                    record[items[index].value.lowerBound] != UInt8(ascii: "n"),
                    slots[slot].keyBytes.isEqual(to: UnsafeBufferPointer(rebasing: record[items[index].key]))
                else { return false }
            }
            return true
        }
    }

    /// Takes over the values of the row that waits.
    private mutating func settle() {
        for (place, item) in zip(rowPlaces, waiting.items) { slots[place].text = Array(waiting.record[item.value]) }
        waiting.remove()
    }

    /// The same with nothing waiting.
    private var settled: SummaryBuilder {
        var settled = self
        settled.settle()
        return settled
    }

    /// Takes over the values of a history row that had to be built.
    mutating func observe(_ row: JSONObject, _ metrics: MetricDefinitions) {
        if isCarried { return }
        settle()
        for (index, entry) in row.enumerated() {
            let place = place(entry.key, at: index, metrics)
            Array(entry.value.text.utf8).withUnsafeBufferPointer { observe($0, at: place) }
        }
        hasChanged = true
    }

    /// Ends what a continued run begins with, which tells nothing of how the log itself keeps the summary.
    mutating func begin() { isCarried = false }

    /// Sets a value by hand.
    mutating func set(_ path: [String], to text: String, _ metrics: MetricDefinitions) {
        guard let key = path.first else { return }
        settle()
        if key == "_step", path.count == 1 { isCarried = true }
        let place = place(key, at: 0, metrics)
        hasChanged = true
        if path.count == 1 {
            slots[place].text = Array(text.utf8)
            return
        }
        var tree = JSON(logText: String(decoding: slots[place].text, as: UTF8.self))
        tree.set(JSON(logText: text), at: path.dropFirst())
        slots[place].text = Array(tree.text.utf8)
    }

    /// Sets values by hand from a summary record whose items are simple.
    mutating func set(_ scanner: ItemScanner, of record: [UInt8], _ metrics: MetricDefinitions) {
        settle()
        let items = scanner.items
        record.withUnsafeBufferPointer { record in
            for index in items.indices {
                let key = UnsafeBufferPointer(rebasing: record[items[index].key])
                if key.count == 5, key.elementsEqual("_step".utf8) { isCarried = true }
                let place = place(key, at: index, metrics)
                slots[place].text.removeAll(keepingCapacity: true)
                slots[place].text.append(contentsOf: UnsafeBufferPointer(rebasing: record[items[index].value]))
            }
        }
        hasChanged = true
    }

    mutating func remove(_ path: [String]) {
        guard let key = path.first, let place = places[Array(key.utf8)] else { return }
        settle()
        hasChanged = true
        if path.count == 1 {
            slots[place].text = []
            slots[place].aggregate = Aggregate()
            return
        }
        var tree = JSON(logText: String(decoding: slots[place].text, as: UTF8.self))
        tree.remove(at: path.dropFirst())
        slots[place].text = Array(tree.text.utf8)
    }

    /// Applies definitions that came after the first values of a key.
    mutating func redefine(_ metrics: MetricDefinitions) {
        settle()
        for index in slots.indices { slots[index].rule = metrics.rule(for: slots[index].key) }
    }

    /// Whether no key has a value.
    var isEmpty: Bool { waiting.items.isEmpty && slots.allSatisfy(\.text.isEmpty) }

    /// Whether a key has a value; nothing waits.
    private func holds(_ key: String) -> Bool {
        places[Array(key.utf8)].map { !slots[$0].text.isEmpty } ?? false
    }

    /// The whole summary as JSON text; it counts as unchanged from now on.
    mutating func take() -> [UInt8] {
        hasChanged = false
        settle()
        return settledText
    }

    var text: [UInt8] { settled.settledText }

    private var settledText: [UInt8] {
        var writer = JSONWriter()
        writer.write(raw: "{")
        var isFirst = true
        for slot in slots where !slot.text.isEmpty {
            if !isFirst { writer.write(raw: ",") }
            isFirst = false
            writer.write(string: slot.key)
            writer.write(raw: ":")
            writer.bytes.append(contentsOf: slot.text)
        }
        if let derivedRuntime {
            writer.write(raw: isFirst ? "" : ",")
            writer.write(raw: "\"_wandb\":{\"runtime\":\(derivedRuntime)}")
        }
        writer.write(raw: "}")
        return writer.bytes
    }

    /// The runtime of a log that does not say it by itself.
    private var derivedRuntime: Int64? {
        guard !holds("_wandb"), let place = places[Array("_runtime".utf8)] else { return nil }
        let last = Double(String(decoding: slots[place].text, as: UTF8.self))
        return last.flatMap { Int64(exactly: $0.rounded(.down)) }
    }

    private mutating func place(_ key: String, at index: Int, _ metrics: MetricDefinitions) -> Int {
        Array(key.utf8).withUnsafeBufferPointer { place($0, at: index, metrics) }
    }

    private mutating func place(
        _ key: UnsafeBufferPointer<UInt8>, at index: Int, _ metrics: MetricDefinitions
    ) -> Int {
        if index < rowPlaces.count, slots[rowPlaces[index]].keyBytes.isEqual(to: key) { return rowPlaces[index] }
        let bytes = Array(key)
        let place: Int
        if let known = places[bytes] {
            place = known
        } else {
            let name = String(decoding: bytes, as: UTF8.self)
            place = slots.count
            slots.append(Slot(key: name, keyBytes: bytes, rule: metrics.rule(for: name)))
            places[bytes] = place
        }
        if index < rowPlaces.count {
            rowPlaces[index] = place
        } else if index == rowPlaces.count {
            rowPlaces.append(place)
        }
        return place
    }

    private mutating func observe(_ value: UnsafeBufferPointer<UInt8>, at place: Int) {
        // The official client leaves a null out: the value before it stays.
        if value.count == 4, value.elementsEqual("null".utf8) { return }
        switch slots[place].rule {
        case .omitted: return
        case .latest:
            if value.first == UInt8(ascii: "{") {
                merge(value, at: place)
            } else {
                slots[place].text.removeAll(keepingCapacity: true)
                slots[place].text.append(contentsOf: value)
            }
        case .aggregate(let parts, let maximizes):
            guard let number = Double(String(decoding: value, as: UTF8.self)) else {
                slots[place].text = Array(value)
                return
            }
            slots[place].aggregate.add(number)
            slots[place].text = Array(slots[place].aggregate.json(parts, maximizes: maximizes).text.utf8)
        }
    }

    /// Objects that are no media go over those before, member by member.
    private mutating func merge(_ value: UnsafeBufferPointer<UInt8>, at place: Int) {
        guard let new = try? JSON(parsing: Array(value)), new["_type"] == nil, !slots[place].text.isEmpty,
            var old = try? JSON(parsing: slots[place].text)
        else {
            slots[place].text = Array(value)
            return
        }
        old.merge(new)
        slots[place].text = Array(old.text.utf8)
    }
}

extension [UInt8] {
    fileprivate func isEqual(to other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count, let start = other.baseAddress else { return isEmpty && other.isEmpty }
        return withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { memcmp($0, start, other.count) == 0 } ?? true
        }
    }
}

/// The running figures of one metric.
struct Aggregate {
    private var count = 0
    private var mean = 0.0
    private var first = 0.0
    private var last = 0.0
    private var minimum = Double.infinity
    private var maximum = -Double.infinity

    mutating func add(_ value: Double) {
        if count == 0 { first = value }
        last = value
        // What is no number takes part in no figure but the first and the last.
        guard !value.isNaN else { return }
        count += 1
        mean += (value - mean) / Double(count)
        minimum = Swift.min(minimum, value)
        maximum = Swift.max(maximum, value)
    }

    func json(_ parts: Set<MetricDefinitions.Part>, maximizes: Bool) -> JSON {
        var members: JSONObject = [:]
        for part in MetricDefinitions.Part.allCases where parts.contains(part) {
            let value: Double? =
                switch part {
                case .first: first
                case .last: last
                case .min: count > 0 ? minimum : nil
                case .max: count > 0 ? maximum : nil
                case .mean: count > 0 ? mean : nil
                case .best: count > 0 ? (maximizes ? maximum : minimum) : nil
                }
            if let value { members[part.rawValue] = .number(value) }
        }
        return .object(members)
    }
}
