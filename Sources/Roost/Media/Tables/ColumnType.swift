import RoostJSON

/// The type of a table's column, as far as the cells so far tell.
public indirect enum ColumnType: Sendable, Hashable {
    /// Nothing but empty cells so far.
    case unknown
    /// Cells of any type.
    case any
    /// Texts.
    case string
    /// Numbers, with or without a fraction.
    case number
    /// `true` and `false`.
    case boolean
    /// A list, and its length where the last one's tells it.
    case list(ColumnType, length: Int)
    /// Objects of the same members.
    case dictionary([String: ColumnType])
    /// Media by the type that they log, such as `audio-file`.
    case media(String)
    /// Images, and what their masks and boxes have in common.
    case image(ImageColumn)
    /// Values that are known by their class alone.
    case opaque(className: String)
    /// The type, or an empty cell.
    case optional(ColumnType)

    /// The type of one cell.
    init(_ cell: TableCell) {
        switch cell {
        case .media(let media): self = media.columnType
        case .value(let value): self.init(value)
        }
    }

    init(_ value: JSON) {
        switch value {
        case .null: self = .unknown
        case .bool: self = .boolean
        case .int, .number: self = .number
        case .string: self = .string
        case .array(let elements):
            let start: ColumnType = elements.contains(.null) ? .optional(.unknown) : .unknown
            let element = elements.reduce(start) { type, element in
                type.merged(with: element.isNull ? .unknown : ColumnType(element), isNull: element.isNull) ?? .any
            }
            self = .list(element, length: elements.count)
        case .object(let members):
            self = .dictionary(
                Dictionary(members.map { ($0.key, ColumnType($0.value)) }, uniquingKeysWith: { $1 }))
        }
    }

    /// The type of a column of this type once a value of another is added; `nil` when the two do not fit.
    func merged(with other: ColumnType, isNull: Bool = false) -> ColumnType? {
        switch (self, other) {
        case (.optional(let wrapped), _):
            if isNull { return self }
            let inner = if case .optional(let inner) = other { inner } else { other }
            return wrapped.merged(with: inner).map(ColumnType.optional)
        case (_, _) where isNull: return nil
        case (.any, _): return .any
        case (.unknown, _): return other
        case (_, .unknown): return self
        case (.list(let mine, _), .list(let theirs, let length)):
            return mine.merged(with: theirs).map { .list($0, length: length) }
        case (.dictionary(let mine), .dictionary(let theirs)):
            guard Set(theirs.keys) == Set(mine.keys) else { return nil }
            var members: [String: ColumnType] = [:]
            for (key, type) in mine {
                guard let merged = type.merged(with: theirs[key] ?? .unknown) else { return nil }
                members[key] = merged
            }
            return .dictionary(members)
        case (.image(let mine), .image(let theirs)): return .image(mine.merged(with: theirs))
        default: return self == other ? self : nil
        }
    }

    /// The type as a table's artifact describes it.
    var json: JSON {
        switch self {
        case .unknown: Self.describe("unknown")
        case .any: Self.describe("any")
        case .string: Self.describe("string")
        case .number: Self.describe("number")
        case .boolean: Self.describe("boolean")
        case .list(let element, let length):
            Self.describe("list", ["element_type": element.json, "length": .int(Int64(length))])
        case .dictionary(let members):
            Self.describe("typedDict", ["type_map": Self.map(members)])
        case .media(let type): Self.describe(type)
        case .image(let column): Self.describe("image-file", column.parameters)
        case .opaque(let className): Self.describe("pythonObject", ["class_name": .string(className)])
        case .optional(let wrapped):
            Self.describe("union", ["allowed_types": .array(wrapped.besideNone)])
        }
    }

    static func map(_ members: [String: ColumnType]) -> JSON {
        .object(
            JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }, uniquingKeysWith: { $1 }))
    }

    private static func describe(_ name: String, _ parameters: JSON? = nil) -> JSON {
        var members: JSONObject = ["wb_type": .string(name)]
        if let parameters { members["params"] = parameters }
        return .object(members)
    }

    /// The description of this type and of the empty cell, in the order of their names.
    private var besideNone: [JSON] {
        let none = Self.describe("none")
        return sortName < "none" ? [json, none] : [none, json]
    }

    private var sortName: String {
        switch self {
        case .list(let element, _): element.sortName
        case .optional(let wrapped): min(wrapped.sortName, "none")
        case .dictionary: "typedDict"
        default: json["wb_type"]?.stringValue ?? ""
        }
    }
}
