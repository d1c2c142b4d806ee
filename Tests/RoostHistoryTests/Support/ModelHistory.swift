import RoostHistory

/// What a history must answer, kept the simplest way: a dictionary for each row.
struct ModelHistory {
    struct Writer {
        var lineCount: Int64 = 0
        var last: (offset: Int64, lines: [String])?
    }

    struct Stream {
        /// Leaves by path, for each step.
        var rows: [Int64: [String: String]] = [:]
        var writers: [String: Writer] = [:]
        var hasLineage = false
        var writes: Int64 = 0
        /// The latest write to each step, and the latest rewind.
        var writeOfStep: [Int64: Int64] = [:]
        var lastRewind: Int64 = 0
        /// The steps after which forks and rewinds go on.
        var branches: [Int64] = []

        var lastStep: Int64? { rows.keys.max() }
        var steps: [Int64] { rows.keys.sorted() }

        /// Relative time by step.
        var times: [Int64: Double] {
            let clock = rows.compactMapValues { ModelSeries.number($0["_runtime"]).flatMap { $0.isFinite ? $0 : nil } }
            var offsets: [Int64: Double] = [:]
            for (before, branch) in zip([Int64.min] + branches, branches) {
                guard let last = clock.keys.filter({ $0 > before && $0 <= branch }).max(), let seconds = clock[last]
                else { continue }
                let passed = offsets[last, default: 0] + seconds
                for step in clock.keys where step > branch && passed.isFinite { offsets[step] = passed }
            }
            return clock.reduce(into: [:]) { $0[$1.key] = $1.value + offsets[$1.key, default: 0] }
        }
    }

    private(set) var runs: [RunKey: [RunStream: Stream]] = [:]

    func stream(_ run: RunKey, _ stream: RunStream) -> Stream { runs[run]?[stream] ?? Stream() }

    struct Outcome: Equatable {
        var lineCount: Int64
        var isReplay: Bool
        var gapExpected: Int64?
        var lastStep: Int64?
    }

    mutating func append(
        _ lines: [String], at offset: Int64, to run: RunKey, _ stream: RunStream, writer name: String = ""
    ) -> Outcome {
        var state = self.stream(run, stream)
        var writer = state.writers[name] ?? Writer()
        let expected = writer.lineCount
        if offset < expected, let last = writer.last, last.offset == offset, last.lines == lines {
            return Outcome(lineCount: expected, isReplay: true, gapExpected: nil, lastStep: state.lastStep)
        }
        var next = (state.lastStep ?? -1) + 1
        for (index, line) in lines.enumerated() {
            var leaves = RawRow.leaves(line)
            let step: Int64
            if !name.isEmpty {
                step = next
                leaves["_step"] = stream == .metrics ? nil : leaves["_step"]
            } else if stream == .metrics {
                step = leaves.removeValue(forKey: "_step").flatMap { Int64($0) } ?? next
            } else {
                step = offset + Int64(index)
            }
            next = max(next, step + 1)
            state.writeOfStep[step] = state.writes + 1
            if stream == .metrics {
                state.rows[step, default: [:]].merge(leaves) { $1 }
            } else {
                state.rows[step] = leaves
            }
        }
        writer.lineCount = max(expected, offset + Int64(lines.count))
        writer.last = (offset, lines)
        state.writers[name] = writer
        state.writes += 1
        runs[run, default: [:]][stream] = state
        return Outcome(
            lineCount: writer.lineCount, isReplay: false, gapExpected: offset > expected ? expected : nil,
            lastStep: state.lastStep)
    }

    mutating func truncate(_ run: RunKey, _ stream: RunStream, afterStep step: Int64) {
        var state = self.stream(run, stream)
        state.rows = state.rows.filter { $0.key <= step }
        for name in state.writers.keys { state.writers[name]?.last = nil }
        state.writers["", default: Writer()].lineCount = Int64(state.rows.count)
        state.writes += 1
        state.lastRewind = state.writes
        state.branches = state.branches.filter { $0 < step } + [step]
        runs[run, default: [:]][stream] = state
    }

    mutating func fork(_ child: RunKey, from parent: RunKey, throughStep step: Int64) {
        var state = Stream()
        state.rows = stream(parent, .metrics).rows.filter { $0.key <= step }
        state.branches = stream(parent, .metrics).branches.filter { $0 < step } + [step]
        state.writers[""] = Writer(lineCount: Int64(state.rows.count))
        state.hasLineage = true
        runs[child, default: [:]][.metrics] = state
    }

    mutating func delete(_ run: RunKey) { runs[run] = nil }
}
