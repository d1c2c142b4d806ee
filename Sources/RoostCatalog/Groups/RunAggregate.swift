/// A number that is worked out of a group of runs, such as `mean:summary_metrics.loss`.
struct RunAggregate: Sendable, Hashable {
    enum Function: String, Sendable, CaseIterable {
        case min, max, mean, sum, std, median, count
    }

    let function: Function
    let field: RunField

    init(_ text: String) throws(CatalogError) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let function = Function(rawValue: String(parts[0])),
            let field = RunField(key: String(parts[1])), field.isNumeric
        else {
            throw .invalid(
                field: "aggregates", value: text,
                expected:
                    "\(Function.allCases.map(\.rawValue).joined(separator: ", ")), a colon and a field with numbers")
        }
        self.function = function
        self.field = field
    }
}

extension RunField {
    fileprivate var isNumeric: Bool {
        switch self {
        case .number, .date, .value: true
        case .text, .tags, .tag, .historyKey, .artifacts: false
        }
    }
}

/// The finite numbers of one field in one group.
struct RunTally {
    private var count = 0
    private var sum = 0.0
    private var least = Double.infinity
    private var greatest = -Double.infinity
    // Welford's: exact also where the numbers are large and close together.
    private var mean = 0.0
    private var squares = 0.0
    /// All of them, if they are wanted.
    private var numbers: [Double]?

    init(keepsNumbers: Bool) {
        numbers = keepsNumbers ? [] : nil
    }

    mutating func add(_ number: Double) {
        guard number.isFinite else { return }
        count += 1
        sum += number
        least = Swift.min(least, number)
        greatest = Swift.max(greatest, number)
        let distance = number - mean
        mean += distance / Double(count)
        squares += distance * (number - mean)
        numbers?.append(number)
    }

    /// `nil` where there are no numbers, except for their count.
    func value(_ function: RunAggregate.Function) -> Double? {
        if function == .count { return Double(count) }
        guard count > 0 else { return nil }
        switch function {
        case .min: return least
        case .max: return greatest
        case .mean: return mean
        case .sum: return sum
        case .std: return (squares / Double(count)).squareRoot()
        case .median:
            let sorted = (numbers ?? []).sorted()
            guard !sorted.isEmpty else { return nil }
            let middle = sorted.count / 2
            return sorted.count.isMultiple(of: 2) ? sorted[middle - 1] / 2 + sorted[middle] / 2 : sorted[middle]
        case .count: return Double(count)
        }
    }
}
