import RoostAPI
import RoostLog

/// Uploads a run's files beside its stream: each as its policy says, in batches, a bounded number at a time.
actor FileUploads {
    /// What came of the uploads.
    struct Outcome: Sendable {
        /// Names that were uploaded since the last question.
        var uploaded: [String] = []
        var warnings: [String] = []
        /// Files that the server refused.
        var failures: [String] = []
    }

    private let client: APIClient
    private let path: RunPath
    /// The run's files directory.
    private let directory: String
    private let ignored: [GlobPattern]
    private let policies: SyncPolicies

    private var queue: [String] = []
    private var isQueued: Set<String> = []
    private var live: Set<String> = []
    private var atEnd: Set<String> = []
    private(set) var marks: [String: SyncState.FileMark]
    private var outcome = Outcome()
    private(set) var uploadedCount = 0
    private var worker: Task<Void, Never>?
    /// Why the last attempt stopped; it is made again.
    private var interruption: APIError?

    init(
        client: APIClient, path: RunPath, directory: String, ignored: [GlobPattern], policies: SyncPolicies,
        marks: [String: SyncState.FileMark]
    ) {
        self.client = client
        self.path = path
        self.directory = directory
        self.ignored = ignored
        self.policies = policies
        self.marks = marks
    }

    /// Takes over files that the log names. Nothing is uploaded until ``start()``.
    func add(_ items: [LogFilesItem]) {
        for item in items {
            guard isAllowed(item.path) else { continue }
            switch item.policy {
            case .now, .UNRECOGNIZED: enqueue(item.path)
            case .live:
                live.insert(item.path)
                enqueue(item.path)
            case .end: atEnd.insert(item.path)
            }
        }
    }

    /// Begins to upload what waits, unless that is under way.
    func start() {
        for name in live where DiskFile.mark(location(name)) != marks[name] { enqueue(name) }
        guard worker == nil, !queue.isEmpty else { return }
        worker = Task { await work() }
    }

    /// What was done since the last call.
    func takeOutcome() -> Outcome {
        defer { outcome = Outcome() }
        return outcome
    }

    /// Uploads what waits, and the files of the run's end.
    ///
    /// - Parameter generated: files of the log's own content, which were just written.
    /// - Throws: when the server cannot be reached.
    func finish(generated: [String]) async throws(APIError) {
        await worker?.value
        for name in atEnd.sorted() + live.sorted() where DiskFile.mark(location(name)) != marks[name] { enqueue(name) }
        for name in generated where isAllowed(name) && DiskFile.mark(location(name)) != marks[name] { enqueue(name) }
        try await settle()
    }

    /// Uploads what waits.
    func settle() async throws(APIError) {
        await worker?.value
        if !queue.isEmpty {
            interruption = nil
            start()
            await worker?.value
        }
        if let interruption { throw interruption }
    }

    func cancel() { worker?.cancel() }

    private func location(_ name: String) -> String { "\(directory)/\(name)" }

    private func isAllowed(_ name: String) -> Bool {
        let isInside = !name.isEmpty && !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
        if !isInside {
            outcome.warnings.append("the file '\(name)' was left out: its name leads out of the run's files")
            return false
        }
        return !ignored.contains { $0.matches(name) }
    }

    private func enqueue(_ name: String) {
        if isQueued.insert(name).inserted { queue.append(name) }
    }

    // MARK: The worker

    private func work() async {
        defer { worker = nil }
        while !queue.isEmpty, !Task.isCancelled {
            let names = Array(queue.prefix(SyncLimits.filesPerRequest))
            // A name that the log tells once more meanwhile waits again: the file may have changed.
            queue.removeFirst(names.count)
            isQueued.subtract(names)
            do {
                try await upload(names)
                interruption = nil
            } catch {
                // The names go back to the queue; whoever waits for them is told.
                for name in names { enqueue(name) }
                interruption = error
                return
            }
        }
    }

    private func upload(_ names: [String]) async throws(APIError) {
        var pending: [String: SyncState.FileMark] = [:]
        var wanted: [String] = []
        for name in names {
            guard let mark = DiskFile.mark(location(name)) else {
                outcome.warnings.append(
                    "the file '\(name)' was left out: \(location(name)) is no file that can be read")
                continue
            }
            if marks[name] == mark { continue }
            pending[name] = mark
            wanted.append(name)
        }
        guard !wanted.isEmpty else { return }
        let targets = try await client.send(CreateRunFiles(path: path, files: wanted), policy: policies.request)
        let results = await transfer(targets)
        for (name, error) in results {
            switch error {
            case nil:
                marks[name] = pending[name]
                outcome.uploaded.append(name)
                uploadedCount += 1
            case .some(let error) where error.isTransient: throw error
            case .some(let error): outcome.failures.append("the file '\(name)' was not uploaded: \(error)")
            }
        }
    }

    /// Uploads to all targets, so many at a time; with each name comes what went wrong.
    private func transfer(_ targets: [UploadTarget]) async -> [(String, APIError?)] {
        await withTaskGroup(of: (String, APIError?).self) { [client, directory, policies] group in
            var results: [(String, APIError?)] = []
            for (index, target) in targets.enumerated() {
                if index >= SyncLimits.uploads, let done = await group.next() { results.append(done) }
                group.addTask {
                    let path = "\(directory)/\(target.name)"
                    do throws(APIError) {
                        try await client.upload(file: path, to: target, policy: policies.transfer(file: path))
                        return (target.name, nil)
                    } catch {
                        return (target.name, error)
                    }
                }
            }
            for await done in group { results.append(done) }
            return results
        }
    }
}
