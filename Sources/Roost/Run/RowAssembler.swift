/// A key and its value in a history row.
typealias RowField = (key: String, value: RunValue)

/// The rules by which calls of `log` become rows of the history.
///
/// - Without a step a call completes the current row and the next call begins the next one.
/// - With a step, or with `commit: false`, it adds to the row of that step, which is complete when a call names a
///   larger step or commits.
/// - A step that has passed is refused; a row without values is skipped, but its step is used up.
///
/// A pure value: it is given the time and hands complete rows to a sink.
struct RowAssembler: Sendable {
    /// The step of the row that is being filled, or of the next.
    private(set) var step: Int64
    private var pending: [RowField] = []
    /// When the pending row's first value came, in microseconds since 1970.
    private var pendingTime: Int64 = 0

    init(startingStep: Int64) { step = startingStep }

    /// Whether the next value begins a row.
    var isBetweenRows: Bool { pending.isEmpty }

    /// Counts a row that was complete with its call.
    mutating func passRow() { step += 1 }

    enum Verdict: Sendable, Hashable {
        case accepted
        /// The step has passed; the values are dropped.
        case stepHasPassed(current: Int64)
    }

    /// Takes the values of one call.
    mutating func add<Sink: RowSink>(
        _ fields: UnsafeBufferPointer<RowField>, step wanted: Int64?, commit: Bool?, time: Int64, into sink: inout Sink
    ) -> Verdict {
        if let wanted {
            if wanted < step { return .stepHasPassed(current: step) }
            if wanted > step {
                flush(into: &sink)
                step = wanted
            }
        }
        let isComplete = commit ?? (wanted == nil)
        if isComplete, pending.isEmpty {
            if !fields.isEmpty { sink.write(step: step, fields, time: time) }
            step += 1
            return .accepted
        }
        merge(fields, time: time)
        if isComplete {
            flush(into: &sink)
            step += 1
        }
        return .accepted
    }

    /// Completes the row that waits, if there is one.
    mutating func flush<Sink: RowSink>(into sink: inout Sink) {
        guard !pending.isEmpty else { return }
        pending.withUnsafeBufferPointer { sink.write(step: step, $0, time: pendingTime) }
        pending.removeAll(keepingCapacity: true)
    }

    private mutating func merge(_ fields: UnsafeBufferPointer<RowField>, time: Int64) {
        if pending.isEmpty {
            guard !fields.isEmpty else { return }
            pendingTime = time
            pending.append(contentsOf: fields)
            return
        }
        for field in fields {
            if let index = pending.firstIndex(where: { $0.key == field.key }) {
                pending[index].value = field.value
            } else {
                pending.append(field)
            }
        }
    }
}
