extension Run {
    /// Ends the run, and waits until all of it is uploaded.
    ///
    /// A program that ends without this call ends its runs too, with its own exit code, and leaves the rest of the
    /// upload to the background process.
    ///
    /// ```swift
    /// try await run.finish()             // it went well
    /// try await run.finish(exitCode: 1)  // the server shows it as failed
    /// ```
    ///
    /// - Parameter exitCode: 0 for a run that went well.
    /// - Throws: ``CommError`` when the upload has not succeeded; the data is on this machine, and `roost sync` uploads
    ///   it later.
    public func finish(exitCode: Int = 0) async throws {
        core.note(.finish)
        core.services.stopAll()
        guard core.end(code: Int32(truncatingIfNeeded: exitCode)) else { return }
        try await core.waitForUpload()
    }

    /// Starts nothing by itself: runs `body`, and finishes the run with exit code 0, or 1 when `body` throws.
    ///
    /// ```swift
    /// try await Run(project: "digits").whileRunning { run in
    ///     run.log(["loss": 0.1])
    /// }
    /// ```
    ///
    /// - Throws: what `body` throws; ``CommError`` when the upload has not succeeded, as ``finish(exitCode:)``.
    public func whileRunning<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (Run) async throws -> Result
    ) async throws -> Result {
        let result: Result
        do {
            result = try await body(self)
        } catch {
            // The first error is the one to know; a failed upload is told at the terminal.
            try? await finish(exitCode: 1)
            throw error
        }
        try await finish()
        return result
    }
}
