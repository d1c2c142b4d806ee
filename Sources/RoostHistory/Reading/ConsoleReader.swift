/// Reads lines of the console.
struct ConsoleReader {
    private let reader: StoreReader
    private let view: StreamView

    init(_ run: RunKey, _ reader: StoreReader) throws(HistoryError) {
        self.reader = reader
        view = try reader.view(of: StreamID(run, .console))
    }

    func lines(_ selection: ConsoleSelection) throws(HistoryError) -> [ConsoleLine] {
        let pieces = try reader.pieces(view, reader.rowKey(view))
        let numbers: [Int64]
        switch selection {
        case .numbers(let range): numbers = try RowCounter.steps(pieces, range, ranks: 0..<Limits.pageRows, reader)
        case .last(let count):
            let total = try RowCounter.count(pieces, reader).rows
            let wanted = min(count, Limits.pageRows)
            numbers = try RowCounter.steps(
                pieces, RowQuery.allSteps, ranks: max(0, total - wanted)..<total, reader)
        }
        let paths = [
            ConsoleLineParser.content, ConsoleLineParser.timestamp, ConsoleLineParser.level, ConsoleLineParser.label,
        ]
        var grid = RowGrid(numbers[...], columns: paths.count)
        for (column, path) in paths.enumerated() {
            guard let key = try reader.keys(view, named: path.name).first else { continue }
            try grid.read(try reader.pieces(view, key.ids), into: column, reader)
        }
        return numbers.indices.map { row in
            ConsoleLine(
                number: numbers[row], timestamp: grid.string(row, 1), level: grid.string(row, 2),
                label: grid.string(row, 3), text: grid.string(row, 0) ?? "")
        }
    }
}
