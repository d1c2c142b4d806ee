import FoundationEssentials
import RoostJSON

/// A place in a list: the sort values of the element there. Opaque to callers; it names the kind of list, so that
/// a cursor of one list is refused by another.
struct Cursor {
    let list: String
    let values: [SQLValue]

    init(list: String, _ values: [SQLValue]) {
        self.list = list
        self.values = values
    }

    /// Base64 (URL alphabet) of a small JSON array.
    var text: String {
        var elements: [JSON] = [.string(list)]
        for value in values {
            switch value {
            case .null: elements.append(.null)
            case .int(let value): elements.append(.int(value))
            case .double(let value): elements.append(.array([.number(value)]))
            case .text(let value): elements.append(.string(value))
            case .blob: elements.append(.null)
            }
        }
        var writer = JSONWriter()
        writer.write(.array(elements))
        return Base64.encodeURL(writer.bytes)
    }

    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` when the text is no cursor of this list.
    init(_ text: String, list: String, count: Int) throws(CatalogError) {
        guard text.utf8.count <= Limits.cursorBytes, let bytes = Base64.decode(text),
            let json = try? JSON(parsing: bytes), case .array(let elements) = json,
            elements.count == count + 1, elements[0] == .string(list)
        else { throw Self.invalid(text) }
        var values: [SQLValue] = []
        for element in elements.dropFirst() {
            switch element {
            case .null: values.append(.null)
            case .int(let value): values.append(.int(value))
            case .string(let value): values.append(.text(value))
            case .array(let inner):
                guard inner.count == 1, let value = inner[0].doubleValue else { throw Self.invalid(text) }
                values.append(.double(value))
            default: throw Self.invalid(text)
            }
        }
        self.list = list
        self.values = values
    }

    private static func invalid(_ text: String) -> CatalogError {
        .invalid(field: "cursor", value: text, expected: "the cursor of an element of the same list and order")
    }
}

extension Cursor {
    /// The integers of a cursor, or all `fallback` when there is none.
    static func ints(_ text: String?, list: String, count: Int, otherwise fallback: Int64) throws -> [Int64] {
        guard let text else { return Array(repeating: fallback, count: count) }
        return try Cursor(text, list: list, count: count).values.map { value in
            guard case .int(let int) = value else { throw invalid(text) }
            return int
        }
    }
}
