/// The points of a curve, each in exactly one bucket, as columns of equal length in the order of the axis.
///
/// Not-a-number and the infinities are counted and stay out of `minimum`, `maximum`, `first`, `last` and `mean`; a
/// bucket that holds nothing else has not-a-number there.
public struct Series: Sendable {
    /// Whether each bucket is one point.
    public internal(set) var isExact = true
    /// The x of the first point of each bucket.
    public internal(set) var firstX: [Double] = []
    /// The x of the last point of each bucket.
    public internal(set) var lastX: [Double] = []
    public internal(set) var minimum: [Double] = []
    public internal(set) var maximum: [Double] = []
    public internal(set) var first: [Double] = []
    public internal(set) var last: [Double] = []
    public internal(set) var mean: [Double] = []
    /// How many points, not-a-number and the infinities included.
    public internal(set) var count: [Double] = []
    public internal(set) var nanCount: [Double] = []
    public internal(set) var positiveInfinityCount: [Double] = []
    public internal(set) var negativeInfinityCount: [Double] = []
    /// Over relative time: the seconds to add to the `_runtime` of points to come.
    public internal(set) var clockOffset = 0.0
    /// The number of the latest write that the answer takes in.
    public internal(set) var lastSequence: Int64 = 0

    public init() {}

    mutating func reserveCapacity(_ count: Int) {
        firstX.reserveCapacity(count)
        lastX.reserveCapacity(count)
        minimum.reserveCapacity(count)
        maximum.reserveCapacity(count)
        first.reserveCapacity(count)
        last.reserveCapacity(count)
        mean.reserveCapacity(count)
        self.count.reserveCapacity(count)
        nanCount.reserveCapacity(count)
        positiveInfinityCount.reserveCapacity(count)
        negativeInfinityCount.reserveCapacity(count)
    }

    /// How many buckets.
    public var bucketCount: Int { firstX.count }
}
