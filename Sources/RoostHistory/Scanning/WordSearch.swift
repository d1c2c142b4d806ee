/// Searches in text, eight bytes at a time.
enum WordSearch {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The high bit of each byte that is a quote, a backslash or a control character; bits above the first such byte
    /// may be set wrongly.
    @inline(__always)
    private static func specials(_ word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5c)
        let isQuote = (quotes &- ones) & ~quotes
        let isBackslash = (backslashes &- ones) & ~backslashes
        let isControl = (word &- (ones &* 0x20)) & ~word
        return (isQuote | isBackslash | isControl) & highs
    }

    /// The first position from `start` on that holds a quote, a backslash or a control character; the end if none does.
    @inline(__always)
    static func firstSpecial(in bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        let raw = bytes.bytes
        while position &+ 8 <= bytes.count {
            let word = UInt64(
                littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            let found = specials(word)
            if found != 0 { return position &+ found.trailingZeroBitCount / 8 }
            position &+= 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return position }
            position &+= 1
        }
        return position
    }

    /// The high bit of each byte that is no digit.
    @inline(__always)
    static func nonDigits(_ word: UInt64) -> UInt64 {
        let digits = word ^ 0x3030_3030_3030_3030
        return (((digits & ~highs) &+ 0x7676_7676_7676_7676) | digits) & highs
    }

    /// The number that eight bytes, all digits, write.
    @inline(__always)
    static func number(_ word: UInt64) -> UInt64 {
        let digits = word & 0x0f0f_0f0f_0f0f_0f0f
        let pairs = (digits &* 10) &+ (digits >> 8)
        let mask: UInt64 = 0x0000_00ff_0000_00ff
        return
            (((pairs & mask) &* 0x000f_4240_0000_0064)
            &+ (((pairs >> 16) & mask) &* 0x0000_2710_0000_0001)) >> 32
    }

    /// Ten to the power of `count`, which is below 8.
    @inline(__always)
    static func powerOfTen(_ count: Int) -> UInt64 {
        let low: UInt64 = count & 1 == 0 ? 1 : 10
        let middle: UInt64 = count & 2 == 0 ? 1 : 100
        return (low &* middle) &* (count & 4 == 0 ? 1 : 10_000)
    }
}
