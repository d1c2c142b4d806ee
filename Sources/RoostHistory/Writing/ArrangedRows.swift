/// The rows of a batch with their steps, in strictly rising order: each step once, and of several values of a key at
/// one step the last.
struct ArrangedRows {
    let steps: Steps
    let columns: [BatchColumn]

    /// - Parameter steps: one for each row, in any order.
    init(steps: [Int64], columns: [BatchColumn]) {
        var rises = true
        for index in steps.indices.dropFirst() where steps[index] <= steps[index - 1] {
            rises = false
            break
        }
        if rises {
            self.steps = Steps(steps)
            self.columns = columns
            return
        }
        // Sorting keeps rows of one step in the order of writing.
        let order = steps.indices.sorted { (steps[$0], $0) < (steps[$1], $1) }
        var target = [Int](repeating: 0, count: steps.count)
        var distinct: [Int64] = []
        for row in order {
            if distinct.last != steps[row] { distinct.append(steps[row]) }
            target[row] = distinct.count - 1
        }
        self.steps = Steps(distinct)
        self.columns = columns.map { Self.arrange($0, target) }
    }

    private static func arrange(_ column: BatchColumn, _ target: [Int]) -> BatchColumn {
        let count = column.positions.count
        let order = (0..<count).sorted {
            (target[column.positions[$0]], $0) < (target[column.positions[$1]], $1)
        }
        var positions = Positions()
        var values = Values(reserving: count)
        for (rank, index) in order.enumerated() {
            let row = target[column.positions[index]]
            let isOverwritten = rank + 1 < count && target[column.positions[order[rank + 1]]] == row
            if isOverwritten { continue }
            positions.append(row)
            values.append(index, of: column.values)
        }
        return BatchColumn(path: column.path, positions: positions, values: values)
    }

    private init(steps: Steps, columns: [BatchColumn]) {
        self.steps = steps
        self.columns = columns
    }

    /// The same rows with an absent value wherever one of `paths` has none, so that nothing of an earlier row at the
    /// same step shows through.
    func hidingEarlierValues(of paths: some Collection<ColumnPath>) -> ArrangedRows {
        var columns = columns.map(filled)
        let present = Set(columns.map(\.path))
        for path in paths where !present.contains(path) {
            columns.append(filled(BatchColumn(path: path, positions: Positions(), values: Values())))
        }
        return ArrangedRows(steps: steps, columns: columns)
    }

    private func filled(_ column: BatchColumn) -> BatchColumn {
        if column.positions.count == steps.count { return column }
        var values = Values(reserving: steps.count)
        var index = 0
        for row in 0..<steps.count {
            if index < column.positions.count, column.positions[index] == row {
                values.append(index, of: column.values)
                index += 1
            } else {
                values.append(.absent)
            }
        }
        return BatchColumn(path: column.path, positions: Positions(first: steps.count), values: values)
    }
}
