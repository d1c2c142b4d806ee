/// What is known of consecutive numbers of one key.
///
/// Not-a-number and the infinities are counted; the other figures are of the finite numbers alone, and not-a-number
/// when there is none.
struct Cell: Sendable, Equatable {
    var firstStep: Int64
    var lastStep: Int64
    /// All numbers.
    var count: UInt32
    var nanCount: UInt32 = 0
    var positiveInfinityCount: UInt32 = 0
    var negativeInfinityCount: UInt32 = 0
    var minimum = Double.nan
    var maximum = Double.nan
    var first = Double.nan
    var last = Double.nan
    var sum = 0.0

    @inline(__always)
    var finiteCount: UInt32 { count &- nanCount &- positiveInfinityCount &- negativeInfinityCount }

    init(
        firstStep: Int64, lastStep: Int64, count: UInt32, nanCount: UInt32, positiveInfinityCount: UInt32,
        negativeInfinityCount: UInt32, minimum: Double, maximum: Double, first: Double, last: Double, sum: Double
    ) {
        self.firstStep = firstStep
        self.lastStep = lastStep
        self.count = count
        self.nanCount = nanCount
        self.positiveInfinityCount = positiveInfinityCount
        self.negativeInfinityCount = negativeInfinityCount
        self.minimum = minimum
        self.maximum = maximum
        self.first = first
        self.last = last
        self.sum = sum
    }

    /// The cell of one number.
    @inline(__always)
    init(step: Int64, value: Double) {
        firstStep = step
        lastStep = step
        count = 1
        if value.isFinite {
            minimum = value
            maximum = value
            first = value
            last = value
            sum = value
        } else {
            countSpecial(value)
        }
    }

    @inline(never)
    private mutating func countSpecial(_ value: Double) {
        if value.isNaN {
            nanCount += 1
        } else if value > 0 {
            positiveInfinityCount += 1
        } else {
            negativeInfinityCount += 1
        }
    }

    /// Takes in the next number.
    @inline(__always)
    mutating func add(step: Int64, value: Double) {
        lastStep = step
        if value.isFinite {
            if finiteCount == 0 {
                minimum = value
                maximum = value
                first = value
                sum = value
            } else {
                if value < minimum { minimum = value }
                if value > maximum { maximum = value }
                sum += value
            }
            last = value
        } else {
            countSpecial(value)
        }
        count &+= 1
    }

    /// Takes in the numbers of the next cell.
    @inline(__always)
    mutating func add(_ next: Cell) {
        lastStep = next.lastStep
        if next.finiteCount > 0 {
            if finiteCount == 0 {
                minimum = next.minimum
                maximum = next.maximum
                first = next.first
                sum = next.sum
            } else {
                if next.minimum < minimum { minimum = next.minimum }
                if next.maximum > maximum { maximum = next.maximum }
                sum += next.sum
            }
            last = next.last
        }
        count &+= next.count
        nanCount &+= next.nanCount
        positiveInfinityCount &+= next.positiveInfinityCount
        negativeInfinityCount &+= next.negativeInfinityCount
    }
}
