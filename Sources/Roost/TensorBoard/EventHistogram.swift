/// Counts in bins, as events hold them in two ways.
struct EventHistogram: Sendable, Hashable {
    private(set) var counts: [Double] = []
    private(set) var edges: [Double] = []

    /// The older way: the upper edge and the count of each bin, and the smallest number.
    init(_ message: ArraySlice<UInt8>) {
        var smallest = 0.0
        for (number, value) in ProtobufFields(message) {
            switch number {
            case 1: smallest = value.double ?? 0
            case 6: edges += value.doubles
            case 7: counts += value.doubles
            default: break
            }
        }
        if counts.first == 0 {
            // The first bin reaches from the smallest number of all to the first edge, and mostly holds nothing.
            counts.removeFirst()
        } else {
            edges.insert(smallest, at: 0)
        }
    }

    /// The newer way: a row of left edge, right edge and count for each bin.
    ///
    /// - Returns: `nil` for a tensor of another form, and for one without rows.
    init?(_ tensor: EventTensor) {
        guard tensor.shape.count == 2, tensor.shape[1] == 3, let numbers = tensor.numbers, !numbers.isEmpty else {
            return nil
        }
        edges = [numbers[0]]
        for row in stride(from: 0, to: numbers.count, by: 3) {
            edges.append(numbers[row + 1])
            counts.append(numbers[row + 2])
        }
    }

    /// What is logged; more bins than a histogram may have are merged into as many as it may.
    ///
    /// - Returns: `nil` when the edges do not ascend or do not fit the counts.
    var histogram: Histogram? {
        guard edges.count == counts.count + 1, !counts.isEmpty,
            zip(edges, edges.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
        let merged = counts.count > MediaLimits.histogramBins ? rebinned(MediaLimits.histogramBins) : self
        return try? Histogram(counts: merged.counts, edges: merged.edges)
    }

    /// The same in fewer bins, each as wide as `counts.count / bins` of the old; what a bin has of an old one it takes
    /// in proportion.
    private func rebinned(_ bins: Int) -> EventHistogram {
        var merged = self
        let width = Double(counts.count) / Double(bins)
        merged.edges = (0...bins).map { index in
            let place = Double(index) * width
            let left = min(Int(place), counts.count - 1)
            return edges[left] + (place - Double(left)) * (edges[left + 1] - edges[left])
        }
        merged.counts = (0..<bins).map { index in
            let (start, end) = (Double(index) * width, Double(index + 1) * width)
            return (Int(start)..<min(Int(end.rounded(.up)), counts.count)).reduce(0) { sum, old in
                sum + counts[old] * (min(end, Double(old + 1)) - max(start, Double(old)))
            }
        }
        return merged
    }
}
