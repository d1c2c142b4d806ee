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

    /// Writes a row.
    ///
    /// - Parameters:
    ///   - step: written as `_step` unless `nil`.
    ///   - columns: one for each leaf.
    ///   - places: the index of each leaf's value in its column, negative where the row has none.
    func write(step: Int64?, _ columns: [PageColumn], _ places: [Int], to writer: inout JSONWriter) {
        writer.bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        if let step {
            writer.write(raw: "\"_step\":")
            writer.write(step)
            isFirst = false
        }
        var open = 0
        var shared = Int.max
        for index in leaves.indices {
            shared = min(shared, leaves[index].shared)
            let place = places[index]
            if place < 0 || (leaves[index].shadowEnd > index + 1 && isShadowed(index, places)) { continue }
            let kept = min(shared, open)
            while open > kept {
                writer.bytes.append(UInt8(ascii: "}"))
                open -= 1
            }
            if !isFirst { writer.bytes.append(UInt8(ascii: ",")) }
            while open < leaves[index].depth {
                writer.bytes.append(contentsOf: text[objects[leaves[index].objects + open]])
                open += 1
            }
            writer.bytes.append(contentsOf: text[leaves[index].name])
            columns[index].values.write(at: place, to: &writer)
            isFirst = false
            shared = Int.max
        }
        for _ in 0..<open { writer.bytes.append(UInt8(ascii: "}")) }
        writer.bytes.append(UInt8(ascii: "}"))
    }

    /// Whether the row has an object of the leaf's name, which takes its place.
    private func isShadowed(_ index: Int, _ places: [Int]) -> Bool {
        ((index + 1)..<leaves[index].shadowEnd).contains { places[$0] >= 0 }
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
