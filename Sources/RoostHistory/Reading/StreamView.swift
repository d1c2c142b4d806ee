/// What of the store a stream shows: its own writes and those that it inherits, less what rewinds took away.
struct StreamView: Sendable {
    /// The writes of one run that show.
    struct Layer: Sendable {
        let id: StreamID
        /// The latest write that shows.
        let lastSequence: Int64
        /// Steps beyond this do not show, because a fork was taken at it or a later layer was rewound to it.
        let lastStep: Int64
        /// The run's rewinds up to `lastSequence`, in their order.
        let cuts: [Cut]

        /// The highest step that shows of writes up to `sequence`.
        func lastStep(ofWritesUpTo sequence: Int64) -> Int64 {
            var last = lastStep
            for cut in cuts where cut.sequence > sequence { last = min(last, cut.step) }
            return last
        }
    }

    struct Cut: Sendable, Equatable {
        let sequence: Int64
        let step: Int64
    }

    /// The stream's own layer first, then its parent's, and so on.
    let layers: [Layer]

    /// The steps, rising, after which a fork or a rewind goes on from what it took over.
    var branches: [Int64] {
        var steps: [Int64] = []
        for (index, layer) in layers.enumerated().reversed() {
            for step in layer.cuts.map(\.step) + (index > 0 ? [layer.lastStep] : []) {
                // What lay beyond is gone.
                while let last = steps.last, last >= step { steps.removeLast() }
                steps.append(step)
            }
        }
        return steps
    }

    static func load(_ id: StreamID, _ sql: SQL) throws(HistoryError) -> StreamView {
        let isDeleted = try sql.first("SELECT 1 FROM deleted_runs WHERE run = ?", .run(id.run)) { _ in true }
        if isDeleted == true { return StreamView(layers: []) }
        var layers: [Layer] = []
        var run = id.run
        var lastSequence = Int64.max
        var lastStep = Int64.max
        while true {
            let layerID = StreamID(run, id.stream)
            let cuts = try cuts(of: layerID, through: lastSequence, sql)
            let layer = Layer(id: layerID, lastSequence: lastSequence, lastStep: lastStep, cuts: cuts)
            layers.append(layer)
            let parent = try sql.first(
                "SELECT parent, sequence, step FROM lineage WHERE run = ? AND stream = ?", .run(run),
                .stream(id.stream)
            ) { (run: RunKey($0.integer(0)), sequence: $0.integer(1), step: $0.integer(2)) }
            guard let parent else { return StreamView(layers: layers) }
            guard layers.count <= Limits.forkDepth else { throw .corrupt("forks nest too deep") }
            run = parent.run
            lastSequence = parent.sequence
            // Whatever is inherited was there before the heir's first write, so all its rewinds cut it.
            lastStep = min(layer.lastStep(ofWritesUpTo: 0), parent.step)
        }
    }

    static func cuts(of id: StreamID, through sequence: Int64, _ sql: SQL) throws(HistoryError) -> [Cut] {
        var cuts: [Cut] = []
        try sql.query(
            "SELECT sequence, step FROM cuts WHERE run = ? AND stream = ? AND sequence <= ? ORDER BY sequence",
            [.run(id.run), .stream(id.stream), .integer(sequence)]
        ) { cuts.append(Cut(sequence: $0.integer(0), step: $0.integer(1))) }
        return cuts
    }
}
