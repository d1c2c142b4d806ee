import Roost
import RoostJSON

extension Player {
    /// The values of a step's `log`; an object with the single member `$KIND` stands for a media value or a chart.
    static func values(_ step: JSON?) throws -> [(key: String, value: any RunValueConvertible)] {
        try (step?.objectValue ?? [:]).map { (key: $0.key, value: try value($0.value)) }
    }

    private static func value(_ value: JSON) throws -> RunValue {
        switch value {
        case .object(let members):
            if members.count == 1, let (name, content) = members.elements.first, name.hasPrefix("$") {
                return try media(String(name.dropFirst()), content)
            }
            return .object(try members.map { (key: $0.key, value: try Self.value($0.value)) })
        case .array(let values): return .array(try values.map(Self.value))
        default: return value.runValue
        }
    }

    private static func media(_ kind: String, _ content: JSON) throws -> RunValue {
        func text(_ name: String) -> String { content[name]?.stringValue ?? "" }
        func numbers(_ name: String) -> [Double] { content[name]?.arrayValue?.compactMap(\.doubleValue) ?? [] }
        switch kind {
        case "image":
            return try Image(path: text("path"), caption: content["caption"]?.stringValue).runValue
        case "audio": return try Audio(path: text("path"), caption: content["caption"]?.stringValue).runValue
        case "video": return try Video(path: text("path"), caption: content["caption"]?.stringValue).runValue
        case "html": return HTML(text("html"), inject: false).runValue
        case "histogram": return try Histogram(numbers("values"), numBins: 4).runValue
        case "molecule": return try Molecule(path: text("path")).runValue
        case "object3d": return try Object3D(path: text("path")).runValue
        case "plotly": return try Plotly(content["figure"] ?? [:]).runValue
        case "table": return try table(content).runValue
        case "line":
            return try CustomChart.line(table(content), x: text("x"), y: text("y"), title: text("title")).runValue
        case "bar":
            return try CustomChart.bar(table(content), label: text("label"), value: text("value"), title: text("title"))
                .runValue
        case "scatter":
            return try CustomChart.scatter(table(content), x: text("x"), y: text("y"), title: text("title")).runValue
        default: throw UnknownStep(name: "$" + kind)
        }
    }

    private static func cell(_ value: JSON) throws -> TableCell {
        if case .media(let media) = try Self.value(value) { return .media(media) }
        return .value(value)
    }

    private static func table(_ content: JSON) throws -> Table {
        var table = try Table(columns: texts(content["columns"]) ?? [])
        for row in content["data"]?.arrayValue ?? [] {
            try table.append((row.arrayValue ?? []).map { try cell($0) })
        }
        return table
    }
}
