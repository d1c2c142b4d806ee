/// What changes while a run runs.
struct RunState: Sendable {
    var assembler: RowAssembler
    var recorder: HistoryRecorder
    var telemetry: RunTelemetry
    var name: String
    var notes: String?
    var tags: [String]
    var isFinished = false
    /// How many calls of `log` were refused since their step had passed.
    var refusedCalls = 0
}
