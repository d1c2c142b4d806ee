/// The lines of a run's console: both streams in one numbering, each line with its stream and its time.
struct Console {
    /// A line as it stands now.
    struct Line: Equatable {
        let number: Int
        let isError: Bool
        /// When the line was begun, in microseconds since 1970.
        let microseconds: Int64
        var text: [UInt8] = []

        /// The line as it is sent.
        var wireText: [UInt8] {
            Array((isError ? "ERROR " : "").utf8) + UTCText.bytes(microseconds: microseconds) + [UInt8(ascii: " ")]
                + text
        }
    }

    private var output = Terminal()
    private var errors = Terminal()
    /// The lines that may change or were not taken, in order of their numbers; `lines[0]` has number `first`.
    private var lines: [Line] = []
    private var first = 0
    /// How many of `lines` are known to be final, from the first on.
    private var settled = 0
    /// The smallest and the largest index of a line that changed since it was taken.
    private var dirty: ClosedRange<Int>?
    /// The lines that are final and taken, for the console's own file.
    private var finished: [Line] = []

    /// How many lines there are.
    var count: Int { first + lines.count }
    /// Every line below this number is final.
    var finalCount: Int { first + settled }
    /// Every line below this number is final and was taken.
    var takenFinalCount: Int { first + min(settled, dirty?.lowerBound ?? settled) }
    var hasChanges: Bool { dirty != nil }
    /// How many lines wait to be taken.
    var dirtyCount: Int { dirty?.count ?? 0 }

    mutating func write(_ text: String, isError: Bool, microseconds: Int64) {
        var terminal = isError ? errors : output
        if isError { errors = Terminal() } else { output = Terminal() }
        var touched: Set<Int> = []
        let first = first
        let before = lines.count
        var lines = lines
        self.lines = []
        terminal.write(Array(text.utf8)) { number in
            if let number {
                touched.insert(number)
                return number
            }
            let fresh = first + lines.count
            lines.append(Line(number: fresh, isError: isError, microseconds: microseconds))
            touched.insert(fresh)
            return fresh
        }
        self.lines = lines
        if lines.count > before {
            markDirty(before)
            markDirty(lines.count - 1)
        }
        for row in terminal.rows {
            if let number = row.number, touched.contains(number) { update(number, row.line.bytes) }
        }
        if isError { errors = terminal } else { output = terminal }
        let limit = count - SyncLimits.consoleLines
        for line in output.release(below: limit) + errors.release(below: limit) { update(line.number, line.text) }
        settle()
    }

    /// The lines that changed, as one range without gaps; they count as unchanged from now on.
    ///
    /// - Parameter limit: how many lines are taken at most.
    mutating func take(limit: Int) -> [Line] {
        guard let range = dirty else { return [] }
        let end = range.lowerBound + min(range.count, limit)
        let taken = Array(lines[range.lowerBound..<end])
        dirty = end <= range.upperBound ? end...range.upperBound : nil
        giveUp()
        return taken
    }

    /// Forgets the changes of lines below `number`, which were sent by an earlier process.
    mutating func skip(below number: Int) {
        while let range = dirty, first + range.lowerBound < number {
            dirty = range.count > 1 ? (range.lowerBound + 1)...range.upperBound : nil
        }
        giveUp()
    }

    /// The lines that are final and were taken, since the last call.
    mutating func takeFinished() -> [Line] {
        defer { finished = [] }
        return finished
    }

    /// All lines that are not among the finished ones.
    var open: [Line] { lines }

    private mutating func update(_ number: Int, _ text: [UInt8]) {
        let index = number - first
        guard lines.indices.contains(index), lines[index].text != text else { return }
        lines[index].text = text
        markDirty(index)
    }

    private mutating func markDirty(_ index: Int) {
        dirty = min(index, dirty?.lowerBound ?? index)...max(index, dirty?.upperBound ?? index)
    }

    private mutating func settle() {
        let open = (output.rows + errors.rows).compactMap(\.number)
        // All lines before the first that a terminal holds are final.
        settled = max(settled, min(open.min().map { $0 - first } ?? lines.count, lines.count))
    }

    private mutating func giveUp() {
        let count = min(settled, dirty?.lowerBound ?? settled)
        guard count > 0 else { return }
        finished.append(contentsOf: lines.prefix(count))
        lines.removeFirst(count)
        first += count
        settled -= count
        dirty = dirty.map { ($0.lowerBound - count)...($0.upperBound - count) }
    }
}
