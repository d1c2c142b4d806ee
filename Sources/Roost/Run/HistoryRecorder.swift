import RoostLog

/// Takes complete rows of the history.
protocol RowSink {
    mutating func write(step: Int64, _ input: RowInput, time: Int64)
}

/// Writes complete rows to the transaction log and keeps the summary.
struct HistoryRecorder: RowSink, Sendable {
    private let log: LogWriter?
    /// In microseconds since 1970.
    private let startTime: Int64
    /// How long the run ran before it was resumed, in microseconds.
    private let earlierRuntime: Int64
    var summary = SummaryState()
    var metrics = MetricRegistry()
    /// The step and the time of the last row; `nil` before the first.
    private(set) var lastRow: (step: Int64, time: Int64)?
    /// The first failure to write since it was last taken.
    private var failure: LogError?

    init(log: LogWriter?, startTime: Int64, earlierRuntime: Int64) {
        self.log = log
        self.startTime = startTime
        self.earlierRuntime = earlierRuntime
    }

    /// The run's running time at a moment, in microseconds.
    func runtime(at time: Int64) -> Int64 { max(0, time - startTime) + earlierRuntime }

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
            let runtime = runtime(at: time)
            do {
                try log.history(step: step) { row in
                    if let items = input.items { row.add(items: items) } else { row.add(input.fields) }
                    row.add("_timestamp", microseconds: time)
                    row.add("_runtime", microseconds: runtime)
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
