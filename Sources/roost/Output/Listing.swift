import ArgumentParser
import RoostJSON

/// A list that a command prints: a table for people, JSON or CSV for programs.
struct Listing: Sendable, Hashable {
    enum Form: Sendable, Hashable {
        case table
        case json
        case csv
    }

    var columns: [String]
    /// As many values as columns in each.
    var rows: [[JSON]]

    init(columns: [String], rows: [[JSON]]) {
        self.columns = columns
        self.rows = rows
    }

    func print(as form: Form) { Swift.print(text(as: form)) }

    func text(as form: Form) -> String {
        switch form {
        case .table: TextTable(columns: columns, rows: rows.map { $0.map(Self.cell) }).text
        case .json: PrettyJSON.text(json)
        case .csv: CSV.text(self)
        }
    }

    /// An array of objects, the columns as keys.
    var json: JSON {
        .array(rows.map { row in .object(JSONObject(zip(columns, row), uniquingKeysWith: { $1 })) })
    }

    /// A value as people read it in a cell.
    static func cell(_ value: JSON) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        case .array(let elements) where elements.allSatisfy { $0.stringValue != nil }:
            elements.compactMap(\.stringValue).joined(separator: ",")
        default: value.text
        }
    }
}

/// In which form a command prints its list.
struct ListingOptions: ParsableArguments {
    @Flag(help: "Print JSON.")
    var json = false

    var form: Listing.Form { json ? .json : .table }
}
