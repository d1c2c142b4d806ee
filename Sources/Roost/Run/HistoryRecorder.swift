import RoostLog

/// Takes complete rows of the history.
protocol RowSink {
    mutating func write(step: Int64, _ fields: UnsafeBufferPointer<RowField>, time: Int64)
}

/// Writes complete rows to the transaction log and keeps the summary.
struct HistoryRecorder: RowSink, Sendable {
    private let log: LogWriter?
    private var shapes = RowShapes()
    let clock: RunClock
    var summary = SummaryState()
    var metrics = MetricRegistry()
    /// The step and the time of the last row; `nil` before the first.
    private(set) var lastRow: (step: Int64, time: Int64)?
    /// The bytes that waited in the log after the last row.
    private(set) var waiting = 0
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

    mutating func write(step: Int64, _ fields: UnsafeBufferPointer<RowField>, time: Int64) {
        guard metrics.hasStepSync else {
            record(step: step, fields, time: time)
            return
        }
        let missing = metrics.missingStepMetrics(of: fields.lazy.map(\.key))
        let added = missing.compactMap { name in summary.lastValue(name).map { (key: name, value: $0) } }
        (Array(fields) + added).withUnsafeBufferPointer { record(step: step, $0, time: time) }
    }

    private mutating func record(step: Int64, _ fields: UnsafeBufferPointer<RowField>, time: Int64) {
        if writeKnown(step: step, FieldRow(fields: fields), time: time) { return }
        if let log, learn(fields, log), writeKnown(step: step, FieldRow(fields: fields), time: time) { return }
        lastRow = (step, time)
        summary.log(fields, metrics: metrics)
        guard let log else { return }
        do {
            waiting = try log.history(step: step) { row in
                for field in fields { row.add(field) }
                row.add("_timestamp", microseconds: time)
                row.add("_runtime", microseconds: clock.runtime(at: time))
            }
        } catch {
            if failure == nil { failure = error }
        }
    }

    /// Writes a row whose shape is known.
    ///
    /// - Returns: whether it is.
    @inline(__always)
    mutating func writeKnown<Row: RowSource & ~Escapable>(step: Int64, _ row: Row, time: Int64) -> Bool {
        guard let log, let index = shapes.index(of: row) else { return false }
        do {
            waiting = try shapes.write(
                row, at: index, step: step, time: time, runtime: clock.runtime(at: time), to: log, &summary)
        } catch {
            if failure == nil { failure = error }
        }
        lastRow = (step, time)
        return true
    }

    /// Keeps the shape of a row, if it has one.
    private mutating func learn(_ fields: UnsafeBufferPointer<RowField>, _ log: LogWriter) -> Bool {
        guard !shapes.isFull, RowShapes.takes(fields), let slots = summary.slots(of: fields, metrics: metrics) else {
            return false
        }
        return shapes.add(fields, slots: slots, to: log)
    }
}

extension HistoryRow {
    fileprivate mutating func add(_ field: RowField) {
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
