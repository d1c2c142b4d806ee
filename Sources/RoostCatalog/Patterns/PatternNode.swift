/// The parts of a regular expression.
indirect enum PatternNode {
    case empty
    case scalars(ScalarSet)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    case repeated(PatternNode, min: Int, max: Int?)
    case assertion(Assertion)

    enum Assertion {
        case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
    }
}

/// A set of Unicode scalars.
struct ScalarSet: Sendable {
    private var ranges: [ClosedRange<UInt32>]
    var isNegated = false
    var ignoresCase = false

    init(_ ranges: [ClosedRange<UInt32>]) {
        self.ranges = ranges
    }

    init(_ scalar: Unicode.Scalar, ignoresCase: Bool = false) {
        ranges = [scalar.value...scalar.value]
        self.ignoresCase = ignoresCase
    }

    mutating func formUnion(_ other: ScalarSet) {
        ranges += other.isNegated ? Self.complement(of: other.ranges) : other.ranges
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var found = has(scalar.value)
        if !found && ignoresCase {
            found = Self.otherCases(of: scalar).contains(where: has)
        }
        return found != isNegated
    }

    /// The one scalar of a set that holds just one.
    var only: Unicode.Scalar? {
        guard !isNegated, ranges.count == 1, ranges[0].count == 1 else { return nil }
        return Unicode.Scalar(ranges[0].lowerBound)
    }

    private func has(_ value: UInt32) -> Bool {
        ranges.contains { $0.contains(value) }
    }

    private static func otherCases(of scalar: Unicode.Scalar) -> [UInt32] {
        if scalar.isASCII {
            switch scalar.value {
            case 0x41...0x5a: return [scalar.value + 32]
            case 0x61...0x7a: return [scalar.value - 32]
            default: return []
            }
        }
        return [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].compactMap { text in
            let scalars = text.unicodeScalars
            return scalars.count == 1 ? scalars.first?.value : nil
        }
    }

    private static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10ffff { result.append(next...0x10ffff) }
        return result
    }

    static let digits = ScalarSet([0x30...0x39])
    static let spaces = ScalarSet([0x09...0x0a, 0x0c...0x0d, 0x20...0x20])
    static let words = ScalarSet([0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a])
    static let all = ScalarSet([0...0x10ffff])
    static let allButNewline = ScalarSet([0...0x09, 0x0b...0x10ffff])

    var negated: ScalarSet {
        var copy = self
        copy.isNegated.toggle()
        return copy
    }

    /// The classes of `[[:name:]]`.
    static let named: [String: ScalarSet] = [
        "alnum": ScalarSet([0x30...0x39, 0x41...0x5a, 0x61...0x7a]),
        "alpha": ScalarSet([0x41...0x5a, 0x61...0x7a]),
        "ascii": ScalarSet([0...0x7f]),
        "blank": ScalarSet([0x09...0x09, 0x20...0x20]),
        "cntrl": ScalarSet([0...0x1f, 0x7f...0x7f]),
        "digit": digits,
        "graph": ScalarSet([0x21...0x7e]),
        "lower": ScalarSet([0x61...0x7a]),
        "print": ScalarSet([0x20...0x7e]),
        "punct": ScalarSet([0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e]),
        "space": ScalarSet([0x09...0x0d, 0x20...0x20]),
        "upper": ScalarSet([0x41...0x5a]),
        "word": words,
        "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66]),
    ]
}
