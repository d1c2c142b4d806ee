import RoostJSON

/// A value in a queue's configuration that whoever enqueues may choose, within bounds.
public struct TemplateVariable: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case string, integer, number, boolean
    }

    public let name: String
    /// The schema as it was given.
    public let schema: JSON
    public let kind: Kind
    public let choices: [JSON]?
    public let minimum: Double?
    public let maximum: Double?
    /// The value when none is chosen.
    public let standard: JSON?

    /// - Throws: ``QueueError`` with a path that names the variable and what is wrong with its schema.
    public init(name: String, schema: JSON) throws(QueueError) {
        let path = "template_variables.\(name)"
        guard !name.isEmpty, name.utf8.count <= 128, name.utf8.allSatisfy(Self.isNameByte) else {
            throw .invalid(path: path, value: .string(name), expected: "a name of letters, digits, _ and -")
        }
        guard let members = schema.objectValue else {
            throw .invalid(path: path, value: schema, expected: "a schema such as {\"type\": \"integer\"}")
        }
        let type = members["type"] ?? "string"
        guard let kind = type.stringValue.flatMap(Kind.init(rawValue:)) else {
            throw .invalid(
                path: "\(path).type", value: type,
                expected: "one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.name = name
        self.schema = schema
        self.kind = kind
        minimum = try Self.bound("minimum", members, path)
        maximum = try Self.bound("maximum", members, path)
        if let minimum, let maximum, minimum > maximum {
            throw .invalid(
                path: "\(path).maximum", value: .number(maximum), expected: "at least the minimum, \(minimum)")
        }
        choices = try Self.choices(members["enum"], kind, path)
        standard = members["default"].flatMap { $0.isNull ? nil : $0 }
        if let standard { _ = try check(standard, path: "\(path).default") }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func bound(
        _ name: String, _ members: JSONObject, _ path: String
    ) throws(QueueError) -> Double? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let number = value.doubleValue, number.isFinite else {
            throw .invalid(path: "\(path).\(name)", value: value, expected: "a number")
        }
        return number
    }

    private static func choices(_ value: JSON?, _ kind: Kind, _ path: String) throws(QueueError) -> [JSON]? {
        guard let value, !value.isNull else { return nil }
        guard let list = value.arrayValue, !list.isEmpty else {
            throw .invalid(path: "\(path).enum", value: value, expected: "a list of at least one value")
        }
        for (index, choice) in list.enumerated() where !kind.allows(choice) {
            throw .invalid(path: "\(path).enum[\(index)]", value: choice, expected: kind.article)
        }
        return list
    }

    /// The value that a choice stands for; the default for none.
    ///
    /// - Throws: ``QueueError`` when it is of another type, out of bounds, or missing without a default.
    public func value(choosing chosen: JSON?) throws(QueueError) -> JSON {
        let path = "template_variables.\(name)"
        guard let chosen, !chosen.isNull else {
            guard let standard else { throw .missing(path: path, expected: "\(kind.article); it has no default") }
            return standard
        }
        return try check(chosen, path: path)
    }

    private func check(_ value: JSON, path: String) throws(QueueError) -> JSON {
        guard kind.allows(value) else { throw .invalid(path: path, value: value, expected: kind.article) }
        if let choices, !choices.contains(where: { Self.isSame($0, value) }) {
            let list = choices.map { Self.text($0) }.joined(separator: ", ")
            throw .invalid(path: path, value: value, expected: "one of \(list)")
        }
        if let number = value.doubleValue {
            if let minimum, number < minimum {
                throw .invalid(path: path, value: value, expected: "at least \(Self.text(.number(minimum)))")
            }
            if let maximum, number > maximum {
                throw .invalid(path: path, value: value, expected: "at most \(Self.text(.number(maximum)))")
            }
        }
        return value
    }

    private static func isSame(_ left: JSON, _ right: JSON) -> Bool {
        if let left = left.doubleValue, let right = right.doubleValue { return left == right }
        return left == right
    }

    /// A value as it stands inside a longer text: strings bare, whole numbers without a point.
    static func text(_ value: JSON) -> String {
        if let text = value.stringValue { return text }
        var writer = JSONWriter()
        writer.write(value.intValue.map(JSON.int) ?? value)
        return writer.text
    }
}

extension TemplateVariable.Kind {
    fileprivate var article: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "true or false"
        }
    }

    fileprivate func allows(_ value: JSON) -> Bool {
        switch self {
        case .string: value.stringValue != nil
        case .integer: value.intValue != nil
        case .number: value.doubleValue?.isFinite ?? false
        case .boolean: value.boolValue != nil
        }
    }
}
