/// What a request means, given what its writer wrote before.
enum AppendPlan: Equatable {
    /// The writer's latest request once more: nothing to do.
    case replay
    /// Goes on where the writer's lines end.
    case append
    /// Starts before that: lines are written anew.
    case rewrite
    /// Starts after that: lines are missing.
    case gap(expected: Int64)

    init(_ request: StreamMemory.Request, after writer: StreamMemory.Writer) {
        if request.offset < writer.lineCount, request == writer.lastRequest {
            self = .replay
        } else if request.offset < writer.lineCount {
            self = .rewrite
        } else if request.offset > writer.lineCount {
            self = .gap(expected: writer.lineCount)
        } else {
            self = .append
        }
    }
}
