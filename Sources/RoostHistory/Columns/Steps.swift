/// Strictly rising steps, held as three numbers where the distance is always the same.
struct Steps: Sendable, Equatable {
    /// Valid as long as `list` is empty.
    private let first: Int64
    private let stride: Int64
    let count: Int
    private let list: [Int64]

    /// Takes steps that rise strictly.
    init(_ steps: [Int64]) {
        count = steps.count
        first = steps.first ?? 0
        let stride = steps.count > 1 ? steps[1] - steps[0] : 1
        var isRegular = true
        for index in 1..<max(steps.count, 1) where steps[index] - steps[index - 1] != stride {
            isRegular = false
            break
        }
        self.stride = stride
        list = isRegular ? [] : steps
    }

    init(first: Int64, stride: Int64, count: Int) {
        self.first = first
        self.stride = stride
        self.count = count
        list = []
    }

    /// The first step and the distance, when that is all.
    var regular: (first: Int64, stride: Int64)? { list.isEmpty ? (first, stride) : nil }

    @inline(__always)
    subscript(index: Int) -> Int64 {
        list.isEmpty ? first &+ Int64(index) &* stride : list[index]
    }

    /// The index of the first step that is not below `step`.
    func firstIndex(notBelow step: Int64) -> Int {
        if list.isEmpty {
            if count == 0 || step <= first { return 0 }
            let (distance, overflow) = step.subtractingReportingOverflow(first)
            if overflow { return count }
            return Int(min(Int64(count), (distance - 1) / stride + 1))
        }
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if list[middle] < step { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The steps at `indices`, in rising order.
    func picking(_ indices: Positions) -> Steps {
        if indices.isDense {
            return indices.count == count ? self : Steps((0..<indices.count).map { self[$0] })
        }
        return Steps(indices.list.map { self[Int($0)] })
    }

    var array: [Int64] {
        list.isEmpty ? (0..<count).map { first &+ Int64($0) &* stride } : list
    }

    var memoryBytes: Int { list.count * 8 }
}
