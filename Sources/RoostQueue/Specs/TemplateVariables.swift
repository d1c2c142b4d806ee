import RoostJSON

/// The template variables of a queue's configuration, in the order in which they were declared.
public struct TemplateVariables: Sendable, Hashable {
    public let variables: [TemplateVariable]

    public init(_ variables: [TemplateVariable] = []) {
        self.variables = variables
    }

    /// Reads `{"name": {"schema": {…}}}` or, shorter, `{"name": {…}}`; `null` and `{}` are none.
    public init(json: JSON) throws(QueueError) {
        guard !json.isNull else {
            self.init()
            return
        }
        guard let members = json.objectValue else {
            throw .invalid(path: "template_variables", value: json, expected: "an object of schemas by name")
        }
        var variables: [TemplateVariable] = []
        for (name, value) in members {
            variables.append(try TemplateVariable(name: name, schema: value["schema"] ?? value))
        }
        self.init(variables)
    }

    /// `{"name": {"schema": {…}}}`, from which the same variables are read.
    public var json: JSON {
        var members: JSONObject = [:]
        for variable in variables { members[variable.name] = ["schema": variable.schema] }
        return .object(members)
    }

    /// The value of each variable, chosen or by default.
    ///
    /// - Throws: ``QueueError`` for a choice that its schema does not allow, or of a variable that does not exist.
    public func values(choosing chosen: JSONObject) throws(QueueError) -> [String: JSON] {
        var values: [String: JSON] = [:]
        for variable in variables { values[variable.name] = try variable.value(choosing: chosen[variable.name]) }
        for (name, value) in chosen where values[name] == nil {
            let known = variables.map(\.name).joined(separator: ", ")
            throw .invalid(
                path: "template_variables.\(name)", value: value,
                expected: known.isEmpty ? "no template variables; the queue has none" : "one of \(known)")
        }
        return values
    }

    /// Replaces `{{name}}` in all texts of a value. A text that consists of one variable becomes its value, with its
    /// type; what is no variable stays as it is.
    public static func replace(in json: JSON, by values: [String: JSON]) -> JSON {
        switch json {
        case .string(let text): return replace(in: text, by: values)
        case .array(let list): return .array(list.map { replace(in: $0, by: values) })
        case .object(let members):
            var result: JSONObject = [:]
            for (name, value) in members { result[name] = replace(in: value, by: values) }
            return .object(result)
        case .null, .bool, .int, .number: return json
        }
    }

    private static func replace(in text: String, by values: [String: JSON]) -> JSON {
        var result = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            let name = trimmed(rest[open.upperBound..<close.lowerBound])
            guard let value = values[name] else {
                result += rest[..<open.upperBound]
                rest = rest[open.upperBound...]
                continue
            }
            if result.isEmpty, open.lowerBound == text.startIndex, close.upperBound == text.endIndex { return value }
            result += rest[..<open.lowerBound]
            result += TemplateVariable.text(value)
            rest = rest[close.upperBound...]
        }
        return .string(result + rest)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
