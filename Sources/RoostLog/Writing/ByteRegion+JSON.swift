#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension ByteRegion {
    /// More than the longest text of a double or an integer.
    static let numberBytes = 48

    /// Writes the shortest decimal that reads back as the same double, or the token that stands for what JSON lacks.
    mutating func putNumber(_ value: Double, _ decimals: borrowing ShortestDecimal) {
        reserve(ByteRegion.numberBytes)
        if value.sign == .minus, !value.isNaN { put(UInt8(ascii: "-")) }
        let magnitude = value.magnitude
        if magnitude == 0 {
            put("0.0")
        } else if let parts = decimals.parts(of: magnitude) {
            putDecimal(parts)
        } else if magnitude.isFinite {
            var text = magnitude.description
            text.withUTF8 { put(UnsafeRawBufferPointer($0)) }
        } else {
            put(value.isNaN ? "NaN" : "Infinity")
        }
    }

    private mutating func putDecimal(_ parts: ShortestDecimal.Parts) {
        let start = count
        putDigits(parts.digits)
        var exponent = parts.exponent
        while exponent < 0, base.load(fromByteOffset: count - 1, as: UInt8.self) == UInt8(ascii: "0") {
            count -= 1
            exponent += 1
        }
        if exponent >= 0 {
            for _ in 0..<exponent { put(UInt8(ascii: "0")) }
            put(".0")
            return
        }
        // How many digits stand before the point; zeros follow it when that is negative.
        let point = count - start + exponent
        if point > 0 {
            shift(from: start + point, by: 1)
            base.storeBytes(of: UInt8(ascii: "."), toByteOffset: start + point, as: UInt8.self)
        } else if point > -5 {
            shift(from: start, by: 2 - point)
            for index in 0..<2 - point {
                base.storeBytes(of: UInt8(ascii: "0"), toByteOffset: start + index, as: UInt8.self)
            }
            base.storeBytes(of: UInt8(ascii: "."), toByteOffset: start + 1, as: UInt8.self)
        } else {
            if count > start + 1 {
                shift(from: start + 1, by: 1)
                base.storeBytes(of: UInt8(ascii: "."), toByteOffset: start + 1, as: UInt8.self)
            }
            put("e-")
            putDigits(UInt64(1 - point))
        }
    }

    @inline(__always)
    private mutating func shift(from index: Int, by distance: Int) {
        memmove(base + (index + distance), base + index, count - index)
        count += distance
    }

    /// Writes an integer in decimal.
    mutating func putInteger(_ value: Int64) {
        reserve(ByteRegion.numberBytes)
        if value < 0 { put(UInt8(ascii: "-")) }
        putDigits(value.magnitude)
    }

    /// Writes a count of microseconds as seconds with their fraction, without trailing zeros.
    mutating func putSeconds(microseconds: Int64) {
        reserve(ByteRegion.numberBytes)
        if microseconds < 0 { put(UInt8(ascii: "-")) }
        let (seconds, rest) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        putDigits(seconds)
        if rest == 0 { return }
        // The leading one keeps the zeros of the fraction; the point takes its place.
        let start = count
        putDigits(1_000_000 + rest)
        base.storeBytes(of: UInt8(ascii: "."), toByteOffset: start, as: UInt8.self)
        while base.load(fromByteOffset: count - 1, as: UInt8.self) == UInt8(ascii: "0") { count -= 1 }
    }

    /// Writes eight digits at a time, all of them computed within one word.
    private mutating func putDigits(_ value: UInt64) {
        let (upper, lower) = value.quotientAndRemainder(dividingBy: 100_000_000)
        if upper == 0 {
            putLeading(lower)
            return
        }
        if upper < 100_000_000 {
            putLeading(upper)
        } else {
            let (top, middle) = upper.quotientAndRemainder(dividingBy: 100_000_000)
            putLeading(top)
            putWord(ByteRegion.eightDigits(middle))
        }
        putWord(ByteRegion.eightDigits(lower))
    }

    /// Writes a number below 10^8 without leading zeros.
    @inline(__always)
    private mutating func putLeading(_ value: UInt64) {
        let word = ByteRegion.eightDigits(value)
        let zeros = min(7, (word ^ 0x3030_3030_3030_3030).trailingZeroBitCount / 8)
        base.storeBytes(of: (word >> UInt64(8 * zeros)).littleEndian, toByteOffset: count, as: UInt64.self)
        count += 8 - zeros
    }

    @inline(__always)
    private mutating func putWord(_ word: UInt64) {
        base.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
        count += 8
    }

    /// The digits of a number below 10^8 in ASCII, the first in the lowest byte.
    @inline(__always)
    private static func eightDigits(_ value: UInt64) -> UInt64 {
        let (high, low) = value.quotientAndRemainder(dividingBy: 10_000)
        let fours = high | low << 32
        let hundreds = (fours &* 10_486) >> 20 & 0x0000_007f_0000_007f
        let twos = hundreds | (fours &- hundreds &* 100) << 16
        let tens = (twos &* 103) >> 10 & 0x000f_000f_000f_000f
        return (tens | (twos &- tens &* 10) << 8) | 0x3030_3030_3030_3030
    }

    /// Writes a string in quotes, with the escapes that JSON demands.
    mutating func putQuoted(_ text: String) {
        var text = text
        text.withUTF8 { source in
            reserve(source.count * 6 + 2)
            put(UInt8(ascii: "\""))
            for byte in source {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    put(UInt8(ascii: "\\"))
                    put(byte)
                case UInt8(ascii: "\n"): put("\\n")
                case UInt8(ascii: "\r"): put("\\r")
                case UInt8(ascii: "\t"): put("\\t")
                case 0..<0x20:
                    put(byte < 0x10 ? "\\u000" : "\\u001")
                    let low = byte & 15
                    put(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
                default: put(byte)
                }
            }
            put(UInt8(ascii: "\""))
        }
    }
}
