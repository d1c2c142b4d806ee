import RoostJSON

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writes JSON text into room that is large enough, with the escapes that it needs as the content of a JSON string.
struct EscapedLine {
    private let room: UnsafeMutableBufferPointer<UInt8>
    /// The bytes written.
    private(set) var count = 0
    /// The same without their escapes.
    private(set) var plainCount = 0

    init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

    /// A mark that needs no escape.
    @inline(__always)
    mutating func put(_ mark: Unicode.Scalar) {
        room[count] = UInt8(ascii: mark)
        count += 1
        plainCount += 1
    }

    /// A key, in quotes.
    mutating func put(key: UnsafeBufferPointer<UInt8>) {
        if Self.isPlain(key) {
            putQuote()
            copy(key)
            putQuote()
        } else {
            var writer = JSONWriter()
            writer.write(string: String(decoding: key, as: UTF8.self))
            writer.bytes.withUnsafeBufferPointer { put($0) }
        }
    }

    /// JSON text.
    mutating func put(_ text: UnsafeBufferPointer<UInt8>) {
        if Self.isPlain(text) { return copy(text) }
        plainCount += text.count
        for byte in text { putEscaped(byte) }
    }

    @inline(__always)
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var isPlain = true
        // Without a way out of the loop, so that it runs on many bytes at a time.
        for byte in text {
            isPlain = isPlain && byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
        return isPlain
    }

    @inline(__always)
    private mutating func putQuote() {
        room[count] = UInt8(ascii: "\\")
        room[count + 1] = UInt8(ascii: "\"")
        count += 2
        plainCount += 1
    }

    @inline(__always)
    private mutating func copy(_ text: UnsafeBufferPointer<UInt8>) {
        guard let start = text.baseAddress, let base = room.baseAddress else { return }
        memcpy(base + count, start, text.count)
        count += text.count
        plainCount += text.count
    }

    private mutating func putEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): putPair(byte)
        case 0x0A: putPair(UInt8(ascii: "n"))
        case 0x0D: putPair(UInt8(ascii: "r"))
        case 0x09: putPair(UInt8(ascii: "t"))
        case 0..<0x20:
            putPair(UInt8(ascii: "u"))
            let digit = byte & 15
            for character in [
                UInt8(ascii: "0"), UInt8(ascii: "0"), UInt8(ascii: "0") + (byte >> 4),
                digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10,
            ] {
                room[count] = character
                count += 1
            }
        default:
            room[count] = byte
            count += 1
        }
    }

    @inline(__always)
    private mutating func putPair(_ byte: UInt8) {
        room[count] = UInt8(ascii: "\\")
        room[count + 1] = byte
        count += 2
    }
}
