import RoostAPI

/// Uploads a run from its transaction log: once, or as long as the run is written.
///
/// What was sent is remembered beside the log. Whoever is interrupted, this process, the program that writes, the
/// server or the network, the next uploader goes on there, and what is sent twice counts once.
///
///     let uploader = try RunUploader(path: "wandb/offline-run-20261121_074746-abc", client: client)
///     let report = try await uploader.run()
public struct RunUploader: Sendable {
    public struct Options: Sendable {
        /// Whether to go on until the run's end is in the log or its writer has died.
        public var follows = false
        /// The process that writes the log; `nil` for whichever holds it open.
        public var writerPID: Int32?
        /// Uploads to this entity instead of the log's.
        public var entity: String?
        /// Uploads to this project instead of the log's.
        public var project: String?
        /// Uploads as this run instead of the log's.
        public var runID: String?
        /// The job type instead of the log's.
        public var jobType: String?
        /// Patterns of files that are not uploaded.
        public var ignoredGlobs: [String] = []
        /// Whether console lines are sent.
        public var sendsConsole = true
        /// Whether a run that is all pushed is marked, so that the next time costs nothing.
        public var marksSynced = true
        /// Whether marked runs are pushed again.
        public var includesSynced = false
        /// The least time between two requests while the run is written, in seconds.
        public var transmitSeconds: Double = 1
        /// How long a server may stay away before the uploader gives up, in seconds; `nil` for five minutes, or for
        /// ever when it follows a run.
        public var patienceSeconds: Double?
        /// Told what happens, from any thread.
        public var onEvent: (@Sendable (SyncEvent) -> Void)?

        public init() {}
    }

    public let local: LocalRun
    private let client: APIClient
    private let options: Options

    /// - Parameters:
    ///   - path: the run's directory, or its log.
    ///   - client: the server.
    ///   - options: what and how to upload.
    /// - Throws: ``SyncError/noLog(directory:)``.
    public init(path: String, client: APIClient, options: Options = Options()) throws(SyncError) {
        self.init(try LocalRun(path: path), client: client, options: options)
    }

    public init(_ local: LocalRun, client: APIClient, options: Options = Options()) {
        self.local = local
        self.client = client
        self.options = options
    }

    /// Uploads the run. Cancelling the task ends it early; a later call goes on.
    public func run() async throws(SyncError) -> SyncReport {
        if !options.includesSynced, local.isSynced { return SyncReport(outcome: .alreadySynced) }
        let stateFile = try StateFile(besideLog: local.log)
        let watch = WriterWatch(log: local.log, writer: options.writerPID)
        let record = try await RunRecordFinder(local: local, watch: watch, follows: options.follows).find()
        let registrar = RunRegistrar(local: local, client: client, options: options, stateFile: stateFile)
        let registered = try await registrar.register(record)
        options.onEvent?(.started(registered.path))
        let session = try UploadSession(
            local: local, client: client, options: options, stateFile: stateFile, registered: registered, watch: watch)
        return try await session.run()
    }
}

extension RunUploader.Options {
    var policies: SyncPolicies {
        SyncPolicies(patienceSeconds: patienceSeconds ?? (follows ? .infinity : 300))
    }
}
