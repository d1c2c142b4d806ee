import RoostJSON

/// Rows of values and media under named columns.
///
/// ```swift
/// var table = try Table(columns: ["step", "label", "picture"])
/// try table.append([1, "cat", .media(try Image(path: "cat.png"))])
/// run.log(["predictions": table])
/// ```
public struct Table: Media {
    public static var className: String { "Table" }

    /// The names of the columns, each once.
    public private(set) var columns: [String]
    /// The rows, each with a cell for every column.
    public private(set) var rows: [[TableCell]] = []
    /// The type of each column; every cell fits it.
    public private(set) var columnTypes: [ColumnType]

    /// A table of columns, and of rows that are there already.
    ///
    /// - Parameters:
    ///   - columns: the names of the columns, each once.
    ///   - rows: a cell for each column.
    ///   - allowMixedTypes: whether the cells of one column may be of different types.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when two columns have one name, or a row does not
    ///   fit, as in ``append(_:)``.
    public init(
        columns: [String], rows: [[TableCell]] = [], allowMixedTypes: Bool = false
    ) throws(MediaError) {
        guard Set(columns).count == columns.count else {
            throw .invalidValue(field: "columns", value: "\(columns)", expected: "names that differ from each other")
        }
        self.columns = columns
        columnTypes = columns.map { _ in .optional(allowMixedTypes ? .any : .unknown) }
        self.rows.reserveCapacity(rows.count)
        for row in rows { try append(row) }
    }

    /// Adds a row, a cell for each column. An empty cell (`nil`) fits every column.
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` for another number of cells, and for a cell that is
    ///   not of its column's type; the table is unchanged then.
    public mutating func append(_ row: [TableCell]) throws(MediaError) {
        guard row.count == columns.count else {
            throw .invalidValue(
                field: "The row", value: "\(row.count) cells long",
                expected: "\(columns.count) cells long, one for each of \(columns)")
        }
        var types = columnTypes
        for (index, cell) in row.enumerated() {
            types[index] = try Self.merge(types[index], cell, column: columns[index])
        }
        columnTypes = types
        rows.append(row)
    }

    /// Adds a column, a cell for each row.
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when there is such a column, for another number of
    ///   cells, and for cells of different types; the table is unchanged then.
    public mutating func appendColumn(
        _ name: String, _ cells: [TableCell], allowMixedTypes: Bool = false
    ) throws(MediaError) {
        guard !columns.contains(name) else {
            throw .invalidValue(field: "name", value: "\"\(name)\", which is a column", expected: "a new name")
        }
        guard cells.count == rows.count || columns.isEmpty else {
            throw .invalidValue(
                field: "cells", value: "\(cells.count) long", expected: "\(rows.count) long, one for each row")
        }
        var type = ColumnType.optional(allowMixedTypes ? .any : .unknown)
        for cell in cells { type = try Self.merge(type, cell, column: name) }
        if columns.isEmpty { rows = cells.map { _ in [] } }
        columns.append(name)
        columnTypes.append(type)
        for index in rows.indices { rows[index].append(cells[index]) }
    }

    private static func merge(_ type: ColumnType, _ cell: TableCell, column: String) throws(MediaError) -> ColumnType {
        let isNull = if case .value(.null) = cell { true } else { false }
        guard let merged = type.merged(with: ColumnType(cell), isNull: isNull) else {
            throw .invalidValue(
                field: "The cell of column \"\(column)\"", value: "\(cell.copy) (\(ColumnType(cell).json))",
                expected: "of the column's type \(type.json); pass allowMixedTypes: true for a column of several types")
        }
        return merged
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        let copies = rows.prefix(MediaLimits.tableRows).map { JSON.array($0.map(\.copy)) }
        let document: JSON = ["columns": .array(columns.map(JSON.string)), "data": .array(copies)]
        var members = try directory.store(
            MediaContent(Array(document.text.utf8), suffix: ".table.json"), folder: "table", type: "table-file",
            key: key, step: step)
        members["ncols"] = .int(Int64(columns.count))
        members["nrows"] = .int(Int64(rows.count))
        members["log_mode"] = "IMMUTABLE"
        if let staging = directory.artifacts {
            let artifact = try self.artifact(key: key, staging: staging)
            members["artifact_path"] = .string("wandb-client-artifact://\(artifact.clientID)/\(key).table.json")
            members["_latest_artifact_path"] = .string(
                "wandb-client-artifact://\(artifact.sequenceClientID):latest/\(key).table.json")
            directory.note(artifact)
        }
        return .object(members)
    }

    /// The table with the media of its cells, as an artifact of the type `run_table`.
    public func artifact(key: String, staging: TableArtifactStaging) throws(MediaError) -> TableArtifact {
        guard rows.count <= MediaLimits.tableArtifactRows else {
            throw .tooLarge(
                field: "The number of rows of the table \"\(key)\"", value: rows.count,
                limit: MediaLimits.tableArtifactRows)
        }
        var artifact = TableArtifact(key: key, staging: staging)
        var data: [JSON] = []
        data.reserveCapacity(rows.count)
        for row in rows {
            var cells: [JSON] = []
            for cell in row {
                switch cell {
                case .value(let value): cells.append(value)
                case .media(let media): cells.append(try media.tableCell(in: &artifact))
                }
            }
            data.append(.array(cells))
        }
        let types = Dictionary(zip(columns, columnTypes), uniquingKeysWith: { $1 })
        let document: JSON = [
            "_type": "table",
            "column_types": ["params": ["type_map": ColumnType.map(types)], "wb_type": "typedDict"],
            "columns": .array(columns.map(JSON.string)),
            "data": .array(data),
            "log_mode": "IMMUTABLE",
            "ncols": .int(Int64(columns.count)),
            "nrows": .int(Int64(rows.count)),
        ]
        try artifact.add(document, path: "\(key).table.json")
        return artifact
    }

    /// A table in a cell of a table is not supported.
    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON {
        throw .invalidValue(field: "The cell", value: "a table", expected: "a plain value or another kind of media")
    }
}
