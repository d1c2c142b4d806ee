/// What changes while a run runs.
struct RunState: Sendable {
    var assembler: RowAssembler
    var recorder: HistoryRecorder
    var telemetry: RunTelemetry
    var name: String
    var notes: String?
    var tags: [String]
    var isFinished = false
    /// Whether the run was made from a job, so that it makes none itself.
    var usesJob = false
    /// What is known of the run's code, where it is saved.
    var code: CapturedCode?
    /// How many calls of `log` were refused since their step had passed.
    var refusedCalls = 0
}
