/// Moves along the steps at which any of some keys has a value.
struct StepCursor {
    private struct Source {
        var cursor: KeyCursor
        var block: Block?
        var index = 0
        var end = 0
        /// `nil` at the end.
        var step: Int64?

        init(_ cursor: KeyCursor, _ reader: StoreReader) throws(HistoryError) {
            self.cursor = cursor
            try settle(reader)
        }

        /// Finds the next value that is there, from the index on.
        mutating func settle(_ reader: StoreReader) throws(HistoryError) {
            while true {
                while let block, index < end {
                    if block.values.kind(at: index) != .absent {
                        step = block.steps[index]
                        return
                    }
                    index += 1
                }
                guard let slice = try cursor.next() else {
                    step = nil
                    block = nil
                    return
                }
                block = try slice.block(reader)
                index = slice.range.lowerBound
                end = slice.range.upperBound
            }
        }

        mutating func seek(_ target: Int64, _ reader: StoreReader) throws(HistoryError) {
            guard let step, step < target else { return }
            if let block, block.steps[end - 1] >= target {
                index += 1
                if index < end, block.steps[index] < target { index = block.steps.firstIndex(notBelow: target) }
            } else {
                index = end
                try cursor.seek(target)
            }
            try settle(reader)
        }
    }

    private var sources: [Source] = []
    private let reader: StoreReader
    private(set) var step: Int64?

    init(_ cursors: [KeyCursor], _ reader: StoreReader) throws(HistoryError) {
        self.reader = reader
        for cursor in cursors { sources.append(try Source(cursor, reader)) }
        settle()
    }

    /// The steps at which any of the others stands.
    init(anyOf others: [StepCursor]) {
        reader = others[0].reader
        sources = others.flatMap(\.sources)
        settle()
    }

    private mutating func settle() {
        step = sources.lazy.compactMap(\.step).min()
    }

    /// Moves on to the first step that is not below `target`.
    mutating func seek(_ target: Int64) throws(HistoryError) {
        for index in sources.indices { try sources[index].seek(target, reader) }
        settle()
    }

    /// The first steps that all cursors have.
    static func common(_ cursors: inout [StepCursor], limit: Int) throws(HistoryError) -> [Int64] {
        var steps: [Int64] = []
        guard var target = cursors.first?.step else { return [] }
        while steps.count < limit {
            var isCommon = true
            for index in cursors.indices {
                try cursors[index].seek(target)
                guard let step = cursors[index].step else { return steps }
                if step > target {
                    target = step
                    isCommon = false
                }
            }
            if isCommon {
                steps.append(target)
                target += 1
            }
        }
        return steps
    }
}
