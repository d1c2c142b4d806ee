import RoostJSON

/// Takes members out of a JSON object, and names the path of what is wrong.
struct SpecReader {
    let path: String
    /// The members that were not taken yet.
    private(set) var rest: JSONObject

    /// - Parameter path: where the object is in the spec; empty for its root.
    init(_ value: JSON?, path: String) throws(LaunchError) {
        self.path = path
        switch value {
        case nil, .null: rest = [:]
        case .object(let members): rest = members
        case .some(let other): throw Self.wrong(path.isEmpty ? "the launch spec" : path, other, "an object")
        }
    }

    /// A text; `nil` where it is absent, null or empty.
    mutating func string(_ key: String) throws(LaunchError) -> String? {
        guard let value = take(key) else { return nil }
        guard let text = value.stringValue else { throw Self.wrong(place(key), value, "a text") }
        guard !text.contains("\0") else { throw Self.wrong(place(key), value, "a text without a zero character") }
        return text.isEmpty ? nil : text
    }

    mutating func integer(_ key: String, atLeast minimum: Int64) throws(LaunchError) -> Int64? {
        guard let value = take(key) else { return nil }
        guard let number = value.intValue, number >= minimum else {
            throw Self.wrong(place(key), value, "an integer of at least \(minimum)")
        }
        return number
    }

    mutating func object(_ key: String) throws(LaunchError) -> JSONObject? {
        guard let value = take(key) else { return nil }
        guard let members = value.objectValue else { throw Self.wrong(place(key), value, "an object") }
        return members
    }

    /// A list of texts. Numbers and flags are taken as they are written.
    mutating func words(_ key: String) throws(LaunchError) -> [String]? {
        guard let value = take(key) else { return nil }
        guard let elements = value.arrayValue else { throw Self.wrong(place(key), value, "a list of texts") }
        guard elements.count <= LaunchLimits.words else {
            throw .invalid(
                path: place(key), value: "a list of \(elements.count)",
                expected: "a list of at most \(LaunchLimits.words) texts")
        }
        var words: [String] = []
        for (index, element) in elements.enumerated() {
            switch element {
            case .string(let text) where !text.contains("\0"): words.append(text)
            case .int, .number, .bool: words.append(element.compactText)
            default: throw Self.wrong("\(place(key))[\(index)]", element, "a text")
            }
        }
        return words
    }

    /// The object `key`, for reading its members.
    mutating func nested(_ key: String) throws(LaunchError) -> SpecReader {
        try SpecReader(take(key), path: place(key))
    }

    private mutating func take(_ key: String) -> JSON? {
        guard let value = rest.removeValue(forKey: key), !value.isNull else { return nil }
        return value
    }

    private func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    static func wrong(_ path: String, _ value: JSON, _ expected: String) -> LaunchError {
        .invalid(path: path, value: value.excerpt, expected: expected)
    }
}

extension JSON {
    /// Compact JSON text.
    var compactText: String {
        var writer = JSONWriter()
        writer.write(self)
        return writer.text
    }

    /// What an error shows of a value: texts as they are, the rest as JSON, the beginning only.
    var excerpt: String {
        let text = stringValue ?? compactText
        return text.count <= LaunchLimits.excerptCharacters
            ? text : text.prefix(LaunchLimits.excerptCharacters) + "…"
    }
}
