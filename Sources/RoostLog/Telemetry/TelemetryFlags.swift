/// A set of telemetry numbers: on the wire a message of booleans, of which the true ones count.
public struct TelemetryFlags: Sendable, Hashable {
    /// The numbers, ascending.
    public let numbers: [Int]

    public init(_ numbers: some Sequence<Int>) {
        self.numbers = Set(numbers.filter { $0 > 0 && $0 < 1 << 29 }).sorted()
    }

    /// Reads the field numbers that are true from a serialized message of booleans. What is not a boolean is skipped;
    /// reading stops at bytes that are no message.
    public init(message: [UInt8]) {
        var found: Set<Int> = []
        var cursor = WireCursor(message.span)
        while let field = cursor.next() {
            if case .varint(let value) = field.value {
                if value == 0 { found.remove(field.number) } else { found.insert(field.number) }
            }
        }
        numbers = found.sorted()
    }

    /// The message in which the numbers' booleans are true.
    public var message: [UInt8] {
        var bytes: [UInt8] = []
        for number in numbers {
            var tag = UInt64(number) << 3
            while tag >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: tag) | 0x80)
                tag >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: tag))
            bytes.append(1)
        }
        return bytes
    }
}
