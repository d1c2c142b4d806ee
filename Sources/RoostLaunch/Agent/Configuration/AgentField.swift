import RoostJSON
import Yams

/// A value of an agent's configuration, and where it stands.
struct AgentField {
    let path: String
    let value: JSON

    func wrong(_ expected: String) -> LaunchError {
        .invalid(path: path, value: value.compactText, expected: expected)
    }

    func text() throws(LaunchError) -> String {
        if let text = value.stringValue, !text.isEmpty { return text }
        if let number = value.intValue { return String(number) }
        throw wrong("a text")
    }

    func flag() throws(LaunchError) -> Bool {
        guard let flag = value.boolValue else { throw wrong("true or false") }
        return flag
    }

    /// A whole number of at least 0; `nil` for -1 where that means any number.
    func count(orUnlimited: Bool = false) throws(LaunchError) -> Int? {
        guard let number = value.intValue, number >= (orUnlimited ? -1 : 0), number <= 1_000_000 else {
            throw wrong(orUnlimited ? "a whole number, or -1 for no limit" : "a whole number of at least 0")
        }
        return number == -1 ? nil : Int(number)
    }

    func seconds() throws(LaunchError) -> Double {
        guard let number = value.doubleValue, number >= 0, number.isFinite else { throw wrong("seconds, at least 0") }
        return number
    }

    func object() throws(LaunchError) -> JSONObject {
        guard let members = value.objectValue else { throw wrong("a mapping") }
        return members
    }

    func list() throws(LaunchError) -> [JSON] {
        guard let values = value.arrayValue else { throw wrong("a list") }
        return values
    }

    func texts() throws(LaunchError) -> [String] {
        var texts: [String] = []
        for (index, value) in try list().enumerated() {
            texts.append(try AgentField(path: "\(path)[\(index)]", value: value).text())
        }
        return texts
    }
}

extension JSON {
    /// The JSON that a YAML node stands for.
    init(_ node: Node, depth: Int) throws(LaunchError) {
        guard depth < JSON.defaultDepthLimit else {
            throw .invalid(path: "config", value: "its nesting", expected: "at most \(JSON.defaultDepthLimit) levels")
        }
        if let mapping = node.mapping {
            var members: JSONObject = [:]
            for (key, value) in mapping {
                guard let name = key.scalar?.string else {
                    throw .invalid(path: "config", value: "a key that is no text", expected: "texts as keys")
                }
                members[name] = try JSON(value, depth: depth + 1)
            }
            self = .object(members)
        } else if let sequence = node.sequence {
            var values: [JSON] = []
            for value in sequence { values.append(try JSON(value, depth: depth + 1)) }
            self = .array(values)
        } else if let integer = node.int {
            self = .int(Int64(integer))
        } else if let number = node.float {
            self = .number(number)
        } else if let flag = node.bool {
            self = .bool(flag)
        } else if node.null != nil {
            self = .null
        } else {
            self = .string(node.scalar?.string ?? "")
        }
    }
}
