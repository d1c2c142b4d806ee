/// A 64-bit digest of the lines of a request, by which a repeated request is known. It is stored, so it must never
/// change.
struct ContentHash: Sendable {
    private(set) var value: UInt64 = 0x9e37_79b9_7f4a_7c15

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    mutating func combine(_ bytes: Span<UInt8>) {
        let raw = bytes.bytes
        var hash = value ^ UInt64(truncatingIfNeeded: bytes.count)
        var position = 0
        while position &+ 16 <= bytes.count {
            let first = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            let second = UInt64(
                littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position &+ 8, as: UInt64.self))
            hash = Self.fold(first ^ 0xa076_1d64_78bd_642f, second ^ hash)
            position &+= 16
        }
        var tail = (first: UInt64(0), second: UInt64(0))
        for index in position..<bytes.count {
            tail = (tail.first << 8 | tail.second >> 56, tail.second << 8 | UInt64(bytes[index]))
        }
        value = Self.fold(tail.first ^ 0xe703_7ed1_a0b4_28db, tail.second ^ hash ^ 0x8ebc_6af0_9c88_c6e3)
    }
}
