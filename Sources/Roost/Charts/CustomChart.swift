import RoostJSON

/// A chart over a table, drawn by a Vega specification that the server knows.
///
/// ```swift
/// let table = try Table(columns: ["epoch", "loss"], rows: [[1, 0.7], [2, 0.4], [3, 0.3]])
/// run.log(["loss_curve": try CustomChart.line(table, x: "epoch", y: "loss", title: "Loss")])
/// run.log(["roc": try CustomChart.rocCurve(truth: labels, scores: probabilities, labels: ["cat", "dog"])])
/// ```
///
/// Logging one writes its table under ``tableKey(for:)`` into the history, and what to draw under
/// ``configPath(for:)`` into the config.
public struct CustomChart: Sendable {
    /// The specification, such as `wandb/line/v0` or `entity/name` for one of the user's.
    public let specification: String
    /// The rows to draw.
    public let table: Table
    /// The specification's fields and the columns that fill them; `null` for a field that stays empty.
    public let fields: JSONObject
    /// The specification's texts, such as the title.
    public let strings: JSONObject
    /// Whether the table is shown in a section of its own, `Custom Chart Tables`.
    public let splitTable: Bool

    /// A chart of a specification of one's own.
    ///
    /// - Parameters:
    ///   - specification: the name of a Vega specification, such as `entity/name`.
    ///   - table: the rows to draw.
    ///   - fields: the specification's fields and the columns that fill them.
    ///   - strings: the specification's texts.
    ///   - splitTable: whether the table is shown in a section of its own.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the table has no such column.
    public init(
        specification: String, table: Table, fields: KeyValuePairs<String, String?>,
        strings: KeyValuePairs<String, String> = [:], splitTable: Bool = false
    ) throws(MediaError) {
        for (field, column) in fields {
            guard let column, !table.columns.contains(column) else { continue }
            throw .invalidValue(
                field: "The field \"\(field)\" of the chart \(specification)", value: "\"\(column)\"",
                expected: "one of the table's columns \(table.columns)")
        }
        self.init(known: specification, table: table, fields: fields, strings: strings, splitTable: splitTable)
    }

    /// A chart whose columns are known to be there.
    init(
        known specification: String, table: Table, fields: KeyValuePairs<String, String?>,
        strings: KeyValuePairs<String, String>, splitTable: Bool
    ) {
        self.specification = specification
        self.table = table
        self.fields = JSONObject(
            fields.map { ($0.key, $0.value.map(JSON.string) ?? .null) }, uniquingKeysWith: { $1 })
        self.strings = JSONObject(strings.map { ($0.key, .string($0.value)) }, uniquingKeysWith: { $1 })
        self.splitTable = splitTable
    }

    /// The history key of the table of a chart logged under `key`.
    public func tableKey(for key: String) -> String {
        splitTable ? "Custom Chart Tables/\(key)_table" : "\(key)_table"
    }

    /// The path of keys in the config.
    public func configPath(for key: String) -> [String] { ["_wandb", "visualize", key] }

    /// What the config holds there.
    public func configValue(for key: String) -> JSON {
        let table: JSON = [
            "name": "summaryTable",
            "args": [["name": "tableKey", "value": .string(tableKey(for: key))]],
            "fields": [],
        ]
        let runs: JSON = [
            "name": "runSets",
            "args": [["name": "runSets", "value": "${runSets}"]],
            "fields": [
                ["name": "id", "fields": []],
                ["name": "name", "fields": []],
                ["name": "_defaultColorIndex", "fields": []],
                table,
            ],
        ]
        return [
            "panel_type": "Vega2",
            "panel_config": [
                "panelDefId": .string(specification),
                "fieldSettings": .object(fields),
                "stringSettings": .object(strings),
                "transform": ["name": "tableWithLeafColNames"],
                "userQuery": ["queryFields": [runs]],
            ],
        ]
    }
}
