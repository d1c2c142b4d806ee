import RoostAPI
import RoostJSON
import RoostLog

extension LogRunRecord {
    /// The settings of a run record in which a program notes how many lines the server had when the run was started.
    private static let lineSettings = ["x_history_lines", "x_events_lines", "x_console_lines"]

    /// How many lines the server had, where the program that wrote the log has noted it.
    var recordedLines: SyncState.Lines? {
        var counts: [String: Int] = [:]
        for item in settings.item { counts[item.key] = JSON(logText: item.valueJson).countValue }
        let found = Self.lineSettings.map { counts[$0] }
        guard found.contains(where: { $0 != nil }) else { return nil }
        return SyncState.Lines(history: found[0] ?? 0, events: found[1] ?? 0, console: found[2] ?? 0)
    }

    /// Whether the run goes on from what the server has of it or of another run.
    var isContinuation: Bool {
        resumed || resume || forked || startingStep > 0 || !branchPoint.run.isEmpty
    }

    /// Whether the run was rewound without a server.
    var isUnsentRewind: Bool { storageID.isEmpty && !branchPoint.run.isEmpty && branchPoint.run == runID }

    /// Whether the summary begins with the server's, which the log does not hold.
    var needsSummary: Bool { (resumed || resume) && !hasSummary }

    /// The request that tells the server of the run.
    ///
    /// - Parameter isFirst: whether the server is told for the first time; later it keeps what people changed there.
    func upsert(isFirst: Bool) -> UpsertBucket {
        var upsert = UpsertBucket(
            run: runID, project: project.nilIfEmpty ?? "uncategorized", entity: entity.nilIfEmpty)
        upsert.storageID = storageID.nilIfEmpty
        // That a host is named tells the server that the run is going on.
        upsert.host = host.nilIfEmpty
        guard isFirst else { return upsert }
        setAttributes(of: &upsert)
        var configuration = RunConfiguration()
        configuration.apply(self)
        upsert.config = configuration.encoded
        return upsert
    }

    func setAttributes(of upsert: inout UpsertBucket) {
        upsert.displayName = displayName.nilIfEmpty
        upsert.notes = notes.nilIfEmpty
        upsert.tags = tags.isEmpty ? nil : tags
        upsert.group = runGroup.nilIfEmpty
        upsert.jobType = jobType.nilIfEmpty
        upsert.sweep = sweepID.nilIfEmpty
        upsert.host = host.nilIfEmpty
        upsert.commit = git.commit.nilIfEmpty
        upsert.repository = git.remoteURL.nilIfEmpty
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
