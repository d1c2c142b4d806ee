import Foundation
import RoostJSON

/// Where a run's config comes from: a dictionary literal, anything `Encodable`, parsed command-line arguments, or a
/// YAML file.
///
/// ```swift
/// try await Run(project: "digits", config: ["lr": rate, "net": ["depth": 2, "kind": "mlp"] as RunValue])
/// try await Run(project: "digits", config: .encoding(hyperparameters))
/// try await Run(project: "digits", config: .arguments(of: command))
/// try await Run(project: "digits", config: "config.yaml")
/// ```
public struct ConfigSource: Sendable {
    enum Content: Sendable {
        case values([(key: String, value: RunValue)])
        case file(path: String)
        /// What could not be converted, told when the run starts.
        case failure(UsageError)
    }

    let content: Content

    /// The properties of a value, as it encodes itself; not-a-number and the infinities become texts.
    public static func encoding(_ value: some Encodable) -> ConfigSource {
        do {
            return ConfigSource(content: .values(try ConfigEncoding.members(of: value)))
        } catch {
            return ConfigSource(content: .failure(error))
        }
    }

    /// The arguments, options and flags of a parsed command of swift-argument-parser, under the names of its
    /// properties; option groups become nested values.
    public static func arguments(of command: Any) -> ConfigSource {
        ConfigSource(content: .values(ConfigReflection.members(of: command)))
    }

    /// A JSON object.
    public static func json(_ value: JSON) -> ConfigSource {
        guard case .object(let members) = value.runValue else {
            return ConfigSource(
                content: .failure(
                    UsageError(
                        argument: "config", value: value.text, problem: "it is not a JSON object",
                        remedy: "Give an object with one member for each key.")))
        }
        return ConfigSource(content: .values(members))
    }

    /// A YAML file whose keys hold their values as `key: {value: …}`, or plainly as `key: …`.
    public static func file(_ path: String) -> ConfigSource { ConfigSource(content: .file(path: path)) }

    /// The values, read from the file where that is what was given.
    func values(in surroundings: Surroundings) throws(UsageError) -> [(key: String, value: RunValue)] {
        switch content {
        case .values(let values): values
        case .file(let path): try ConfigFile.members(ofFile: surroundings.absolute(path), named: path)
        case .failure(let error): throw error
        }
    }
}

extension ConfigSource: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, any RunValueConvertible)...) {
        content = .values(elements.map { (key: $0.0, value: $0.1.runValue) })
    }
}

extension ConfigSource: ExpressibleByStringLiteral {
    /// The name of a YAML file.
    public init(stringLiteral value: String) { content = .file(path: value) }
}
