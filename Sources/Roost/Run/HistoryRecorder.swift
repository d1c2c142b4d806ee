import RoostLog

/// Takes complete rows of the history.
protocol RowSink {
    mutating func write(step: Int64, _ input: RowInput, time: Int64)
}

/// Writes complete rows to the transaction log and keeps the summary.
struct HistoryRecorder: RowSink, Sendable {
    private let log: LogWriter?
    let clock: RunClock
    var summary = SummaryState()
    var metrics = MetricRegistry()
    /// The step and the time of the last row; `nil` before the first.
    private(set) var lastRow: (step: Int64, time: Int64)?
    /// The first failure to write since it was last taken.
    private var failure: LogError?

    init(log: LogWriter?, clock: RunClock) {
        self.log = log
        self.clock = clock
    }

    mutating func takeFailure() -> LogError? {
        defer { failure = nil }
        return failure
    }

    mutating func write(step: Int64, _ input: RowInput, time: Int64) {
        guard metrics.hasStepSync else {
            record(step: step, input, time: time)
            return
        }
        let missing = metrics.missingStepMetrics(of: input.fields.lazy.map(\.key))
        let added = missing.compactMap { name in summary.lastValue(name).map { (key: name, value: $0) } }
        (Array(input.fields) + added).withUnsafeBufferPointer { record(step: step, RowInput(fields: $0), time: time) }
    }

    private mutating func record(step: Int64, _ input: RowInput, time: Int64) {
        if let log {
            do {
                try log.history(step: step) { row in
                    if let items = input.items {
                        row.add(items: items)
                    } else {
                        row.add(input.fields)
                        row.add(time: time, clock)
                    }
                }
            } catch {
                if failure == nil { failure = error }
            }
        }
        summary.log(input.fields, metrics: metrics)
        lastRow = (step, time)
    }
}

extension HistoryRow {
    /// Adds when the row was logged.
    @inline(__always)
    mutating func add(time: Int64, _ clock: RunClock) {
        add("_timestamp", microseconds: time)
        add("_runtime", microseconds: clock.runtime(at: time))
    }

    /// Adds all of them in their order.
    @inline(__always)
    mutating func add(_ fields: UnsafeBufferPointer<RowField>) {
        for index in 0..<fields.count { add(fields[index]) }
    }

    @inline(__always)
    private mutating func add(_ field: RowField) {
        switch field.value {
        case .number(let value): add(field.key, value)
        case .integer(let value): add(field.key, value)
        case .bool(let value): add(field.key, value)
        case .string(let text): add(field.key, text: text)
        case .null: addNull(field.key)
        // Media have become the objects that describe them before they get here.
        case .array, .object, .media, .chart:
            add(field.key, json: Array((field.value.json?.text ?? "null").utf8))
        }
    }
}
