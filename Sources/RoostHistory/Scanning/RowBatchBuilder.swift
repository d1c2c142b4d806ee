/// Collects the rows of one file as columns.
struct RowBatchBuilder: Sendable {
    let stream: RunStream
    let readsLabels: Bool
    var keys = KeyTable()
    private(set) var lineCount = 0
    private var lines = Positions()
    private var steps: [Int64] = []
    private var currentStep = RowBatch.missingStep
    private var values = ValueLog()
    private var paths: [ColumnPath] = []
    private var columnByPath: [ColumnPath: Int] = [:]
    private var scratch: [UInt8] = []

    private static let stepPath = ColumnPath(["_step"])

    init(stream: RunStream, readsLabels: Bool) {
        self.stream = stream
        self.readsLabels = readsLabels
    }

    // MARK: Values of the row that is being read

    /// The column of a leaf, or ``KeyTable/step``.
    @inline(__always)
    mutating func column(of node: Int) throws(RowFault) -> Int {
        let column = keys.nodes[node].column
        return column == KeyTable.unresolved ? try resolve(node) : column
    }

    @inline(never)
    private mutating func resolve(_ node: Int) throws(RowFault) -> Int {
        let path = try keys.path(of: node)
        let column = stream == .metrics && path == Self.stepPath ? KeyTable.step : try self.column(at: path)
        keys.setColumn(column, of: node)
        return column
    }

    mutating func column(at path: ColumnPath) throws(RowFault) -> Int {
        if let column = columnByPath[path] { return column }
        guard paths.count < Limits.keysPerStream else {
            throw .limit("keys in one request", maximum: Limits.keysPerStream)
        }
        paths.append(path)
        columnByPath[path] = paths.count - 1
        return paths.count - 1
    }

    @inline(__always)
    mutating func set(_ kind: ValueKind, word: UInt64 = 0, column: Int) {
        values.append(kind, word: word, column: column)
    }

    mutating func set(_ kind: ValueKind, column: Int, writing write: (inout [UInt8]) -> Void) {
        values.append(kind, column: column, writing: write)
    }

    /// Takes the value of `_step`.
    mutating func setStep(_ kind: ValueKind, word: UInt64, at position: Int) throws(RowFault) {
        let step: Int64? =
            switch kind {
            case .int: Int64(bitPattern: word)
            case .float: Int64(exactly: Double(bitPattern: word))
            default: nil
            }
        guard let step, Limits.isStep(step) else {
            throw .malformed(.invalidMember(name: "_step", expected: "a whole number within ±2^62"), at: position)
        }
        currentStep = step
    }

    // MARK: Lines

    /// Ends the row of the present line.
    @inline(__always)
    mutating func finishRow() {
        if stream == .metrics {
            steps.append(currentStep)
            currentStep = RowBatch.missingStep
        }
        values.finishRow()
        lines.append(lineCount)
        lineCount &+= 1
    }

    /// Forgets what was read of the present row, to read it once more.
    mutating func restartRow() {
        values.dropRow()
        currentStep = RowBatch.missingStep
    }

    /// Makes room for the values that so many bytes of text may hold, within reason.
    mutating func reserve(bytes: Int) { values.reserve(values: min(bytes / 32, 1 << 16)) }

    /// Counts a line that holds nothing.
    mutating func skipLine() { lineCount += 1 }

    func checkRoom(for bytes: Int) throws(RowFault) {
        guard lineCount < Limits.linesPerRequest else {
            throw .limit("lines of one file in one request", maximum: Limits.linesPerRequest)
        }
        guard bytes <= Limits.lineBytes else { throw .limit("bytes in a line", maximum: Limits.lineBytes) }
    }

    /// Takes a line as it is, without quotes and escapes of a request around it.
    mutating func appendLine(_ bytes: Span<UInt8>) throws(RowFault) {
        try checkRoom(for: bytes.count)
        if stream == .console {
            try ConsoleLineParser.parse(bytes, into: &self)
            finishRow()
            return
        }
        var scanner = RowScanner<PlainText>(bytes: bytes, position: 0)
        if try scanner.scanRow(into: &self) { finishRow() } else { skipLine() }
    }

    /// Takes a line whose bytes start at `base` of the text that errors refer to.
    mutating func append(line bytes: Span<UInt8>, at base: Int) throws(HistoryError) {
        do throws(RowFault) {
            try appendLine(bytes)
        } catch {
            throw error.error(file: stream.fileName, line: lineCount, base: base)
        }
    }

    /// Takes a line that has escapes: the content of a JSON string.
    mutating func append(escapedLine content: Span<UInt8>) throws(RowFault) {
        var unescaped: [UInt8] = []
        swap(&unescaped, &scratch)
        unescaped.removeAll(keepingCapacity: true)
        try LiteralText.unescape(content, into: &unescaped)
        try appendLine(unescaped.span)
        swap(&unescaped, &scratch)
    }

    func finish(offset: Int64, contentHash: UInt64) -> RowBatch {
        RowBatch(
            stream: stream, offset: offset, lineCount: lineCount, contentHash: contentHash, lines: lines,
            steps: stream == .metrics ? steps : nil, columns: values.columns(paths))
    }
}
