import RoostJSON

/// What a value is that runs are found by. The raw values stand in the database.
enum RunValueKind: Int64, Sendable {
    case null = 0
    /// `number` is 0 or 1.
    case bool = 1
    case number = 2
    case text = 3
    case nan = 4
    /// `number` is the count of elements, `text` the start of its JSON text.
    case list = 5
    /// A dictionary, or a media value, whose `text` is its type then.
    case object = 6
}

/// A value of a run's configuration or summary, as filters and orders see it.
struct RunValue: Sendable, Hashable {
    let kind: RunValueKind
    var number: Double?
    var text: String?

    init(_ kind: RunValueKind, number: Double? = nil, text: String? = nil) {
        self.kind = kind
        self.number = number
        self.text = text
    }

    init(number: Double) {
        self = number.isNaN ? RunValue(.nan) : RunValue(.number, number: number)
    }

    init(text: String) {
        self = RunValue(.text, text: text.indexed)
    }

    /// A value that is no container; `nil` for lists and dictionaries.
    init?(scalar json: JSON) {
        switch json {
        case .null: self = RunValue(.null)
        case .bool(let value): self = RunValue(.bool, number: value ? 1 : 0)
        case .int(let value): self = RunValue(number: Double(value))
        case .number(let value): self = RunValue(number: value)
        case .string(let value): self = RunValue(text: value)
        case .array, .object: return nil
        }
    }
}

/// Where a value stands: its path (`config.net.depth`) and, for an element of a list, its place there.
struct RunValuePlace: Sendable, Hashable {
    let path: String
    /// -1 for the value itself.
    let place: Int64
}

extension String {
    /// The part of a text that filters and orders look at, without zero bytes (which PostgreSQL cannot store).
    var indexed: String {
        var text = self
        if utf8.count > Limits.indexedTextBytes {
            var end = utf8.index(startIndex, offsetBy: Limits.indexedTextBytes)
            while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
            text = String(self[..<end])
        }
        return text.utf8.contains(0) ? text.replacing("\0", with: "") : text
    }
}

extension JSON {
    /// A JSON text that is equal for equal values: numbers that are whole are written as integers.
    var canonicalText: String {
        var writer = JSONWriter()
        writer.write(canonical)
        return writer.text
    }

    private var canonical: JSON {
        switch self {
        case .number(let value): Int64(exactly: value).map(JSON.int) ?? self
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let members): .object(members.mapValues(\.canonical))
        default: self
        }
    }
}
