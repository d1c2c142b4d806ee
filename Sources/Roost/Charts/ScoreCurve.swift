/// The true and false positives of a classifier as its threshold falls from the highest score to the lowest.
struct ScoreCurve {
    /// For each distinct score, from the highest: the examples of the class with at least that score.
    private(set) var truePositives: [Double] = []
    /// The same of the examples of other classes.
    private(set) var falsePositives: [Double] = []

    /// - Parameters:
    ///   - isPositive: whether each example is of the class.
    ///   - scores: how sure the classifier is that it is.
    init(isPositive: [Bool], scores: [Double]) {
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var positives = 0
        for (rank, index) in order.enumerated() {
            if isPositive[index] { positives += 1 }
            let isLastOfScore = rank + 1 == order.count || scores[order[rank + 1]] != scores[index]
            if isLastOfScore {
                truePositives.append(Double(positives))
                falsePositives.append(Double(rank + 1 - positives))
            }
        }
    }

    /// Precision and recall from the lowest threshold to the highest; the last point is (1, 0), of no threshold.
    var precisionRecall: [(precision: Double, recall: Double)] {
        let all = truePositives.last ?? 0
        let points = zip(truePositives, falsePositives).map { hits, misses in
            (precision: hits + misses == 0 ? 0 : hits / (hits + misses), recall: all == 0 ? 1 : hits / all)
        }
        return points.reversed() + [(1, 0)]
    }

    /// The rates of false and true positives from the highest threshold to the lowest, from (0, 0), without points
    /// that lie on the line between their neighbours. A rate of no examples is not a number.
    var receiverOperating: [(falsePositiveRate: Double, truePositiveRate: Double)] {
        let corners = truePositives.indices.filter { index in
            guard index > 0, index < truePositives.count - 1 else { return true }
            return isCorner(truePositives, index) || isCorner(falsePositives, index)
        }
        let hits = [0] + corners.map { truePositives[$0] }
        let misses = [0] + corners.map { falsePositives[$0] }
        let allHits = truePositives.last ?? 0
        let allMisses = falsePositives.last ?? 0
        return zip(misses, hits).map {
            (allMisses > 0 ? $0 / allMisses : .nan, allHits > 0 ? $1 / allHits : .nan)
        }
    }

    private func isCorner(_ counts: [Double], _ index: Int) -> Bool {
        counts[index + 1] - 2 * counts[index] + counts[index - 1] != 0
    }
}
