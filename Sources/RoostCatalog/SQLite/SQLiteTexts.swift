import Synchronization

/// Statements in SQLite's own spelling of placeholders. Those that come back often are rewritten once.
final class SQLiteTexts: Sendable {
    /// Many more than the program has; a caller that composes texts and calls them reused does not fill the memory.
    private static let most = 4_096

    private let known = Mutex<[String: String]>([:])

    /// The text of a statement that comes back often.
    func numbered(_ sql: String) -> String {
        known.withLock { known in
            if let text = known[sql] { return text }
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            let text = Self.number(sql)
            known[sql] = text
            return text
        }
    }

    /// SQLite numbers `$1` by where it first stands in the text, but `?1` by its number. A plain `?` has the next
    /// number; where that is the right one it is taken, because SQLite looks through all numbered ones for each.
    static func number(_ sql: String) -> String {
        let source = Array(sql.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        var inString = false
        var index = 0
        var last = 0
        while index < source.count {
            let byte = source[index]
            index += 1
            if byte == UInt8(ascii: "'") { inString.toggle() }
            guard byte == UInt8(ascii: "$"), !inString else {
                result.append(byte)
                continue
            }
            var number = 0
            while index < source.count, source[index] >= 0x30, source[index] <= 0x39 {
                number = number * 10 + Int(source[index] - 0x30)
                index += 1
            }
            result.append(UInt8(ascii: "?"))
            if number != last + 1 { result.append(contentsOf: "\(number)".utf8) }
            // After `?5` a plain `?` is the sixth.
            last = max(last, number)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
