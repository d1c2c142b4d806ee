/// Which rows of a batch a column has values for, in rising order.
struct Positions: Sendable {
    /// The rows; empty as long as they are the first `count` ones.
    private(set) var list: [UInt32] = []
    private(set) var count = 0

    init() {}

    init(first count: Int) {
        self.count = count
    }

    init(list: [UInt32]) {
        self.list = list
        count = list.count
    }

    /// Whether the column has a value in each of the first `count` rows.
    @inline(__always)
    var isDense: Bool { list.isEmpty }

    @inline(__always)
    subscript(index: Int) -> Int { list.isEmpty ? index : Int(list[index]) }

    @inline(__always)
    mutating func append(_ row: Int) {
        if !list.isEmpty {
            list.append(UInt32(truncatingIfNeeded: row))
        } else if row != count {
            list = (0..<count).map { UInt32(truncatingIfNeeded: $0) }
            list.append(UInt32(truncatingIfNeeded: row))
        }
        count += 1
    }
}
