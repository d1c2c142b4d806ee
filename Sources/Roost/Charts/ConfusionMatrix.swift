extension CustomChart {
    /// How often each class was taken for each other.
    ///
    /// ```swift
    /// run.log(["confusion": try CustomChart.confusionMatrix(truth: ["cat", "dog"], predictions: ["cat", "cat"])])
    /// ```
    ///
    /// - Parameters:
    ///   - truth: the class of each example.
    ///   - predictions: the class that each was taken for.
    ///   - classNames: names for the classes 0, 1…; without, `Class_1`, `Class_2`… in the order of the classes that
    ///     occur.
    ///   - title: the text above the chart.
    ///   - splitTable: whether the table is shown in a section of its own.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the lists differ in length, or a class has no
    ///   name.
    public static func confusionMatrix<Label: ClassLabelValue>(
        truth: [Label], predictions: [Label], classNames: [String]? = nil, title: String = "Confusion Matrix Curve",
        splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        guard truth.count == predictions.count else {
            throw .invalidValue(
                field: "predictions", value: "\(predictions.count) long", expected: "\(truth.count) long, as truth")
        }
        let occurring = Set(truth).union(predictions).sorted()
        let names: [String]
        let places: [Label: Int]
        if let classNames {
            names = classNames
            var found: [Label: Int] = [:]
            for (rank, one) in occurring.enumerated() {
                let place = one.labelIndex ?? classNames.firstIndex { $0 == "\(one)" } ?? rank
                guard classNames.indices.contains(place) else {
                    throw .invalidValue(
                        field: "classNames", value: "\(classNames.count) names", expected: "a name for class \(one) too"
                    )
                }
                found[one] = place
            }
            places = found
        } else {
            names = occurring.indices.map { "Class_\($0 + 1)" }
            places = Dictionary(uniqueKeysWithValues: zip(occurring, occurring.indices))
        }
        var counts = [Double](repeating: 0, count: names.count * names.count)
        for (actual, predicted) in zip(truth, predictions) {
            guard let row = places[actual], let column = places[predicted] else { continue }
            counts[row * names.count + column] += 1
        }
        var table = try Table(columns: ["Actual", "Predicted", "nPredictions"])
        for (row, actual) in names.enumerated() {
            for (column, predicted) in names.enumerated() {
                try table.append([.string(actual), .string(predicted), .number(counts[row * names.count + column])])
            }
        }
        return CustomChart(
            known: "wandb/confusion_matrix/v1", table: table,
            fields: ["Actual": "Actual", "Predicted": "Predicted", "nPredictions": "nPredictions"],
            strings: ["title": title], splitTable: splitTable)
    }

    /// As ``confusionMatrix(truth:predictions:classNames:title:splitTable:)``, where each example was taken for the
    /// class of its highest score.
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when an example has no score, or a class no name.
    public static func confusionMatrix(
        truth: [Int], scores: [[Double]], classNames: [String]? = nil, title: String = "Confusion Matrix Curve",
        splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        var predictions: [Int] = []
        for (index, row) in scores.enumerated() {
            guard let highest = row.max(), let best = row.firstIndex(of: highest) else {
                throw .invalidValue(
                    field: "scores[\(index)]", value: "empty or not a number", expected: "a score for each class")
            }
            predictions.append(best)
        }
        return try confusionMatrix(
            truth: truth, predictions: predictions, classNames: classNames, title: title, splitTable: splitTable)
    }
}
