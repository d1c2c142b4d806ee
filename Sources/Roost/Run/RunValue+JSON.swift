import RoostJSON

extension RunValue {
    /// The value as JSON; `nil` when a media value is in it, which only a history or a summary can hold.
    var json: JSON? {
        switch self {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .integer(let value): return .int(value)
        case .number(let value): return .number(value)
        case .string(let text): return .string(text)
        case .array(let values):
            let members = values.compactMap(\.json)
            return members.count == values.count ? .array(members) : nil
        case .object(let members):
            var object: JSONObject = [:]
            for (key, value) in members {
                guard let json = value.json else { return nil }
                object[key] = json
            }
            return .object(object)
        case .media, .chart: return nil
        }
    }
}

extension RunValue: Equatable {
    /// Two values are equal when they are logged equally; media values are never equal.
    public static func == (left: RunValue, right: RunValue) -> Bool {
        guard let left = left.json, let right = right.json else { return false }
        return left.isSame(as: right)
    }
}

extension JSON {
    /// Equality as Python sees it: `1` equals `1.0`, the order of members does not matter.
    func isSame(as other: JSON) -> Bool {
        switch (self, other) {
        case (.int(let left), .int(let right)): left == right
        case (.int, .number), (.number, .int), (.number, .number): doubleValue == other.doubleValue
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { key, value in right[key].map { value.isSame(as: $0) } ?? false }
        default: self == other
        }
    }
}
