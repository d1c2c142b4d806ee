/// Columns of text, as wide as their longest cell.
struct TextTable: Sendable, Hashable {
    var columns: [String]
    var rows: [[String]]

    /// The table with its headings; cells are kept on one line.
    var text: String {
        let lines = [columns.map { $0.uppercased() }] + rows.map { $0.map(Self.line) }
        let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { Self.join($0, widths) }.joined(separator: "\n")
    }

    /// Names and values in two columns, without headings.
    static func pairs(_ pairs: [(key: String, value: String)]) -> String {
        let width = pairs.map(\.key.count).max() ?? 0
        return pairs.map { join([$0.key, line($0.value)], [width, 0]) }.joined(separator: "\n")
    }

    private static func join(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            line += cell
            // The last column needs no padding.
            if index < cells.count - 1 { line += String(repeating: " ", count: widths[index] - cell.count + 2) }
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func line(_ cell: String) -> String {
        String(cell.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }
}
