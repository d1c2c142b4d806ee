/// A key's values at the steps of a page.
struct PageColumn {
    /// The rows of the page that have a value, in rising order.
    private(set) var rows: [Int] = []
    private(set) var values = Values()

    /// Reads the values at `steps`, which rise strictly.
    init(_ pieces: [Piece], at steps: [Int64], _ reader: StoreReader) throws(HistoryError) {
        guard let first = steps.first, let last = steps.last else { return }
        var cursor = try KeyCursor(pieces, steps: first..<(last + 1), reader)
        var row = 0
        while row < steps.count, let slice = try cursor.next() {
            if slice.isWhole, slice.entry.lastStep < steps[row] { continue }
            while row < steps.count, steps[row] < slice.entry.firstStep { row += 1 }
            guard row < steps.count else { break }
            let block = try slice.block(reader)
            let end = slice.range.upperBound
            var index = slice.range.lowerBound
            while row < steps.count, index < end {
                let step = block.steps[index]
                if step == steps[row] {
                    if block.values.sharedKind == .row || block.values.kind(at: index) != .absent {
                        rows.append(row)
                        if block.values.sharedKind != .row { values.append(index, of: block.values) }
                    }
                    row += 1
                    index += 1
                } else if step < steps[row] {
                    index = index + 1 < end && block.steps[index + 1] >= steps[row]
                        ? index + 1 : block.steps.firstIndex(notBelow: steps[row])
                } else {
                    row += 1
                }
            }
            if row < steps.count { try cursor.seek(steps[row]) }
        }
    }
}
