/// The shortest decimal that reads back as the same double, by the Schubfach method of Raffaello Giulietti, for the
/// magnitudes whose power of ten fits 128 bits exactly: all of 1e-38 to 2^53.
struct ShortestDecimal: ~Copyable, Sendable {
    /// A value of `digits * 10^exponent`; the digits may end in zeros.
    struct Parts: Equatable {
        var digits: UInt64
        var exponent: Int
    }

    /// The powers of ten from 10^0 on, each shifted so that its highest bit is set.
    private let powers: [UInt128]

    init() {
        var power: UInt128 = 1
        powers = (0...55).map { _ in
            defer { power &*= 5 }
            return power << power.leadingZeroBitCount
        }
    }

    /// The parts of a positive, finite number; `nil` when it is outside the magnitudes served.
    func parts(of value: Double) -> Parts? {
        let bits = value.bitPattern
        let fraction = bits & ((1 << 52) - 1)
        let biased = Int(truncatingIfNeeded: bits >> 52 & 0x7ff)
        guard biased != 0 else { return nil }
        let c = fraction | 1 << 52
        let q = biased - 1075
        if q <= 0, q > -53, c & ((1 << UInt64(-q)) &- 1) == 0 { return Parts(digits: c >> UInt64(-q), exponent: 0) }

        // The interval of what rounds to this double is narrower below a power of two.
        let isNarrow = fraction == 0 && biased > 1
        let k = (q &* 1_262_611 &- (isNarrow ? 524_031 : 0)) >> 22
        guard k <= 0, -k < powers.count else { return nil }
        let h = UInt64(truncatingIfNeeded: q &+ (-k &* 1_741_647) >> 19 &+ 1)
        let power = powers[-k]
        let isOdd: UInt64 = c & 1
        let below = Self.scaled(power, (4 &* c &- 2 &+ (isNarrow ? 1 : 0)) << h) &+ isOdd
        let exact = Self.scaled(power, (4 &* c) << h)
        let above = Self.scaled(power, (4 &* c &+ 2) << h) &- isOdd

        let s = exact / 4
        if s >= 10 {
            let tens = s / 10
            let isLowInside = below <= 40 &* tens
            let isHighInside = 40 &* tens &+ 40 <= above
            if isLowInside != isHighInside {
                return Parts(digits: tens &+ (isHighInside ? 1 : 0), exponent: k + 1)
            }
        }
        let isLowInside = below <= 4 &* s
        let isHighInside = 4 &* s &+ 4 <= above
        if isLowInside != isHighInside { return Parts(digits: s &+ (isHighInside ? 1 : 0), exponent: k) }
        let middle = 4 &* s &+ 2
        let roundsUp = exact > middle || exact == middle && s & 1 == 1
        return Parts(digits: s &+ (roundsUp ? 1 : 0), exponent: k)
    }

    /// The upper part of a product, whose lowest bit also tells whether anything was cut off.
    @inline(__always)
    private static func scaled(_ power: UInt128, _ factor: UInt64) -> UInt64 {
        let low = UInt64(truncatingIfNeeded: power).multipliedFullWidth(by: factor)
        let high = UInt64(truncatingIfNeeded: power >> 64).multipliedFullWidth(by: factor)
        let (middle, carries) = high.low.addingReportingOverflow(low.high)
        return (high.high &+ (carries ? 1 : 0)) | (middle > 1 ? 1 : 0)
    }
}
