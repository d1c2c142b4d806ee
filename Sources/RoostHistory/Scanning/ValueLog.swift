/// The values of a file's rows in the order in which they were read; turned into columns at the end, which is faster
/// than appending each value to its column.
struct ValueLog: Sendable {
    private struct Entry: Sendable {
        let word: UInt64
        let column: UInt32
        let kind: ValueKind
    }

    private var entries: ContiguousArray<Entry> = []
    /// Where the entries of each row end.
    private var rowEnds: [Int] = []
    private var text: [UInt8] = []

    var rowCount: Int { rowEnds.count }

    mutating func reserve(values: Int) { entries.reserveCapacity(values) }

    @inline(__always)
    mutating func append(_ kind: ValueKind, word: UInt64, column: Int) {
        entries.append(Entry(word: word, column: UInt32(truncatingIfNeeded: column), kind: kind))
    }

    /// Appends a text value made of the bytes that `write` appends.
    mutating func append(_ kind: ValueKind, column: Int, writing write: (inout [UInt8]) -> Void) {
        let start = text.count
        write(&text)
        append(kind, word: UInt64(start) << 32 | UInt64(text.count - start), column: column)
    }

    @inline(__always)
    mutating func finishRow() { rowEnds.append(entries.count) }

    /// Drops the values of the row that is not finished.
    mutating func dropRow() { entries.removeSubrange((rowEnds.last ?? 0)...) }

    /// The values of each column, with the rows in which they stand. Of several values of a column in one row the last
    /// counts.
    func columns(_ paths: [ColumnPath]) -> [BatchColumn] {
        var counts = [Int](repeating: 0, count: paths.count)
        var kinds = [UInt16](repeating: 0, count: paths.count)
        for entry in entries {
            counts[Int(entry.column)] += 1
            kinds[Int(entry.column)] |= 1 << UInt16(entry.kind.rawValue)
        }
        var starts = [Int](repeating: 0, count: paths.count)
        var start = 0
        for column in paths.indices {
            starts[column] = start
            start += counts[column]
        }
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: entries.count) { words in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: entries.count) { rows in
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: entries.count) { kindBytes in
                    var ends = starts
                    var first = 0
                    for row in rowEnds.indices {
                        for entry in entries[first..<rowEnds[row]] {
                            let column = Int(entry.column)
                            var target = ends[column]
                            if target > starts[column], rows[target - 1] == UInt32(truncatingIfNeeded: row) {
                                target -= 1
                            }
                            words.initializeElement(at: target, to: entry.word)
                            rows.initializeElement(at: target, to: UInt32(truncatingIfNeeded: row))
                            kindBytes.initializeElement(at: target, to: entry.kind.rawValue)
                            ends[column] = target + 1
                        }
                        first = rowEnds[row]
                    }
                    return paths.indices.map { column in
                        let range = starts[column]..<ends[column]
                        return self.column(
                            paths[column], words: words[range], rows: rows[range], kinds: kindBytes[range],
                            kindSet: kinds[column])
                    }
                }
            }
        }
    }

    private func column(
        _ path: ColumnPath, words: Slice<UnsafeMutableBufferPointer<UInt64>>,
        rows: Slice<UnsafeMutableBufferPointer<UInt32>>, kinds: Slice<UnsafeMutableBufferPointer<UInt8>>,
        kindSet: UInt16
    ) -> BatchColumn {
        // Rows rise without repeats, so the last one tells whether any is missing.
        let isDense = rows.last.map { Int($0) == rows.count - 1 } ?? true
        let positions = isDense ? Positions(first: rows.count) : Positions(list: Array(rows))
        let isUniform = kindSet.nonzeroBitCount == 1
        let textKinds: UInt16 =
            1 << UInt16(ValueKind.string.rawValue) | 1 << UInt16(ValueKind.json.rawValue) | 1
            << UInt16(ValueKind.bigInteger.rawValue)
        var words = Array(words)
        var text: [UInt8] = []
        if kindSet & textKinds != 0 {
            for (index, kind) in kinds.enumerated() where ValueKind(rawValue: kind)?.isText == true {
                let start = Int(words[index] >> 32)
                let length = Int(words[index] & 0xffff_ffff)
                words[index] = UInt64(text.count) << 32 | UInt64(length)
                text.append(contentsOf: self.text[start..<(start + length)])
            }
        }
        let values: Values
        if isUniform, let kind = kinds.first.flatMap(ValueKind.init) {
            values = Values(uniform: kind, words: words, text: text)
        } else {
            values = Values(kinds: Array(kinds), words: words, text: text)
        }
        return BatchColumn(path: path, positions: positions, values: values)
    }
}
