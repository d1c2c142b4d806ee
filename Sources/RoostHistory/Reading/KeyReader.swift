import RoostJSON

/// Says what is known of the keys of a stream.
struct KeyReader {
    private let reader: StoreReader
    private let view: StreamView
    private let stream: RunStream

    init(_ id: StreamID, _ reader: StoreReader) throws(HistoryError) {
        self.reader = reader
        view = try reader.view(of: id)
        stream = id.stream
    }

    func keys() throws(HistoryError) -> [KeyInfo] {
        try reader.rememberChunks(of: view)
        var infos: [KeyInfo] = []
        for key in try reader.keys(view) {
            guard let found = try facts(of: try reader.pieces(view, key.ids)) else { continue }
            infos.append(
                KeyInfo(
                    name: key.path.name, path: key.path.components, counts: found.statistics.counts,
                    firstStep: found.firstStep, lastStep: found.lastStep, isMonotonic: found.statistics.isMonotonic,
                    lastValue: try text(found.last)))
        }
        if stream == .metrics, let step = try stepInfo() { infos.append(step) }
        return infos.sorted { ($0.name, $0.path.count) < ($1.name, $1.path.count) }
    }

    /// The types of the values of each key; no value is read that is not in the way.
    func kinds() throws(HistoryError) -> [KeyKind] {
        try reader.rememberChunks(of: view)
        let names = try reader.names(view)
        var kinds: [KeyKind] = []
        kinds.reserveCapacity(names.count + 1)
        for key in names {
            let pieces = try reader.pieces(view, key.ids)
            if pieces.count == 1, let summary = pieces[0].wholeSummary, !summary.blocks.isEmpty {
                kinds.append(KeyKind(name: key.name, types: Array(summary.statistics.counts.keys)))
            } else if let found = try facts(of: pieces) {
                kinds.append(KeyKind(name: key.name, types: Array(found.statistics.counts.keys)))
            }
        }
        if stream == .metrics {
            let rows = try RowCounter.count(try reader.pieces(view, reader.rowKey(view)), reader)
            if rows.firstStep != nil { kinds.append(KeyKind(name: "_step", types: [.number])) }
        }
        return kinds
    }

    /// The step is a key, too.
    private func stepInfo() throws(HistoryError) -> KeyInfo? {
        let pieces = try reader.pieces(view, reader.rowKey(view))
        let count = try RowCounter.count(pieces, reader)
        guard let firstStep = count.firstStep, let lastStep = count.lastStep else { return nil }
        return KeyInfo(
            name: "_step", path: ["_step"], counts: [.number: count.rows], firstStep: firstStep, lastStep: lastStep,
            isMonotonic: true, lastValue: "\(lastStep)")
    }

    /// Where a key's last value stands.
    private enum Place {
        /// The last point of a stored block.
        case endOfBlock(Int64)
        case point(Block, Int)
    }

    /// What is known of a key without reading its values, as far as that goes.
    private struct Facts {
        let statistics: KeyStatistics
        let firstStep: Int64
        let lastStep: Int64
        let last: Place
    }

    /// `nil` when no value shows.
    private func facts(of pieces: [Piece]) throws(HistoryError) -> Facts? {
        var statistics = KeyStatistics()
        var firstStep: Int64?
        var last: (step: Int64, place: Place)?
        for group in Self.groups(pieces) {
            if group.count == 1, let summary = group[0].wholeSummary, let block = summary.blocks.last {
                statistics.add(summary.statistics)
                firstStep = firstStep ?? group[0].firstStep
                last = (block.lastStep, .endOfBlock(block.id))
                continue
            }
            var cursor = try KeyCursor(group, steps: RowQuery.allSteps, reader)
            while let slice = try cursor.next() {
                let block = try slice.block(reader)
                statistics.add(block.values, slice.range)
                let present = slice.range.lazy.filter { block.values.kind(at: $0) != .absent }
                if firstStep == nil { firstStep = present.first.map { block.steps[$0] } }
                if let index = present.last { last = (block.steps[index], .point(block, index)) }
            }
        }
        guard let firstStep, let last else { return nil }
        return Facts(statistics: statistics, firstStep: firstStep, lastStep: last.step, last: last.place)
    }

    private func text(_ place: Place) throws(HistoryError) -> String {
        var writer = JSONWriter()
        switch place {
        case .endOfBlock(let id):
            let block = try reader.block(id)
            block.values.write(at: block.values.count - 1, to: &writer)
        case .point(let block, let index): block.values.write(at: index, to: &writer)
        }
        return writer.text
    }

    /// Pieces that overlap, together; the groups, and the pieces in them, in the order of their first steps.
    static func groups(_ pieces: [Piece]) -> [[Piece]] {
        var groups: [[Piece]] = []
        var end = Int64.min
        for piece in pieces {
            if groups.isEmpty || piece.firstStep > end {
                groups.append([piece])
                end = piece.lastStep
            } else {
                groups[groups.count - 1].append(piece)
                end = max(end, piece.lastStep)
            }
        }
        return groups
    }
}

extension Piece {
    /// The summary of a chunk all of whose points show and have values.
    var wholeSummary: ChunkSummary? {
        guard case .chunk(_, let summary) = source, stepLimit >= storedLastStep, summary.statistics.count == points
        else { return nil }
        return summary
    }
}
