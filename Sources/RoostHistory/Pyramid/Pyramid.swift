/// The levels of the pyramid over a key's numbers.
///
/// A cell of level 1 takes in 64 consecutive numbers of a block, one of level 2 up to four cells of level 1, one of
/// level 3 all of a block, one of level 4 up to 16 blocks. Level 1 stands beside its block, the others beside their
/// chunk. The steps between levels are small so that few cells are read for a bucket, but not at the bottom: cells of
/// fewer numbers would take as much room as the numbers, which are read as fast.
enum Pyramid {
    /// Numbers in a cell of level 1.
    static let cellPoints = 64
    /// Cells of level 1 in one of level 2.
    static let cellsPerCell = 4
    /// Blocks in a cell of level 4.
    static let blocksPerCell = 16
    static let chunkLevels = 2...4

    /// Cells of level 1.
    static func cells(of block: Block) -> [Cell] {
        var cells: [Cell] = []
        let values = block.values
        let count = block.steps.count
        cells.reserveCapacity(count / cellPoints + 1)
        if values.sharedKind == .float {
            var index = 0
            while index < count {
                let end = min(index + cellPoints, count)
                var cell = Cell(step: block.steps[index], value: Double(bitPattern: values.words[index]))
                index += 1
                while index < end {
                    cell.add(step: block.steps[index], value: Double(bitPattern: values.words[index]))
                    index += 1
                }
                cells.append(cell)
            }
            return cells
        }
        var cell: Cell?
        for index in 0..<values.count {
            guard let value = values.number(at: index) else { continue }
            let step = block.steps[index]
            if cell == nil { cell = Cell(step: step, value: value) } else { cell?.add(step: step, value: value) }
            if let full = cell, full.count == cellPoints {
                cells.append(full)
                cell = nil
            }
        }
        if let cell { cells.append(cell) }
        return cells
    }

    /// Cells one level up: up to `fanIn` of `cells` in each.
    static func merge(_ cells: [Cell], _ fanIn: Int) -> [Cell] {
        var merged: [Cell] = []
        merged.reserveCapacity(cells.count / fanIn + 1)
        for start in stride(from: 0, to: cells.count, by: fanIn) {
            var cell = cells[start]
            for index in (start + 1)..<max(start + 1, min(start + fanIn, cells.count)) { cell.add(cells[index]) }
            merged.append(cell)
        }
        return merged
    }
}
