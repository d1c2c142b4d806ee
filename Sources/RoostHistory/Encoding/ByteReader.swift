/// Reads what ``ByteWriter`` wrote. Every read is checked: stored bytes may be damaged.
struct ByteReader {
    let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    private static var cutOff: HistoryError { .corrupt("a blob ends too early") }

    mutating func byte() throws(HistoryError) -> UInt8 {
        guard position < bytes.count else { throw Self.cutOff }
        position += 1
        return bytes[position - 1]
    }

    mutating func varint() throws(HistoryError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 63 || byte <= 1 else { throw .corrupt("a number is too long") }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    /// A count of things that take at least `bits` bits each in what follows, or that `maximum` bounds.
    mutating func count(maximum: Int) throws(HistoryError) -> Int {
        let value = try varint()
        guard value <= UInt64(maximum) else { throw .corrupt("a count of \(value) where \(maximum) is the most") }
        return Int(value)
    }

    mutating func signed() throws(HistoryError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func word() throws(HistoryError) -> UInt64 {
        let range = try range(8)
        var value: UInt64 = 0
        for index in range.reversed() { value = value << 8 | UInt64(bytes[index]) }
        return value
    }

    /// Passes over `count` bytes.
    mutating func range(_ count: Int) throws(HistoryError) -> Range<Int> {
        guard count >= 0, count <= bytes.count - position else { throw Self.cutOff }
        position += count
        return (position - count)..<position
    }
}
