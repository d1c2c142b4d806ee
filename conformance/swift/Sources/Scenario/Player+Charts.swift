import Roost
import RoostJSON

extension Player {
    /// The chart that `{"$KIND": content}` stands for; `nil` when the kind is none.
    static func chart(_ kind: String, _ content: JSON) throws -> CustomChart? {
        func text(_ name: String) -> String { content[name]?.stringValue ?? "" }
        let (title, split) = (text("title"), content["split_table"]?.boolValue ?? false)
        switch kind {
        case "line":
            return try .line(
                table(content), x: text("x"), y: text("y"), stroke: content["stroke"]?.stringValue, title: title,
                splitTable: split)
        case "scatter":
            return try .scatter(table(content), x: text("x"), y: text("y"), title: title, splitTable: split)
        case "bar":
            return try .bar(table(content), label: text("label"), value: text("value"), title: title, splitTable: split)
        case "histogram_chart":
            return try .histogram(table(content), value: text("value"), title: title, splitTable: split)
        case "line_series":
            return try .lineSeries(
                xs: numbers(content["xs"]), ys: rows(content["ys"]), keys: texts(content["keys"]), title: title,
                xName: text("xname"), splitTable: split)
        case "pr":
            return try .prCurve(
                truth: integers(content["truth"]), scores: rows(content["scores"]), labels: texts(content["labels"]),
                splitTable: split)
        case "roc":
            return try .rocCurve(
                truth: integers(content["truth"]), scores: rows(content["scores"]), labels: texts(content["labels"]),
                splitTable: split)
        case "confusion":
            return try .confusionMatrix(
                truth: integers(content["truth"]), predictions: integers(content["predictions"]),
                classNames: texts(content["labels"]), splitTable: split)
        default: return nil
        }
    }

    private static func integers(_ value: JSON?) -> [Int] { numbers(value).map { Int($0) } }
}
