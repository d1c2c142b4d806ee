extension EmbeddedHistory {
    public func compact(_ run: RunKey) async throws(HistoryError) {
        for stream in RunStream.allCases { try await merger.compact(StreamID(run, stream)) }
    }

    public func delete(_ run: RunKey) async throws(HistoryError) {
        try await queue.commit(bytes: 64) { sql throws(HistoryError) in
            try sql.run("INSERT OR IGNORE INTO deleted_runs (run, is_purged) VALUES (?, 0)", .run(run))
        }
        for stream in RunStream.allCases {
            // What was being written is done once the lock is ours; what comes later finds the run deleted.
            try await registry.with(StreamID(run, stream)) { handle throws(HistoryError) in handle.loaded = nil }
        }
        try await purge(run)
        try await reclaimSpace()
    }

    /// Removes what is stored for deleted runs that nobody inherits from: the run, and then perhaps its parents.
    func purge(_ run: RunKey) async throws(HistoryError) {
        var doomed = [run]
        while let run = doomed.popLast() {
            var isPurged = true
            for stream in RunStream.allCases {
                let id = StreamID(run, stream)
                while true {
                    let progress = try await queue.commit(bytes: Limits.mergeOutputBytes) {
                        sql throws(HistoryError) in try Self.purgeSlice(of: id, sql)
                    }
                    if case .isInherited = progress { isPurged = false }
                    if case .done(let parent?) = progress { doomed.append(parent) }
                    if case .more = progress { continue }
                    break
                }
            }
            guard isPurged else { continue }
            try await queue.commit(bytes: 64) { sql throws(HistoryError) in
                try sql.run("UPDATE deleted_runs SET is_purged = 1 WHERE run = ?", .run(run))
            }
        }
    }

    private enum PurgeProgress: Sendable {
        /// A fork still needs the rows.
        case isInherited
        case more
        /// All is gone; a deleted parent may follow.
        case done(parent: RunKey?)
    }

    private static let purgedPieces = 256

    private static func purgeSlice(of id: StreamID, _ sql: SQL) throws(HistoryError) -> PurgeProgress {
        let run = SQLArgument.run(id.run)
        let stream = SQLArgument.stream(id.stream)
        let isInherited = try sql.first("SELECT 1 FROM lineage WHERE parent = ? AND stream = ?", run, stream) { _ in
            true
        }
        if isInherited == true { return .isInherited }
        var chunks: [(key: Int, id: Int64, blocks: [BlockEntry])] = []
        try sql.query(
            "SELECT key, id, summary FROM chunks WHERE run = ? AND stream = ? LIMIT \(purgedPieces)", [run, stream]
        ) { row throws(HistoryError) in
            chunks.append((Int(row.integer(0)), row.integer(1), try ChunkSummaryBlob.decode(row.bytes(2)).blocks))
        }
        for chunk in chunks {
            try ChunkRecord.delete(chunk.id, key: chunk.key, of: id, blocks: chunk.blocks, sql)
        }
        try sql.run(
            """
            DELETE FROM batches WHERE id IN
                (SELECT id FROM batches WHERE run = ? AND stream = ? ORDER BY sequence LIMIT \(purgedPieces))
            """, run, stream)
        if !chunks.isEmpty || sql.changedRows > 0 { return .more }
        let parent = try sql.first(
            """
            SELECT parent FROM lineage JOIN deleted_runs ON deleted_runs.run = parent
            WHERE lineage.run = ? AND stream = ?
            """, run, stream
        ) { RunKey($0.integer(0)) }
        for table in ["streams", "writers", "keys", "cuts", "lineage"] {
            try sql.run("DELETE FROM \(table) WHERE run = ? AND stream = ?", run, stream)
        }
        return .done(parent: parent)
    }

    /// Gives free pages back to the file system, a few at a time so that appends go on in between.
    private func reclaimSpace() async throws(HistoryError) {
        var free = Int64.max
        while free > 0 {
            let before = free
            free = try await queue.commit(bytes: Limits.vacuumPages * 16384) { sql throws(HistoryError) in
                try sql.query("PRAGMA incremental_vacuum(\(Limits.vacuumPages))") { _ in }
                return try sql.first("PRAGMA freelist_count") { $0.integer(0) } ?? 0
            }
            if free >= before { break }
        }
    }
}
