/// The 128 leading bits of the powers of five that reading a double needs.
struct PowersOfFive: Sendable {
    static let exponents = -342...308

    /// High and low half of each power, alternating.
    private let halves: [UInt64]

    /// The table; computed once, in well under a millisecond.
    static let table = PowersOfFive()

    private init() {
        var halves = [UInt64](repeating: 0, count: Self.exponents.count * 2)
        func set(_ exponent: Int, _ value: UInt128) {
            let index = (exponent - Self.exponents.lowerBound) * 2
            halves[index] = UInt64(truncatingIfNeeded: value >> 64)
            halves[index + 1] = UInt64(truncatingIfNeeded: value)
        }
        var power = BigNatural(words: [1])
        for exponent in 0...Self.exponents.upperBound {
            set(exponent, power.leading128)
            power.multiply(by: 5)
        }
        // floor(floor(x / 5) / 5) = floor(x / 25), so dividing step by step is exact.
        var reciprocal = BigNatural(words: [UInt32](repeating: 0, count: 40) + [1])
        for exponent in 1...(-Self.exponents.lowerBound) {
            reciprocal.divide(by: 5)
            // The algorithm wants the smaller reciprocals rounded up, the others cut off.
            set(-exponent, exponent <= 27 ? reciprocal.leading128 + 1 : reciprocal.leading128)
        }
        self.halves = halves
    }

    @inline(__always)
    func high(_ exponent: Int) -> UInt64 { halves[(exponent &- Self.exponents.lowerBound) &* 2] }

    @inline(__always)
    func low(_ exponent: Int) -> UInt64 { halves[(exponent &- Self.exponents.lowerBound) &* 2 &+ 1] }
}

/// A natural number of any size, least significant word first.
private struct BigNatural {
    var words: [UInt32]

    mutating func multiply(by factor: UInt32) {
        var carry: UInt64 = 0
        for index in words.indices {
            let product = UInt64(words[index]) * UInt64(factor) + carry
            words[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry > 0 { words.append(UInt32(truncatingIfNeeded: carry)) }
    }

    mutating func divide(by divisor: UInt32) {
        var remainder: UInt64 = 0
        for index in words.indices.reversed() {
            let dividend = remainder << 32 | UInt64(words[index])
            words[index] = UInt32(truncatingIfNeeded: dividend / UInt64(divisor))
            remainder = dividend % UInt64(divisor)
        }
        while words.last == 0 { words.removeLast() }
    }

    /// The 128 bits from the highest set one on, cut off below.
    var leading128: UInt128 {
        var value: UInt128 = 0
        var bits = 0
        for word in words.reversed() {
            if bits == 0 {
                value = UInt128(word)
                bits = 32 - word.leadingZeroBitCount
            } else if bits <= 96 {
                value = value << 32 | UInt128(word)
                bits += 32
            } else {
                let room = 128 - bits
                value = value << UInt128(room) | UInt128(word >> UInt32(32 - room))
                return value
            }
            if bits == 128 { return value }
        }
        return value << UInt128(128 - bits)
    }
}
