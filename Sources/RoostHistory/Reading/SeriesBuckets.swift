/// Puts cells and points, which come in the order of the axis, into buckets of equal width.
///
/// A cell goes whole into the bucket in which it begins: buckets end where cells end, and say where that is.
struct SeriesBuckets {
    private let start: Double
    /// Buckets for each unit of the axis.
    private let scale: Double
    /// The number of the last bucket; `nil` when each point is one.
    private let last: Int?
    private(set) var series = Series()
    private(set) var pointCount = 0
    // The bucket that is being filled.
    private var bucket = -1
    private var cell: Cell?
    private var firstX = 0.0
    private var lastX = 0.0

    /// - Parameters:
    ///   - start: where the first bucket starts.
    ///   - end: where the last bucket ends.
    init(from start: Double, through end: Double, count: Int) {
        self.start = start
        let span = end - start
        // No span is longer than the longest double, but the widest is twice as long.
        let scale = span.isFinite ? Double(count) / span : Double(count) / end / 2
        self.scale = scale.isFinite ? scale : 0
        last = count - 1
        series.reserveCapacity(count)
    }

    /// Takes each point as a bucket.
    init() {
        start = 0
        scale = 0
        last = nil
    }

    /// The number of the bucket in which `x` lies.
    @inline(__always)
    private func bucket(of x: Double, _ last: Int) -> Int {
        let distance = x - start
        let position = distance.isFinite ? distance * scale : x * scale - start * scale
        return position > 0 ? Int(min(position, Double(last))) : 0
    }

    /// Takes in a cell that begins and ends at the given places of the axis.
    @inline(__always)
    mutating func add(_ next: Cell, from firstX: Double, through lastX: Double) {
        let bucket = last.map { self.bucket(of: firstX, $0) } ?? self.bucket + 1
        if bucket == self.bucket {
            cell?.add(next)
        } else {
            flush()
            self.bucket = bucket
            self.firstX = firstX
            cell = next
        }
        self.lastX = lastX
    }

    /// Takes in a point.
    @inline(__always)
    mutating func add(_ value: Double, at x: Double) {
        let bucket = last.map { self.bucket(of: x, $0) } ?? self.bucket + 1
        if bucket == self.bucket {
            cell?.add(step: 0, value: value)
        } else {
            flush()
            self.bucket = bucket
            firstX = x
            cell = Cell(step: 0, value: value)
        }
        lastX = x
    }

    private mutating func flush() {
        guard let cell else { return }
        pointCount += Int(cell.count)
        series.firstX.append(firstX)
        series.lastX.append(lastX)
        series.minimum.append(cell.minimum)
        series.maximum.append(cell.maximum)
        series.first.append(cell.first)
        series.last.append(cell.last)
        series.mean.append(cell.finiteCount > 0 ? cell.sum / Double(cell.finiteCount) : .nan)
        series.count.append(Double(cell.count))
        series.nanCount.append(Double(cell.nanCount))
        series.positiveInfinityCount.append(Double(cell.positiveInfinityCount))
        series.negativeInfinityCount.append(Double(cell.negativeInfinityCount))
        self.cell = nil
    }

    /// Ends the last bucket. Nothing may be added afterwards.
    mutating func finish() {
        flush()
        series.isExact = last == nil
    }
}
