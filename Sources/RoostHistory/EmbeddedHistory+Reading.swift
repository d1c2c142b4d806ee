extension EmbeddedHistory {
    public func state(of run: RunKey, _ stream: RunStream) async throws(HistoryError) -> StreamState {
        let id = StreamID(run, stream)
        return try await read { reader throws(HistoryError) in try Self.state(of: id, reader) }
    }

    static func state(of id: StreamID, _ reader: StoreReader) throws(HistoryError) -> StreamState {
        let view = try reader.view(of: id)
        guard !view.layers.isEmpty else {
            return StreamState(lineCount: 0, rowCount: 0, lastStep: nil, lastSequence: 0)
        }
        let count = try RowCounter.count(try reader.pieces(view, reader.rowKey(view)), reader)
        let lines = try reader.sql.first(
            "SELECT lines FROM writers WHERE run = ? AND stream = ? AND writer = ''", .run(id.run), .stream(id.stream)
        ) { $0.integer(0) }
        return StreamState(
            lineCount: lines ?? 0, rowCount: Int64(count.rows), lastStep: count.lastStep,
            lastSequence: try reader.lastSequence(of: id))
    }

    public func keys(of run: RunKey, _ stream: RunStream) async throws(HistoryError) -> [KeyInfo] {
        let id = StreamID(run, stream)
        return try await read { reader throws(HistoryError) in try KeyReader(id, reader).keys() }
    }

    public func kinds(
        of runs: [RunKey], _ stream: RunStream
    ) async throws(HistoryError) -> [[KeyKind]] {
        try await inSlices(of: runs) { run, reader throws(HistoryError) in
            try KeyReader(StreamID(run, stream), reader).kinds()
        }
    }

    /// Answers for one after the other, some in one read: each read costs, but none may take long, because as long as
    /// it takes nothing that was replaced can be removed.
    private func inSlices<Item: Sendable, Answer: Sendable>(
        of items: [Item], _ body: @escaping @Sendable (Item, StoreReader) throws(HistoryError) -> Answer
    ) async throws(HistoryError) -> [Answer] {
        let most = 32
        var answers: [Answer] = []
        answers.reserveCapacity(items.count)
        var rest = items[...]
        while !rest.isEmpty {
            let slice = Array(rest.prefix(most))
            rest = rest.dropFirst(most)
            answers += try await read { reader throws(HistoryError) in
                var answers: [Answer] = []
                for item in slice { answers.append(try body(item, reader)) }
                return answers
            }
        }
        return answers
    }

    private func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(HistoryError) {
        guard range.contains(value) else {
            throw .invalidArgument(
                name: name, value: "\(value)", expected: "from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    public func rows(
        of run: RunKey, _ stream: RunStream, matching query: RowQuery
    ) async throws(HistoryError) -> RowPage {
        try check("limit", query.limit, 1...Limits.pageRows)
        let id = StreamID(run, stream)
        return try await read { reader throws(HistoryError) in try PageReader(id, reader).page(query) }
    }

    public func sampledRows(
        of run: RunKey, _ stream: RunStream, matching query: RowQuery
    ) async throws(HistoryError) -> RowPage {
        try check("limit", query.limit, 1...Limits.sampledRows)
        let id = StreamID(run, stream)
        return try await read { reader throws(HistoryError) in try PageReader(id, reader).sample(query) }
    }

    public func tail(of run: RunKey, _ stream: RunStream, count: Int) async throws(HistoryError) -> RowPage {
        try check("count", count, 0...Limits.pageRows)
        let id = StreamID(run, stream)
        return try await read { reader throws(HistoryError) in try PageReader(id, reader).tail(count) }
    }

    public func rows(
        of run: RunKey, _ stream: RunStream, since sequence: Int64, limit: Int
    ) async throws(HistoryError) -> RowDelta {
        try check("limit", limit, 1...Limits.pageRows)
        let id = StreamID(run, stream)
        return try await read { reader throws(HistoryError) in
            try DeltaReader(id: id, reader: reader).rows(since: sequence, limit: limit)
        }
    }

    public func series(_ queries: [SeriesQuery]) async throws(HistoryError) -> [Series] {
        for query in queries { try check("buckets", query.buckets, 1...Limits.seriesBuckets) }
        return try await inSlices(of: queries) { query, reader throws(HistoryError) in
            try SeriesReader(query, reader).series()
        }
    }

    public func lines(
        of run: RunKey, _ selection: ConsoleSelection
    ) async throws(HistoryError) -> [ConsoleLine] {
        if case .last(let count) = selection { try check("count", count, 0...Limits.pageRows) }
        return try await read { reader throws(HistoryError) in try ConsoleReader(run, reader).lines(selection) }
    }

    public func usage(of run: RunKey) async throws(HistoryError) -> Int64 {
        try await read { reader throws(HistoryError) in
            let batches = try reader.sql.first("SELECT total(bytes) FROM batches WHERE run = ?", .run(run)) {
                $0.integer(0)
            }
            let chunks = try reader.sql.first("SELECT total(bytes) FROM chunks WHERE run = ?", .run(run)) {
                $0.integer(0)
            }
            return (batches ?? 0) + (chunks ?? 0)
        }
    }
}
