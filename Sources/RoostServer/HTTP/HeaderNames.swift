import HTTPTypes

extension HTTPField.Name {
    /// Asks reverse proxies not to hold events back.
    static let accelBuffering = named("X-Accel-Buffering")
    /// Which of several writers of a shared run sends a file-stream request.
    static let asyncClientID = named("X-WANDB-ASYNC-CLIENT-ID")
    static let contentMD5 = named("Content-MD5")
    static let contentTypeOptions = named("X-Content-Type-Options")
    static let lastEventID = named("Last-Event-ID")
    static let requestID = named("X-Request-Id")
    /// Says that the server shall derive the summary from the rows.
    static let serverSideSummary = named("X-WANDB-SERVER-SIDE-DERIVED-SUMMARY")
    /// Marks requests of a shared run.
    static let useAsyncFileStream = named("X-WANDB-USE-ASYNC-FILESTREAM")

    /// The names here are literals of valid characters, so the other branch is never taken.
    private static func named(_ literal: String) -> HTTPField.Name {
        HTTPField.Name(literal) ?? .via
    }
}
