extension EmbeddedHistory {
    public func append(
        _ batch: RowBatch, to run: RunKey, stream: RunStream, writer: String?
    ) async throws(HistoryError) -> AppendResult {
        guard batch.stream == stream else {
            throw .invalidArgument(name: "stream", value: "\(stream)", expected: "that of the batch, \(batch.stream)")
        }
        let name = writer ?? ""
        guard writer == nil || (1...Limits.writerNameBytes).contains(name.utf8.count) else {
            throw .invalidArgument(
                name: "writer", value: name, expected: "from 1 to \(Limits.writerNameBytes) bytes long")
        }
        let id = StreamID(run, stream)
        return try await registry.with(id) { handle throws(HistoryError) in
            let memory = try await self.memory(of: id, handle)
            do throws(HistoryError) {
                return try await self.append(batch, id, writer: name, memory, handle)
            } catch {
                // Whether a failed commit took effect is for the store to say.
                handle.loaded = nil
                throw error
            }
        }
    }

    /// The state of a stream whose lock is held.
    func memory(
        of id: StreamID, _ handle: StreamRegistry.Handle
    ) async throws(HistoryError) -> StreamMemory {
        if let memory = handle.loaded { return memory }
        let (memory, pending) = try await read { reader throws(HistoryError) in
            (try StreamMemory.load(id, reader.sql), try StreamRegistry.PendingBatches.load(id, reader.sql))
        }
        handle.loaded = memory
        handle.pending.withLock { $0 = pending }
        return memory
    }

    private func append(
        _ batch: RowBatch, _ id: StreamID, writer name: String, _ memory: StreamMemory,
        _ handle: StreamRegistry.Handle
    ) async throws(HistoryError) -> AppendResult {
        var memory = memory
        var writer = memory.writers[name] ?? StreamMemory.Writer()
        guard memory.writers[name] != nil || memory.writers.count < Limits.writersPerStream else {
            throw .limitExceeded(LimitExceeded("writers of one stream", maximum: Limits.writersPerStream))
        }
        let request = StreamMemory.Request(
            offset: batch.offset, lineCount: batch.lineCount, hash: batch.contentHash)
        let plan = AppendPlan(request, after: writer)
        guard plan != .replay, batch.lineCount > 0 else {
            return AppendResult(
                lineCount: writer.lineCount, sequence: memory.lastSequence, isReplay: plan == .replay,
                gapExpected: nil, lastStep: memory.lastStep)
        }
        writer.lineCount = max(writer.lineCount, batch.end)
        writer.lastRequest = request
        memory.writers[name] = writer
        var record: BatchRecord?
        if batch.rowCount > 0 {
            record = try self.record(batch, id, isShared: !name.isEmpty, &memory)
        }
        let saved = memory
        try await queue.commit(bytes: (record?.columns.count ?? 0) + 512) { [record] sql throws(HistoryError) in
            try record?.insert(sql)
            if record != nil { try saved.save(id, sql) }
            try saved.save(writer: name, id, sql)
        }
        handle.loaded = memory
        if let record {
            let areMany = handle.pending.withLock { [tuning] pending in
                pending.add(rows: record.rows, bytes: record.columns.count)
                return pending.areMany(tuning)
            }
            if areMany { merger.schedule(id) }
        }
        var gapExpected: Int64?
        if case .gap(let expected) = plan { gapExpected = expected }
        return AppendResult(
            lineCount: writer.lineCount, sequence: memory.lastSequence, isReplay: false, gapExpected: gapExpected,
            lastStep: memory.lastStep)
    }

    /// Gives the rows their steps and keys their numbers, and encodes them.
    private func record(
        _ batch: RowBatch, _ id: StreamID, isShared: Bool, _ memory: inout StreamMemory
    ) throws(HistoryError) -> BatchRecord {
        var rows = ArrangedRows(
            steps: batch.assignedSteps(after: memory.lastStep, isShared: isShared), columns: batch.columns)
        if id.stream.replacesWholeRows, let last = memory.lastStep, rows.steps[0] <= last {
            rows = rows.hidingEarlierValues(of: memory.keys.keys)
        }
        let lastStep = rows.steps[rows.steps.count - 1]
        guard lastStep < Limits.stepMagnitude else {
            throw .invalidArgument(name: "_step", value: "\(lastStep)", expected: "below 2^62")
        }
        memory.lastStep = max(memory.lastStep ?? .min, lastStep)
        var newKeys: [(path: ColumnPath, key: Int)] = []
        var columns: [BatchBlob.Column] = []
        columns.reserveCapacity(rows.columns.count)
        for column in rows.columns where column.values.count > 0 {
            if memory.keys[column.path] == nil {
                newKeys.append((column.path, memory.nextKey))
                memory.keys[column.path] = memory.nextKey
            }
            guard memory.keys.count <= Limits.keysPerStream else {
                throw .limitExceeded(
                    LimitExceeded("keys of one stream", maximum: Limits.keysPerStream, file: id.stream.fileName))
            }
            columns.append(
                BatchBlob.Column(
                    key: memory.keys[column.path] ?? 0, positions: column.positions, values: column.values))
        }
        let sequence = memory.nextSequence
        memory.nextSequence += 1
        let bytes = try codecs.with { codec throws(HistoryError) in
            BatchBlob.encode(steps: rows.steps, columns: columns, codec)
        }
        return BatchRecord(
            batchID: ids.next(), id: id, sequence: sequence, firstStep: rows.steps[0], lastStep: lastStep,
            rows: rows.steps.count, columns: bytes, newKeys: newKeys)
    }

