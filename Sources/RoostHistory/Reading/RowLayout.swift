import RoostJSON

/// How the leaves of rows make up JSON objects again: their order, in which members of one object are neighbours, and
/// the text around them.
struct RowLayout {
    private struct Leaf {
        /// How many objects are around the value.
        let depth: Int
        /// How many of the objects around it are those around the leaf before.
        let shared: Int
        /// Where the name of the value lies in `text`, with quotes and colon.
        let name: Range<Int>
        /// Where the names of the objects around it begin in `objects`.
        let objects: Int
        /// The end of the leaves after this one that lie inside an object of the same name.
        let shadowEnd: Int
    }

    private var leaves: ContiguousArray<Leaf> = []
    private var text: [UInt8] = []
    /// Where the names of objects lie in `text`.
    private var objects: [Range<Int>] = []

    /// - Parameter paths: in rising order.
    init(_ paths: [ColumnPath]) {
        let names = paths.map { $0.components.map(Self.text) }
        for (index, path) in names.enumerated() {
            var shadowEnd = index + 1
            while shadowEnd < names.count, names[shadowEnd].starts(with: path) { shadowEnd += 1 }
            var shared = 0
            if index > 0 {
                let before = names[index - 1].dropLast()
                while shared < before.count, shared < path.count - 1, before[shared] == path[shared] { shared += 1 }
            }
            let firstObject = objects.count
            for name in path.dropLast() { objects.append(place(name + [UInt8(ascii: "{")])) }
            leaves.append(
                Leaf(
                    depth: path.count - 1, shared: shared, name: place(path[path.count - 1]), objects: firstObject,
                    shadowEnd: shadowEnd))
        }
    }

    private static func text(_ name: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(string: name)
        writer.write(raw: ":")
        return writer.bytes
    }

    private mutating func place(_ name: [UInt8]) -> Range<Int> {
        text += name
        return (text.count - name.count)..<text.count
    }

    /// Writes rows.
    ///
    /// - Parameters:
    ///   - grid: a column for each leaf.
    ///   - writesStep: whether rows carry `_step`.
    ///   - finishRow: called after each row with the row's step; returns whether to go on.
    func write(
        _ grid: RowGrid, writesStep: Bool, to writer: inout JSONWriter, finishRow: (Int64, JSONWriter) -> Bool
    ) {
        text.withUnsafeBufferPointer { text in
            for (row, step) in grid.steps.enumerated() {
                writer.bytes.append(UInt8(ascii: "{"))
                if writesStep {
                    writer.write(raw: "\"_step\":")
                    writer.write(step)
                }
                writeValues(grid, row, isFirst: !writesStep, text, to: &writer)
                writer.bytes.append(UInt8(ascii: "}"))
                guard finishRow(step, writer) else { return }
            }
        }
    }

    private func writeValues(
        _ grid: RowGrid, _ row: Int, isFirst: Bool, _ text: UnsafeBufferPointer<UInt8>, to writer: inout JSONWriter
    ) {
        var isFirst = isFirst
        var open = 0
        var shared = Int.max
        for index in leaves.indices {
            let leaf = leaves[index]
            shared = min(shared, leaf.shared)
            if !grid.hasValue(row, index) || isShadowed(index, leaf, grid, row) { continue }
            let kept = min(shared, open)
            while open > kept {
                writer.bytes.append(UInt8(ascii: "}"))
                open -= 1
            }
            if !isFirst { writer.bytes.append(UInt8(ascii: ",")) }
            while open < leaf.depth {
                writer.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[objects[leaf.objects + open]]))
                open += 1
            }
            writer.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[leaf.name]))
            grid.write(row, index, to: &writer)
            isFirst = false
            shared = Int.max
        }
        while open > 0 {
            writer.bytes.append(UInt8(ascii: "}"))
            open -= 1
        }
    }

    /// Whether the row has an object of the leaf's name, which takes its place.
    @inline(__always)
    private func isShadowed(_ index: Int, _ leaf: Leaf, _ grid: RowGrid, _ row: Int) -> Bool {
        leaf.shadowEnd > index + 1 && ((index + 1)..<leaf.shadowEnd).contains { grid.hasValue(row, $0) }
    }
}

extension Values {
    /// Writes the value as it was logged.
    func write(at index: Int, to writer: inout JSONWriter) {
        switch kind(at: index) {
        case .float: writer.write(Double(bitPattern: words[index]))
        case .int: writer.write(Int64(bitPattern: words[index]))
        case .false: writer.write(raw: "false")
        case .true: writer.write(raw: "true")
        case .null, .absent, .row: writer.write(raw: "null")
        case .string, .json, .bigInteger: writer.bytes.append(contentsOf: text[textRange(at: index)])
        }
    }
}
