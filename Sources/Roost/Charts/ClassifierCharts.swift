extension CustomChart {
    /// How precision falls as recall rises, a curve for each class.
    ///
    /// ```swift
    /// run.log(["pr": try CustomChart.prCurve(truth: [0, 1, 1], scores: [[0.9, 0.1], [0.3, 0.7], [0.4, 0.6]])])
    /// ```
    ///
    /// - Parameters:
    ///   - truth: the class of each example.
    ///   - scores: for each example a score for each class, in the order of the sorted classes.
    ///   - labels: names for the classes 0, 1…; without, the classes themselves are shown.
    ///   - classesToPlot: the classes that get a curve; all without.
    ///   - points: the recalls at which precision is read, evenly from 1 to 0; at least 2.
    ///   - title: the text above the chart.
    ///   - splitTable: whether the table is shown in a section of its own.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when an example has no score for a class, or a
    ///   class no name.
    public static func prCurve<Label: ClassLabelValue>(
        truth: [Label], scores: [[Double]], labels: [String]? = nil, classesToPlot: [Label]? = nil, points: Int = 21,
        title: String = "Precision-Recall Curve", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        guard points >= 2 else {
            throw .invalidValue(field: "points", value: "\(points)", expected: "2 or more")
        }
        let classes = try ClassScores(truth: truth, scores: scores, labels: labels, plotted: classesToPlot)
        var rows: [[TableCell]] = []
        for one in classes.curves {
            // Precision may not fall as the threshold rises: at each recall the best that any higher one reaches.
            var best = 0.0
            let envelope = one.curve.precisionRecall.map { point in
                best = max(best, point.precision)
                return (precision: best, recall: point.recall)
            }
            let ascending = Array(envelope.reversed())
            for index in 0..<points {
                // The sum that a linear space makes, so that recalls that meet a point exactly do so here too.
                let place = points - 1 - index
                let recall = place == points - 1 ? 1 : Double(place) * (1 / Double(points - 1))
                let found = ascending.first { $0.recall >= recall }
                rows.append([one.label, .number(rounded(found?.precision ?? 0)), .number(rounded(recall))])
            }
        }
        return CustomChart(
            known: "wandb/area-under-curve/v0", table: try thinned(rows, columns: ["class", "precision", "recall"]),
            fields: ["x": "recall", "y": "precision", "class": "class"],
            strings: ["title": title, "x-axis-title": "Recall", "y-axis-title": "Precision"], splitTable: splitTable)
    }

    /// How the rate of true positives rises with that of false ones, a curve for each class.
    ///
    /// ```swift
    /// run.log(["roc": try CustomChart.rocCurve(truth: [0, 1, 1], scores: [[0.9, 0.1], [0.3, 0.7], [0.4, 0.6]])])
    /// ```
    ///
    /// - Parameters:
    ///   - truth: the class of each example.
    ///   - scores: for each example a score for each class, in the order of the sorted classes.
    ///   - labels: names for the classes 0, 1…; without, the classes themselves are shown.
    ///   - classesToPlot: the classes that get a curve; all without.
    ///   - title: the text above the chart.
    ///   - splitTable: whether the table is shown in a section of its own.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when an example has no score for a class, or a
    ///   class no name.
    public static func rocCurve<Label: ClassLabelValue>(
        truth: [Label], scores: [[Double]], labels: [String]? = nil, classesToPlot: [Label]? = nil,
        title: String = "ROC Curve", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        let classes = try ClassScores(truth: truth, scores: scores, labels: labels, plotted: classesToPlot)
        let rows: [[TableCell]] = classes.curves.flatMap { one in
            one.curve.receiverOperating.map { point in
                [one.label, .number(rounded(point.falsePositiveRate)), .number(rounded(point.truePositiveRate))]
            }
        }
        return CustomChart(
            known: "wandb/area-under-curve/v0", table: try thinned(rows, columns: ["class", "fpr", "tpr"]),
            fields: ["x": "fpr", "y": "tpr", "class": "class"],
            strings: [
                "title": title, "x-axis-title": "False positive rate", "y-axis-title": "True positive rate",
            ], splitTable: splitTable)
    }

    /// To three decimals, of two equally near numbers the even one.
    private static func rounded(_ value: Double) -> Double {
        (value * 1000).rounded(.toNearestOrEven) / 1000
    }

    /// A table of at most ``MediaLimits/chartRows`` of the rows, taken at even distances.
    private static func thinned(_ rows: [[TableCell]], columns: [String]) throws(MediaError) -> Table {
        let limit = MediaLimits.chartRows
        guard rows.count > limit else { return try Table(columns: columns, rows: rows) }
        let kept = (0..<limit).map { rows[$0 * (rows.count - 1) / (limit - 1)] }
        return try Table(columns: columns, rows: kept)
    }
}

/// The score curve of each class that is drawn.
private struct ClassScores {
    var curves: [(label: TableCell, curve: ScoreCurve)] = []

    init<Label: ClassLabelValue>(
        truth: [Label], scores: [[Double]], labels: [String]?, plotted: [Label]?
    ) throws(MediaError) {
        guard scores.count == truth.count, !truth.isEmpty else {
            throw .invalidValue(
                field: "scores", value: "of \(scores.count) examples",
                expected: "of \(truth.count), as truth, and not none")
        }
        let classes = Set(truth).sorted()
        guard scores.allSatisfy({ $0.count >= classes.count }) else {
            throw .invalidValue(
                field: "scores", value: "shorter than \(classes.count) for some example",
                expected: "a score for each of the classes \(classes)")
        }
        for (index, one) in classes.enumerated() where plotted?.contains(one) ?? true {
            curves.append(
                (
                    try Self.label(one, labels),
                    ScoreCurve(isPositive: truth.map { $0 == one }, scores: scores.map { $0[index] })
                ))
        }
    }

    private static func label<Label: ClassLabelValue>(_ one: Label, _ labels: [String]?) throws(MediaError) -> TableCell
    {
        guard let labels, let index = one.labelIndex else { return one.chartCell }
        guard labels.indices.contains(index) else {
            throw .invalidValue(
                field: "labels", value: "\(labels.count) names", expected: "a name for class \(index) too")
        }
        return .string(labels[index])
    }
}