    public func fork(
        _ child: RunKey, from parent: RunKey, throughStep step: Int64
    ) async throws(HistoryError) -> StreamState {
        guard child != parent else {
            throw .invalidArgument(name: "parent", value: "\(parent.rawValue)", expected: "another run than the fork")
        }
        let childID = StreamID(child, .metrics)
        let parentID = StreamID(parent, .metrics)
        // Both streams stand still; taking the locks in one order keeps two forks from waiting for each other.
        let (first, second) = child < parent ? (childID, parentID) : (parentID, childID)
        return try await registry.with(first) { firstHandle throws(HistoryError) in
            try await self.registry.with(second) { secondHandle throws(HistoryError) in
                let state = try await self.fork(childID, from: parentID, throughStep: step)
                (child < parent ? firstHandle : secondHandle).loaded = nil
                return state
            }
        }
    }

    private func fork(
        _ child: StreamID, from parent: StreamID, throughStep step: Int64
    ) async throws(HistoryError) -> StreamState {
        try await queue.commit(bytes: 4096) { [codecs, cache] sql throws(HistoryError) in
            let reader = { (codec: Codec) in StoreReader(sql: sql, codec: codec, cache: cache) }
            let known = try sql.first(
                "SELECT parent, step FROM lineage WHERE run = ? AND stream = ?", .run(child.run),
                .stream(child.stream)
            ) { (parent: RunKey($0.integer(0)), step: $0.integer(1)) }
            if let known, known.parent == parent.run, known.step == step {
                return try codecs.with { codec throws(HistoryError) in try Self.state(of: child, reader(codec)) }
            }
            var memory = try StreamMemory.load(child, sql)
            guard known == nil, memory.lastSequence == 0, memory.writers.isEmpty else {
                throw .forkTargetInUse(child.run)
            }
            let origin = try StreamMemory.load(parent, sql)
            guard try StreamView.load(parent, sql).layers.count < Limits.forkDepth else {
                throw .limitExceeded(LimitExceeded("forks of forks", maximum: Limits.forkDepth))
            }
            try sql.run(
                "INSERT INTO lineage (run, stream, parent, sequence, step) VALUES (?, ?, ?, ?, ?)", .run(child.run),
                .stream(child.stream), .run(parent.run), .integer(origin.lastSequence), .integer(step))
            let count = try codecs.with { codec throws(HistoryError) in try RowCounter.count(child, reader(codec)) }
            memory.lastStep = count.lastStep
            memory.writers[""] = StreamMemory.Writer(lineCount: Int64(count.rows))
            try memory.save(child, sql)
            try memory.save(writer: "", child, sql)
            return try codecs.with { codec throws(HistoryError) in try Self.state(of: child, reader(codec)) }
        }
    }

    public func truncate(
        _ run: RunKey, _ stream: RunStream, afterStep step: Int64
    ) async throws(HistoryError) -> StreamState {
        let id = StreamID(run, stream)
        return try await registry.with(id) { handle throws(HistoryError) in
            var memory = try await self.memory(of: id, handle)
            let sequence = memory.nextSequence
            memory.nextSequence += 1
            let before = memory
            handle.loaded = nil
            let (state, after) = try await self.queue.commit(bytes: 4096) {
                [codecs = self.codecs, cache = self.cache] sql throws(HistoryError) in
                var memory = before
                try sql.run(
                    "INSERT INTO cuts (run, stream, sequence, step) VALUES (?, ?, ?, ?)", .run(run), .stream(stream),
                    .integer(sequence), .integer(step))
                let state = try codecs.with { codec throws(HistoryError) in
                    let reader = StoreReader(sql: sql, codec: codec, cache: cache)
                    let count = try RowCounter.count(id, reader)
                    memory.lastStep = count.lastStep
                    // Requests from before the rewind are no longer replays.
                    for name in memory.writers.keys { memory.writers[name]?.lastRequest = nil }
                    memory.writers["", default: StreamMemory.Writer()].lineCount = Int64(count.rows)
                    try memory.save(id, sql)
                    for name in memory.writers.keys { try memory.save(writer: name, id, sql) }
                    return try Self.state(of: id, reader)
                }
                return (state, memory)
            }
            handle.loaded = after
            return state
        }
    }
}
