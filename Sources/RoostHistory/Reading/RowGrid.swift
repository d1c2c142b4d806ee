import RoostJSON

/// The values of some keys at some steps, row by row.
struct RowGrid {
    let steps: ArraySlice<Int64>
    let columnCount: Int
    /// A raw ``ValueKind`` for each place; absent where there is no value.
    private var kinds: [UInt8]
    private var words: [UInt64]
    private var text: [UInt8] = []

    private static let absent = ValueKind.absent.rawValue

    /// - Parameter steps: rising strictly.
    init(_ steps: ArraySlice<Int64>, columns: Int) {
        self.steps = steps
        columnCount = columns
        kinds = [UInt8](repeating: Self.absent, count: steps.count * columns)
        words = [UInt64](repeating: 0, count: steps.count * columns)
    }

    /// Reads a key's values into a column.
    mutating func read(_ pieces: [Piece], into column: Int, _ reader: StoreReader) throws(HistoryError) {
        guard let first = steps.first, let last = steps.last else { return }
        var cursor = try KeyCursor(pieces, steps: first..<(last + 1), reader)
        var row = steps.startIndex
        while row < steps.endIndex, let slice = try cursor.next() {
            if slice.isWhole, slice.entry.lastStep < steps[row] { continue }
            let block = try slice.block(reader)
            let end = slice.range.upperBound
            var index = slice.range.lowerBound
            while row < steps.endIndex, index < end {
                let step = block.steps[index]
                if step == steps[row] {
                    set(block.values, index, at: (row - steps.startIndex) * columnCount + column)
                    row += 1
                    index += 1
                } else if step < steps[row] {
                    let isNext = index + 1 < end && block.steps[index + 1] >= steps[row]
                    index = isNext ? index + 1 : block.steps.firstIndex(notBelow: steps[row])
                } else {
                    row += 1
                }
            }
            guard text.count <= Limits.gridTextBytesAtMost else {
                throw .limitExceeded(LimitExceeded("bytes of text at once", maximum: Limits.gridTextBytesAtMost))
            }
            if row < steps.endIndex { try cursor.seek(steps[row]) }
        }
    }

    @inline(__always)
    private mutating func set(_ values: Values, _ index: Int, at place: Int) {
        let kind = values.kind(at: index)
        kinds[place] = kind.rawValue
        if kind.isText {
            let range = values.textRange(at: index)
            words[place] = UInt64(text.count) << 32 | UInt64(range.count)
            text.append(contentsOf: values.text[range])
        } else {
            words[place] = values.words[index]
        }
    }

    /// Bytes of text in the grid.
    var textBytes: Int { text.count }

    @inline(__always)
    func hasValue(_ row: Int, _ column: Int) -> Bool { kinds[row * columnCount + column] != Self.absent }

    /// Writes the value in a row, counted from 0, as it was logged.
    @inline(__always)
    func write(_ row: Int, _ column: Int, to writer: inout JSONWriter) {
        let place = row * columnCount + column
        switch kinds[place] {
        case ValueKind.float.rawValue: writer.write(Double(bitPattern: words[place]))
        case ValueKind.int.rawValue: writer.write(Int64(bitPattern: words[place]))
        case ValueKind.false.rawValue: writer.write(raw: "false")
        case ValueKind.true.rawValue: writer.write(raw: "true")
        case ValueKind.string.rawValue, ValueKind.json.rawValue, ValueKind.bigInteger.rawValue:
            writer.bytes.append(contentsOf: text[textRange(place)])
        default: writer.write(raw: "null")
        }
    }

    private func textRange(_ place: Int) -> Range<Int> {
        let start = Int(words[place] >> 32)
        return start..<(start + Int(words[place] & 0xffff_ffff))
    }

    /// The string in a row, counted from 0; `nil` when there is none.
    func string(_ row: Int, _ column: Int) -> String? {
        let place = row * columnCount + column
        guard kinds[place] == ValueKind.string.rawValue else { return nil }
        return try? JSON(parsing: text.span.extracting(textRange(place))).stringValue
    }
}
