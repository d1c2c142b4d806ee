/// What is known of a key's values without reading them.
struct KeyStatistics: Sendable, Equatable {
    enum Number: Sendable, Equatable {
        case integer(Int64)
        case double(Double)

        /// Whether this does not exceed `other`; integers are compared exactly.
        func isAtMost(_ other: Number) -> Bool {
            switch (self, other) {
            case (.integer(let left), .integer(let right)): left <= right
            default: double <= other.double
            }
        }

        private var double: Double {
            switch self {
            case .integer(let value): Double(value)
            case .double(let value): value
            }
        }
    }

    private(set) var counts: [ValueType: Int] = [:]
    /// Whether all values are numbers that never fall.
    private(set) var isMonotonic = true
    private(set) var first: Number?
    private(set) var last: Number?

    init() {}

    init(counts: [ValueType: Int], isMonotonic: Bool, first: Number?, last: Number?) {
        self.counts = counts
        self.isMonotonic = isMonotonic
        self.first = first
        self.last = last
    }

    /// How many values.
    var count: Int { counts.values.reduce(0, +) }

    /// Takes in the values at `range`, which come after those taken in before. Absent ones do not count.
    mutating func add(_ values: Values, _ range: Range<Int>) {
        if values.sharedKind == .float || values.sharedKind == .int {
            addNumbers(values, range)
            return
        }
        for index in range { add(values, at: index) }
    }

    private mutating func addNumbers(_ values: Values, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        counts[.number, default: 0] += range.count
        let isFloat = values.sharedKind == .float
        func number(_ index: Int) -> Number {
            isFloat
                ? .double(Double(bitPattern: values.words[index])) : .integer(Int64(bitPattern: values.words[index]))
        }
        var rises = last.map { $0.isAtMost(number(range.lowerBound)) } ?? true
        if rises && isMonotonic {
            if isFloat {
                // Written so that not-a-number ends it.
                rises = !Double(bitPattern: values.words[range.lowerBound]).isNaN
                for index in range.dropFirst() where rises {
                    rises = Double(bitPattern: values.words[index - 1]) <= Double(bitPattern: values.words[index])
                }
            } else {
                for index in range.dropFirst() where rises {
                    rises = Int64(bitPattern: values.words[index - 1]) <= Int64(bitPattern: values.words[index])
                }
            }
        }
        isMonotonic = isMonotonic && rises
        if first == nil { first = number(range.lowerBound) }
        last = number(range.upperBound - 1)
    }

    private mutating func add(_ values: Values, at index: Int) {
        let type: ValueType
        switch values.kind(at: index) {
        case .float: return add(.double(Double(bitPattern: values.words[index])))
        case .int: return add(.integer(Int64(bitPattern: values.words[index])))
        case .bigInteger: return add(.double(values.number(at: index) ?? .nan))
        case .false, .true: type = .boolean
        case .null: type = .null
        case .string: type = .string
        case .json: type = Self.type(ofJSON: values.text.span.extracting(values.textRange(at: index)))
        case .absent, .row: return
        }
        counts[type, default: 0] += 1
        isMonotonic = false
    }

    private mutating func add(_ number: Number) {
        counts[.number, default: 0] += 1
        isMonotonic = isMonotonic && (last ?? number).isAtMost(number)
        if first == nil { first = number }
        last = number
    }

    /// Takes in what comes after.
    mutating func add(_ next: KeyStatistics) {
        guard next.count > 0 else { return }
        counts.merge(next.counts) { $0 + $1 }
        isMonotonic = isMonotonic && next.isMonotonic
        if let last, let first = next.first { isMonotonic = isMonotonic && last.isAtMost(first) }
        if first == nil { first = next.first }
        last = next.last ?? last
    }

    /// The type of an array or object, from its text.
    private static func type(ofJSON text: Span<UInt8>) -> ValueType {
        guard text.count > 0, text[0] == UInt8(ascii: "{") else { return .list }
        var scanner = TextScanner<PlainText>(bytes: text, position: 1)
        var name: String?
        do throws(RowFault) {
            scanner.skipSpace()
            while scanner.byte == UInt8(ascii: "\"") {
                let key = try scanner.string()
                scanner.skipSpace()
                try scanner.expect(UInt8(ascii: ":"), "':'")
                scanner.skipSpace()
                let start = scanner.position
                try scanner.skipValue()
                if scanner.ascii(key) == "_type", text[start] == UInt8(ascii: "\"") {
                    name = try LiteralText.string(text.extracting((start + 1)..<(scanner.position - 1)))
                }
                scanner.skipSpace()
                guard scanner.byte == UInt8(ascii: ",") else { break }
                scanner.position += 1
                scanner.skipSpace()
            }
        } catch {
            // The text was checked when it came in; what cannot be read has no name.
            return .object(nil)
        }
        return .object(name)
    }
}
