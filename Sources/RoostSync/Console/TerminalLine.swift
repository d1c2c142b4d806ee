/// One line of a terminal. Colours stay with the character that they precede.
struct TerminalLine {
    /// The line as it would be sent; up to date while nothing is overwritten.
    private var text: [UInt8] = []
    /// The characters one by one, once something in the middle of the line was overwritten.
    private var cells: [[UInt8]]?
    private var columns = 0

    var isEmpty: Bool { columns == 0 && text.isEmpty }

    /// The line in UTF-8 without trailing blanks that only a cursor left.
    var bytes: [UInt8] {
        guard let cells else { return text }
        return Array(cells.joined())
    }

    /// Puts a character at `column`, which may lie behind the end of the line.
    mutating func put(_ character: ArraySlice<UInt8>, at column: Int) {
        if column >= SyncLimits.consoleColumns { return }
        if cells == nil, column == columns {
            text.append(contentsOf: character)
            columns += 1
            return
        }
        var cells = split()
        while cells.count < column { cells.append([UInt8(ascii: " ")]) }
        if column < cells.count { cells[column] = Array(character) } else { cells.append(Array(character)) }
        self.cells = cells
        columns = cells.count
    }

    /// Adds what takes no room, such as the end of a colour, behind the last character.
    mutating func append(invisible sequence: ArraySlice<UInt8>) {
        if var cells = cells, let last = cells.popLast() {
            cells.append(last + sequence)
            self.cells = cells
        } else {
            text.append(contentsOf: sequence)
        }
    }

    /// Erases from `start` up to `end`, or to the end of the line.
    mutating func erase(from start: Int, to end: Int? = nil) {
        var cells = split()
        guard start < cells.count else { return }
        if let end, end < cells.count {
            for index in start..<end { cells[index] = [UInt8(ascii: " ")] }
        } else {
            cells.removeSubrange(start...)
        }
        self.cells = cells
        columns = cells.count
    }

    private mutating func split() -> [[UInt8]] {
        if let cells {
            // Taken out while it is changed, so that it is not copied.
            self.cells = []
            return cells
        }
        var found: [[UInt8]] = []
        found.reserveCapacity(columns)
        var index = 0
        var pending: [UInt8] = []
        while index < text.count {
            let length = TerminalLine.sequenceLength(text, at: index)
            if length > 0 {
                pending.append(contentsOf: text[index..<index + length])
                index += length
                continue
            }
            var end = index + 1
            while end < text.count, text[end] & 0xc0 == 0x80 { end += 1 }
            found.append(pending + text[index..<end])
            pending = []
            index = end
        }
        if !pending.isEmpty, let last = found.popLast() { found.append(last + pending) }
        cells = []
        return found
    }

    /// The length of the escape sequence at `index`; 0 when there is none.
    private static func sequenceLength(_ text: [UInt8], at index: Int) -> Int {
        guard text[index] == 0x1b, index + 1 < text.count, text[index + 1] == UInt8(ascii: "[") else { return 0 }
        var end = index + 2
        while end < text.count, !(0x40...0x7e).contains(text[end]) { end += 1 }
        return min(end + 1, text.count) - index
    }
}
