import RoostAPI

/// A step of a run, as `forkFrom` and `resumeFrom` name it: `RUN?_step=N`.
public struct RunMoment: Sendable, Hashable {
    /// The run's id.
    public var run: String
    /// The last step that counts.
    public var step: Int64

    /// The moment after a step of a run, from 0 up.
    public init(run: String, step: Int64) {
        self.run = run
        self.step = step
    }

    /// Reads `RUN?_step=N`.
    init(_ text: String, argument: String) throws(UsageError) {
        let remedy = "Give it as RUN?_step=N, for example \"ans3bsax?_step=123\"."
        func wrong(_ problem: String) -> UsageError {
            UsageError(argument: argument, value: text, problem: problem, remedy: remedy)
        }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw wrong("it names no step") }
        guard !parts[0].isEmpty, !parts[0].contains("/"), !parts[0].contains("#") else {
            throw wrong("it names no run")
        }
        let assignment = parts[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard assignment.count == 2, assignment[0] == "_step" else {
            throw wrong("the only metric that a moment can name is _step")
        }
        guard let step = Int64(assignment[1]) ?? Double(assignment[1]).flatMap({ Int64(exactly: $0) }), step >= 0 else {
            throw wrong("its step is not a whole number from 0 up")
        }
        run = String(parts[0])
        self.step = step
    }
}
