extension Run {
    /// Sends a message to the people who watch the run.
    ///
    /// ```swift
    /// if loss.isNaN {
    ///     try run.alert(title: "Diverged", text: "The loss is NaN at epoch \(epoch).", level: .error)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - title: short; alerts with the same title are held back for a while.
    ///   - text: the message.
    ///   - level: how serious it is.
    ///   - waitSeconds: for how long the same title is held back, a minute by default.
    /// - Throws: ``UsageError`` when the title is empty or the time is negative.
    public func alert(
        title: String, text: String, level: AlertLevel = .info, waitSeconds: Double = 60
    ) throws(UsageError) {
        guard !title.isEmpty else {
            throw UsageError(
                argument: "title", value: title, problem: "an alert needs a title", remedy: "Give a few words.")
        }
        guard waitSeconds >= 0, waitSeconds < 1e9 else {
            throw UsageError(
                argument: "waitSeconds", value: "\(waitSeconds)", problem: "it is not a time",
                remedy: "Give seconds from 0 up.")
        }
        core.alert(title, text, level: level, waitSeconds: waitSeconds)
    }

    /// Tells the server that the run is about to be stopped by its surroundings and expects to be started again.
    public func markPreempting() { core.markPreempting() }
}
