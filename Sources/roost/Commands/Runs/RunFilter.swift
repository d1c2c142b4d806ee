import RoostJSON

/// A condition on runs, as a person writes it and as servers understand it.
enum RunFilter {
    /// The signs that stand between a field and a value, longer ones first.
    private static let signs: [(sign: String, operation: String)] = [
        ("!=", "$ne"), ("<=", "$lte"), (">=", "$gte"), ("=", "$eq"), ("<", "$lt"), (">", "$gt"), ("~", "$regex"),
    ]

    /// The server's form of conditions which must all hold.
    static func json(all conditions: [String]) throws(CommandFailure) -> JSON {
        var filters: [JSON] = []
        for condition in conditions { filters.append(try json(condition)) }
        return switch filters.count {
        case 0: .emptyObject
        case 1: filters[0]
        default: ["$and": .array(filters)]
        }
    }

    /// The server's form of one condition.
    static func json(_ condition: String) throws(CommandFailure) -> JSON {
        if condition.hasPrefix("{") {
            do {
                return try JSON(parsing: condition)
            } catch {
                throw CommandFailure(.usage, "--filter \(condition): it is not JSON (\(error)).")
            }
        }
        guard let (field, operation, text) = parts(of: condition) else {
            throw CommandFailure(
                .usage, "--filter \(condition): give FIELD=VALUE, such as state=finished or 'summary.loss<0.1'.")
        }
        let name = try RunField(field).serverName
        let value = operation == "$regex" ? .string(text) : literal(text)
        return .object([name: operation == "$eq" ? value : .object([operation: value])])
    }

    /// The first sign splits the condition.
    private static func parts(of condition: String) -> (field: String, operation: String, value: String)? {
        for index in condition.indices.dropFirst() {
            for (sign, operation) in signs where condition[index...].hasPrefix(sign) {
                let rest = condition[condition.index(index, offsetBy: sign.count)...]
                return (trimmed(condition[..<index]), operation, trimmed(rest))
            }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// Numbers, true, false, null and quoted texts as in JSON; anything else is a text.
    private static func literal(_ text: String) -> JSON {
        guard let value = try? JSON(parsing: text), value.arrayValue == nil, value.objectValue == nil else {
            return .string(text)
        }
        return value
    }
}
