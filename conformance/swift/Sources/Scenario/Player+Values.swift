import Roost
import RoostJSON

extension Player {
    /// The values of a step's `log`; an object with the single member `$KIND` stands for a media value or a chart.
    static func values(_ step: JSON?) throws -> [(key: String, value: any RunValueConvertible)] {
        try (step?.objectValue ?? [:]).map { (key: $0.key, value: try value($0.value)) }
    }

    static func value(_ value: JSON) throws -> RunValue {
        switch value {
        case .object(let members):
            if members.count == 1, let (name, content) = members.elements.first, name.hasPrefix("$") {
                let kind = String(name.dropFirst())
                return try chart(kind, content)?.runValue ?? media(kind, content)
            }
            return .object(try members.map { (key: $0.key, value: try Self.value($0.value)) })
        case .array(let values): return .array(try values.map(Self.value))
        default: return value.runValue
        }
    }

    static func cell(_ value: JSON) throws -> TableCell {
        if case .media(let media) = try Self.value(value) { return .media(media) }
        return .value(value)
    }

    static func table(_ content: JSON) throws -> Table {
        var table = try Table(columns: texts(content["columns"]) ?? [])
        for row in content["data"]?.arrayValue ?? [] {
            try table.append((row.arrayValue ?? []).map { try cell($0) })
        }
        return table
    }
}
