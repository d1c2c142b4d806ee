/// Decimal to double, correctly rounded, after Clinger, Eisel and Lemire ("Number Parsing at a Gigabyte per Second").
struct FloatParser: Sendable {
    private let powers = PowersOfFive.table

    private static let exactTens: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
    private let tens = Self.exactTens

    /// The double nearest to `digits` times ten to the power of `exponent`.
    ///
    /// - Returns: `nil` in the rare cases that this method does not decide: results below the normal range.
    @inline(__always)
    func double(digits: UInt64, exponent: Int, isNegative: Bool) -> Double? {
        // Both factors are exact, so one correctly rounded operation gives the correctly rounded result.
        if digits <= 1 << 53, exponent >= -22, exponent <= 22 {
            let value = Double(digits)
            let magnitude = exponent < 0 ? value / tens[0 &- exponent] : value * tens[exponent]
            return isNegative ? -magnitude : magnitude
        }
        return approximate(digits: digits, exponent: exponent, isNegative: isNegative)
    }

    @inline(never)
    private func approximate(digits: UInt64, exponent: Int, isNegative: Bool) -> Double? {
        if digits == 0 { return isNegative ? -0.0 : 0.0 }
        if exponent > PowersOfFive.exponents.upperBound { return isNegative ? -.infinity : .infinity }
        if exponent < PowersOfFive.exponents.lowerBound { return isNegative ? -0.0 : 0.0 }
        let zeros = digits.leadingZeroBitCount
        let scaled = digits << UInt64(zeros)
        var product = scaled.multipliedFullWidth(by: powers.high(exponent))
        // 55 bits decide unless those below them are all ones: then the low half of the power counts.
        if product.high & 0x1ff == 0x1ff {
            let correction = scaled.multipliedFullWidth(by: powers.low(exponent)).high
            let (low, carried) = product.low.addingReportingOverflow(correction)
            product = (product.high &+ (carried ? 1 : 0), low)
        }
        let upperBit = Int(product.high >> 63)
        var mantissa = product.high >> UInt64(upperBit + 9)
        var power = ((152_170 + 65_536) * exponent) >> 16 + 63 + upperBit - zeros + 1023
        guard power > 0 else { return nil }
        // Exactly half way between two doubles: round to even.
        if product.low <= 1, exponent >= -4, exponent <= 23, mantissa & 3 == 1,
            mantissa << UInt64(upperBit + 9) == product.high
        {
            mantissa &= ~1
        }
        mantissa += mantissa & 1
        mantissa >>= 1
        if mantissa >= 1 << 53 {
            mantissa = 1 << 52
            power += 1
        }
        if power >= 0x7ff { return isNegative ? -.infinity : .infinity }
        let bits = (mantissa & ~(1 << 52)) | UInt64(power) << 52 | (isNegative ? 1 << 63 : 0)
        return Double(bitPattern: bits)
    }
}
