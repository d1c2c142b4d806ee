import RoostJSON

/// Counts of numbers in bins.
///
/// ```swift
/// run.log(["gradients": try Histogram(gradients)])                          // in 64 bins
/// run.log(["ages": try Histogram(counts: [2, 5, 1], edges: [0, 20, 40, 60])])
/// ```
public struct Histogram: Media, Hashable {
    public static var className: String { "Histogram" }

    /// The numbers in each bin.
    public let counts: [Double]
    /// The edges of the bins, one more than counts, ascending.
    public let edges: [Double]

    /// Counts numbers in bins of equal width between the smallest and the largest; the last bin includes its upper
    /// edge.
    ///
    /// - Parameters:
    ///   - values: finite numbers; of none, all bins between 0 and 1 are empty.
    ///   - numBins: from 1 to ``MediaLimits/histogramBins``.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when a number is not finite, or for another number
    ///   of bins.
    public init(
        _ values: some Collection<Double>, numBins: Int = MediaLimits.defaultHistogramBins
    ) throws(MediaError) {
        guard (1...MediaLimits.histogramBins).contains(numBins) else {
            throw .invalidValue(
                field: "numBins", value: "\(numBins)", expected: "from 1 to \(MediaLimits.histogramBins)")
        }
        guard let bad = values.first(where: { !$0.isFinite }) else {
            let binned = Self.bin(values, numBins: numBins)
            counts = binned.counts.map(Double.init)
            edges = binned.edges
            return
        }
        throw .invalidValue(field: "values", value: "not all finite (\(bad))", expected: "finite numbers")
    }

    /// Counts that are known already.
    ///
    /// - Parameters:
    ///   - counts: at most ``MediaLimits/histogramBins``.
    ///   - edges: the edges of the bins, one more than counts.
    /// - Throws: ``MediaError/tooLarge(field:value:limit:)`` when there are too many counts, and
    ///   ``MediaError/invalidValue(field:value:expected:)`` for another number of edges.
    public init(counts: [Double], edges: [Double]) throws(MediaError) {
        guard counts.count <= MediaLimits.histogramBins else {
            throw .tooLarge(field: "counts", value: counts.count, limit: MediaLimits.histogramBins)
        }
        guard edges.count == counts.count + 1 else {
            throw .invalidValue(
                field: "edges", value: "\(edges.count) numbers", expected: "one more than counts, \(counts.count + 1)")
        }
        self.counts = counts
        self.edges = edges
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        json
    }

    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON { json }

    /// What is logged: there is no file.
    public var json: JSON {
        [
            "_type": "histogram",
            "values": .array(counts.map { Int64(exactly: $0).map(JSON.int) ?? .number($0) }),
            "bins": .array(edges.map(JSON.number)),
        ]
    }

    /// The binning of NumPy's `histogram`, to the last bit: an estimate by division, corrected by the edges.
    private static func bin(_ values: some Collection<Double>, numBins: Int) -> (counts: [Int], edges: [Double]) {
        var first = values.min() ?? 0
        var last = values.max() ?? 1
        if first == last {
            first -= 0.5
            last += 0.5
        }
        let width = last - first
        var edges = (0...numBins).map { Double($0) * (width / Double(numBins)) + first }
        edges[numBins] = last
        var counts = [Int](repeating: 0, count: numBins)
        for value in values {
            var index = min(Int((value - first) / width * Double(numBins)), numBins - 1)
            if value < edges[index] {
                index -= 1
            } else if index < numBins - 1 && value >= edges[index + 1] {
                index += 1
            }
            counts[index] += 1
        }
        return (counts, edges)
    }
}
