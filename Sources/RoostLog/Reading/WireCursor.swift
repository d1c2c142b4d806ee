/// Walks over the fields of a serialized message without building it.
///
/// Inlinable: a sync walks over each item of each row.
@frozen
public struct WireCursor: ~Escapable {
    @frozen
    public struct Field: Sendable, Equatable {
        public let number: Int
        public let value: Value

        @inlinable
        init(number: Int, value: Value) {
            self.number = number
            self.value = value
        }
    }

    @frozen
    public enum Value: Sendable, Equatable {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        /// Where the content of a text, of bytes or of a message stands in the bytes given.
        case bytes(Range<Int>)
    }

    @usableFromInline let bytes: Span<UInt8>
    @usableFromInline var position: Int
    @usableFromInline let end: Int

    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) {
        self.init(bytes, in: 0..<bytes.count)
    }

    /// A cursor over the message that stands at `range`, which lies within `bytes`.
    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The next field; `nil` at the end and at bytes that are no field.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func next() -> Field? {
        guard position < end, let tag = varint() else { return nil }
        let number = Int(truncatingIfNeeded: tag >> 3)
        switch tag & 7 {
        case 0:
            guard let value = varint() else { return nil }
            return Field(number: number, value: .varint(value))
        case 1:
            guard let value = fixed(8) else { return nil }
            return Field(number: number, value: .fixed64(value))
        case 2:
            guard let length = varint(), length <= UInt64(end - position) else { return nil }
            let start = position
            position += Int(length)
            return Field(number: number, value: .bytes(start..<position))
        case 5:
            guard let value = fixed(4) else { return nil }
            return Field(number: number, value: .fixed32(UInt32(truncatingIfNeeded: value)))
        default: return nil
        }
    }

    @inlinable
    @_lifetime(self: copy self)
    mutating func varint() -> UInt64? {
        // Tags and lengths are of one byte, most of them.
        if position < end, bytes[position] < 0x80 {
            position += 1
            return UInt64(bytes[position - 1])
        }
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end, shift < 70 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    @inlinable
    @_lifetime(self: copy self)
    mutating func fixed(_ width: Int) -> UInt64? {
        guard end - position >= width else { return nil }
        var value: UInt64 = 0
        for index in 0..<width { value |= UInt64(bytes[position + index]) << UInt64(8 * index) }
        position += width
        return value
    }
}
