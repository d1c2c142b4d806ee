/// What a terminal shows of one output stream: carriage returns, cursor moves and erasures change the last lines.
///
/// Lines are told apart by the numbers that the whole console gives them.
struct Terminal {
    struct Row {
        var line = TerminalLine()
        /// The line's place in the console; `nil` until something is in it.
        var number: Int?
    }

    /// A line that nothing can change any more.
    struct Departed {
        let number: Int
        let text: [UInt8]
    }

    /// The last lines, the newest at the end.
    private(set) var rows = [Row()]
    private var row = 0
    private var column = 0
    /// The beginning of an escape sequence whose end was not written yet.
    private var pending: [UInt8] = []
    /// The colours to put before the next character.
    private var colours: [UInt8] = []
    private var departed: [Departed] = []

    /// Writes what a program wrote.
    ///
    /// - Parameter touch: called for each line that changes, with its number or with `nil` for a line that needs one;
    ///   returns its number.
    mutating func write(_ bytes: [UInt8], touch: (Int?) -> Int) {
        let input = pending.isEmpty ? bytes : pending + bytes
        pending = []
        var index = 0
        while index < input.count {
            let byte = input[index]
            switch byte {
            case UInt8(ascii: "\n"):
                newline(touch)
                index += 1
            case UInt8(ascii: "\r"):
                column = 0
                index += 1
            case 0x08:
                column = max(0, column - 1)
                index += 1
            case 0x07: index += 1
            case 0x1b:
                guard let end = escape(input, at: index, touch) else {
                    pending = Array(input[index...])
                    return
                }
                index = end
            default:
                var end = index + 1
                if byte >= 0x80 {
                    while end < input.count, input[end] & 0xc0 == 0x80 { end += 1 }
                }
                put(input[index..<end], touch)
                index = end
            }
        }
    }

    /// Gives up the lines that are numbered below `limit` and returns all that were given up since the last call.
    mutating func release(below limit: Int) -> [Departed] {
        while rows.count > 1, row > 0, rows[0].number.map({ $0 < limit }) ?? true { removeFirst() }
        // A line begun long ago ends here; what follows is a new line.
        if rows.count == 1, let number = rows[0].number, number < limit {
            departed.append(Departed(number: number, text: rows[0].line.bytes))
            rows[0] = Row()
            column = 0
        }
        defer { departed = [] }
        return departed
    }

    private mutating func removeFirst() {
        let gone = rows.removeFirst()
        row -= 1
        if let number = gone.number { departed.append(Departed(number: number, text: gone.line.bytes)) }
    }

    private mutating func put(_ character: ArraySlice<UInt8>, _ touch: (Int?) -> Int) {
        rows[row].number = touch(rows[row].number)
        if colours.isEmpty {
            rows[row].line.put(character, at: column)
        } else {
            rows[row].line.put((colours + character)[...], at: column)
            colours = []
        }
        column += 1
    }

    private mutating func newline(_ touch: (Int?) -> Int) {
        flushColours(touch)
        // An empty line counts.
        if rows[row].number == nil { rows[row].number = touch(nil) }
        row += 1
        column = 0
        if row == rows.count { rows.append(Row()) }
        if rows.count > SyncLimits.terminalLines { removeFirst() }
    }

    private mutating func flushColours(_ touch: (Int?) -> Int) {
        if colours.isEmpty || rows[row].line.isEmpty { return }
        rows[row].number = touch(rows[row].number)
        rows[row].line.append(invisible: colours[...])
        colours = []
    }

    /// Carries out the escape sequence at `index` and returns where it ends; `nil` when its end is not there yet.
    private mutating func escape(_ input: [UInt8], at index: Int, _ touch: (Int?) -> Int) -> Int? {
        guard index + 1 < input.count else { return nil }
        guard input[index + 1] == UInt8(ascii: "[") else { return index + 2 }
        var end = index + 2
        while end < input.count, !(0x40...0x7e).contains(input[end]) {
            end += 1
            // What is that long is no sequence.
            if end - index > 64 { return index + 1 }
        }
        guard end < input.count else { return nil }
        let parameters = input[(index + 2)..<end].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        perform(input[end], parameters, input[index...end], touch)
        return end + 1
    }

    private mutating func perform(
        _ command: UInt8, _ parameters: [Int?], _ sequence: ArraySlice<UInt8>, _ touch: (Int?) -> Int
    ) {
        let first = parameters.first ?? nil
        let distance = min(max(first ?? 1, 1), SyncLimits.consoleColumns)
        switch command {
        case UInt8(ascii: "m"): colours.append(contentsOf: sequence.prefix(SyncLimits.consoleColumns - colours.count))
        case UInt8(ascii: "A"): row = max(0, row - distance)
        case UInt8(ascii: "B"): down(distance)
        case UInt8(ascii: "C"): column = min(column + distance, SyncLimits.consoleColumns)
        case UInt8(ascii: "D"): column = max(0, column - distance)
        case UInt8(ascii: "E"):
            down(distance)
            column = 0
        case UInt8(ascii: "F"):
            row = max(0, row - distance)
            column = 0
        case UInt8(ascii: "G"): column = distance - 1
        case UInt8(ascii: "K"): eraseLine(first ?? 0, touch)
        case UInt8(ascii: "J") where first ?? 0 == 0:
            eraseLine(0, touch)
            for below in rows.indices where below > row {
                guard let number = rows[below].number else { continue }
                rows[below].number = touch(number)
                rows[below].line.erase(from: 0)
            }
        default: break
        }
    }

    private mutating func down(_ distance: Int) {
        row = min(row + distance, rows.count - 1)
    }

    private mutating func eraseLine(_ mode: Int, _ touch: (Int?) -> Int) {
        guard let number = rows[row].number else { return }
        rows[row].number = touch(number)
        switch mode {
        case 0: rows[row].line.erase(from: column)
        case 1: rows[row].line.erase(from: 0, to: column + 1)
        default: rows[row].line.erase(from: 0)
        }
    }
}
