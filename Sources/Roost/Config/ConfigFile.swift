import Foundation
import RoostJSON
import Yams

/// Reads config values from YAML.
enum ConfigFile {
    /// The members of a YAML file; the tracker's own entries (`wandb_version`, `_wandb`) are left out.
    static func members(ofFile path: String, named name: String) throws(UsageError) -> [(key: String, value: RunValue)]
    {
        guard FileManager.default.fileExists(atPath: path) else {
            throw UsageError(
                argument: "config", value: name, problem: "there is no such file",
                remedy: "Give the path of a YAML file, or the values themselves.")
        }
        guard let data = FileManager.default.contents(atPath: path), data.count <= RunLimits.settingsFileBytes else {
            throw UsageError(
                argument: "config", value: name, problem: "the file cannot be read",
                remedy: "Check its permissions, and that it has at most \(RunLimits.settingsFileBytes >> 20) MB.")
        }
        return try members(ofYAML: String(decoding: data, as: UTF8.self), named: name)
    }

    /// The members of a YAML mapping.
    static func members(ofYAML text: String, named name: String) throws(UsageError) -> [(key: String, value: RunValue)]
    {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw UsageError(
                argument: "config", value: name, problem: "it is not YAML (\(error))", remedy: "Mend the file.")
        }
        guard let node else { return [] }
        guard let mapping = node.mapping else {
            throw UsageError(
                argument: "config", value: name, problem: "its top level is not a mapping",
                remedy: "Write one `key: value` for each config key.")
        }
        var members: [(key: String, value: RunValue)] = []
        for (keyNode, valueNode) in mapping {
            let key = try string(keyNode, name)
            if key == "wandb_version" {
                guard valueNode.int == 1 else {
                    throw UsageError(
                        argument: "config", value: name, problem: "its wandb_version is not 1", remedy: "Use version 1."
                    )
                }
                continue
            }
            if key == "_wandb" { continue }
            let value = try value(valueNode, name, depth: 0)
            // The form of the files that runs leave: {key: {desc: …, value: …}}.
            if case .object(let wrapped) = value, let inner = value["value"],
                wrapped.allSatisfy({ $0.key == "value" || $0.key == "desc" })
            {
                members.append((key: key, value: inner))
            } else {
                members.append((key: key, value: value))
            }
        }
        return members
    }

    private static func string(_ node: Node, _ name: String) throws(UsageError) -> String {
        guard let text = node.scalar?.string else {
            throw UsageError(
                argument: "config", value: name, problem: "a key of a mapping is not a single value",
                remedy: "Use texts as keys.")
        }
        return text
    }

    private static func value(_ node: Node, _ name: String, depth: Int) throws(UsageError) -> RunValue {
        guard depth < RunLimits.valueDepth else {
            throw UsageError(
                argument: "config", value: name, problem: "it is nested deeper than \(RunLimits.valueDepth) levels",
                remedy: "Use a flatter config.")
        }
        if let mapping = node.mapping {
            var members: [(key: String, value: RunValue)] = []
            for (key, member) in mapping {
                members.append((key: try string(key, name), value: try value(member, name, depth: depth + 1)))
            }
            return .object(members)
        }
        if let sequence = node.sequence {
            var values: [RunValue] = []
            for element in sequence { values.append(try value(element, name, depth: depth + 1)) }
            return .array(values)
        }
        if let integer = node.int { return .integer(Int64(integer)) }
        if let number = node.float { return .number(number) }
        if let flag = node.bool { return .bool(flag) }
        if node.null != nil { return .null }
        return .string(node.scalar?.string ?? "")
    }
}
