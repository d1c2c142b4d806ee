/// The text of a document, addressed by UTF-8 offset.
struct SourceText: Sendable {
    let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Line and column of an offset. Only errors need them, so they are counted when asked for.
    func location(at offset: Int) -> GraphQLLocation {
        var line = 1
        var lineStart = 0
        var position = 0
        while position < min(offset, bytes.count) {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if byte == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
                    if position == offset { break }
                    position += 1
                }
                line += 1
                lineStart = position
            }
        }
        return GraphQLLocation(line: line, column: 1 + scalarCount(lineStart..<max(lineStart, offset)))
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private func scalarCount(_ range: Range<Int>) -> Int {
        var count = 0
        for index in range where index >= bytes.count || bytes[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
