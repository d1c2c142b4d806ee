import RoostJSON

/// Reads lines of the console.
struct ConsoleReader {
    private let reader: StoreReader
    private let view: StreamView

    init(_ run: RunKey, _ reader: StoreReader) throws(HistoryError) {
        self.reader = reader
        view = try StreamView.load(StreamID(run, .console), reader.sql)
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
        let texts = try strings(ConsoleLineParser.content, at: numbers)
        let timestamps = try strings(ConsoleLineParser.timestamp, at: numbers)
        let levels = try strings(ConsoleLineParser.level, at: numbers)
        let labels = try strings(ConsoleLineParser.label, at: numbers)
        return numbers.indices.map { row in
            ConsoleLine(
                number: numbers[row], timestamp: timestamps[row], level: levels[row], label: labels[row],
                text: texts[row] ?? "")
        }
    }

    private func strings(_ path: ColumnPath, at numbers: [Int64]) throws(HistoryError) -> [String?] {
        var strings = [String?](repeating: nil, count: numbers.count)
        guard let key = try reader.keys(view, named: path.name).first else { return strings }
        let column = try PageColumn(try reader.pieces(view, key.ids), at: numbers, reader)
        for (index, row) in column.rows.enumerated() {
            let text = column.values.text.span.extracting(column.values.textRange(at: index))
            strings[row] = try? JSON(parsing: text).stringValue
        }
        return strings
    }
}
