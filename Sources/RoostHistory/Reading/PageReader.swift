import RoostJSON

/// Reads rows: first which steps there are, then each key's values at them.
struct PageReader {
    let reader: StoreReader
    let view: StreamView
    let stream: RunStream

    init(_ id: StreamID, _ reader: StoreReader) throws(HistoryError) {
        self.reader = reader
        view = try reader.view(of: id)
        stream = id.stream
    }

    /// A key with its stored parts.
    private struct Column {
        let path: ColumnPath
        let pieces: [Piece]
    }

    private func columns(named names: [String]?) throws(HistoryError) -> [[Column]] {
        var groups: [[Column]] = []
        if let names {
            // Compared by bytes, as paths are: `String` would take two spellings of an accent for one key.
            for path in Set(names.map { ColumnPath(encoded: $0) }) where !isStep(path.encoded) {
                var group: [Column] = []
                for key in try reader.keys(view, named: path.encoded) {
                    group.append(Column(path: key.path, pieces: try reader.pieces(view, key.ids)))
                }
                groups.append(group)
            }
        } else {
            for key in try reader.keys(view) {
                groups.append([Column(path: key.path, pieces: try reader.pieces(view, key.ids))])
            }
        }
        return groups
    }

    /// Rows of metrics always carry their step, so naming it asks for nothing more.
    private func isStep(_ name: String) -> Bool { stream == .metrics && name == "_step" }

    private func rowPieces() throws(HistoryError) -> [Piece] { try reader.pieces(view, reader.rowKey(view)) }

    // MARK: Pages

    func page(_ query: RowQuery) throws(HistoryError) -> RowPage {
        let groups = try columns(named: query.keys)
        var steps = try steps(query, groups, limit: query.limit + 1)
        var nextStep: Int64?
        if steps.count > query.limit { nextStep = steps.removeLast() }
        return try write(steps, groups.flatMap(\.self), nextStep: nextStep)
    }

    func sample(_ query: RowQuery) throws(HistoryError) -> RowPage {
        let groups = try columns(named: query.keys)
        let steps: [Int64]
        if groups.isEmpty || query.keys == nil {
            steps = try sampledRowSteps(query)
        } else {
            let all = try self.steps(query, groups, limit: .max)
            steps = Self.evenRanks(of: all.count, query.limit).map { all[$0] }
        }
        return try write(steps, groups.flatMap(\.self), nextStep: nil, isBounded: false)
    }

    /// The rows at `steps`, whole.
    func page(at steps: [Int64]) throws(HistoryError) -> RowPage {
        try write(steps, try columns(named: nil).flatMap(\.self), nextStep: nil, isBounded: false)
    }

    func tail(_ count: Int) throws(HistoryError) -> RowPage {
        let pieces = try rowPieces()
        let total = try RowCounter.count(pieces, reader).rows
        let steps = try RowCounter.steps(pieces, RowQuery.allSteps, ranks: max(0, total - count)..<total, reader)
        return try page(at: steps)
    }

    /// Evenly spread numbers below `count`, the first and the last among them; all when they are no more than `limit`.
    static func evenRanks(of count: Int, _ limit: Int) -> [Int] {
        if count <= limit { return Array(0..<count) }
        if limit == 1 { return [count - 1] }
        return (0..<limit).map { rank in
            let (high, low) = rank.multipliedFullWidth(by: count - 1)
            return (limit - 1).dividingFullWidth((high, low)).quotient
        }
    }

    // MARK: Steps

    /// The steps of the first rows that match.
    private func steps(
        _ query: RowQuery, _ groups: [[Column]], limit: Int
    ) throws(HistoryError) -> [Int64] {
        if query.keys == nil || groups.isEmpty {
            return try RowCounter.steps(try rowPieces(), query.steps, ranks: 0..<limit, reader)
        }
        var cursors: [StepCursor] = []
        for group in groups {
            cursors.append(
                try StepCursor(
                    group.map { (column) throws(HistoryError) in
                        try KeyCursor(column.pieces, steps: query.steps, reader)
                    }, reader))
        }
        if query.match == .any { cursors = [StepCursor(anyOf: cursors)] }
        return try StepCursor.common(&cursors, limit: limit)
    }

    private func sampledRowSteps(_ query: RowQuery) throws(HistoryError) -> [Int64] {
        let pieces = try rowPieces()
        let total = try RowCounter.count(pieces, steps: query.steps, reader).rows
        let ranks = Self.evenRanks(of: total, query.limit)
        var cursor = try KeyCursor(pieces, steps: query.steps, reader)
        var steps: [Int64] = []
        var start = 0
        var next = 0
        while next < ranks.count, let slice = try cursor.next() {
            let end = start + slice.range.count
            if ranks[next] < end {
                let block = try slice.block(reader)
                while next < ranks.count, ranks[next] < end {
                    steps.append(block.steps[slice.range.lowerBound + ranks[next] - start])
                    next += 1
                }
            }
            start = end
        }
        return steps
    }

    // MARK: Writing

    /// - Parameter isBounded: whether the page may end early, when it has many bytes.
    private func write(
        _ steps: [Int64], _ columns: [Column], nextStep: Int64?, isBounded: Bool = true
    ) throws(HistoryError) -> RowPage {
        let columns = columns.sorted { $0.path < $1.path }
        let layout = RowLayout(columns.map(\.path))
        var page = RowPage()
        page.nextStep = nextStep
        var writer = JSONWriter()
        // A grid has a place for each row and key, and all their texts: begin with few rows, and take more at a time
        // as long as they are small.
        let most = max(1, Limits.gridPlaces / max(1, columns.count))
        var rowsAtOnce = min(16, most)
        let bytes = isBounded ? Limits.pageBytes : Limits.sampleBytes
        while page.count < steps.count, page.count == 0 || writer.bytes.count <= bytes {
            let part = steps[page.count..<min(page.count + rowsAtOnce, steps.count)]
            var grid = RowGrid(part, columns: columns.count)
            for (index, column) in columns.enumerated() { try grid.read(column.pieces, into: index, reader) }
            layout.write(grid, writesStep: stream == .metrics, to: &writer) { step, writer in
                page.steps.append(step)
                page.ends.append(writer.bytes.count)
                return writer.bytes.count <= bytes
            }
            rowsAtOnce = min(most, grid.textBytes < Limits.gridTextBytes ? rowsAtOnce * 8 : max(1, rowsAtOnce / 8))
        }
        if page.count < steps.count {
            guard isBounded else {
                throw .limitExceeded(LimitExceeded("bytes of rows at once", maximum: Limits.sampleBytes))
            }
            page.nextStep = steps[page.count]
        }
        page.text = writer.bytes
        return page
    }
}
