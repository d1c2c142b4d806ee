import Foundation
import RoostJSON

/// Where an agent finds the value of a secret. The value itself is in no spec and on no server.
public struct SecretSource: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
        /// The content of a file, without the line's end.
        case file(String)
        /// A variable of the agent's environment.
        case variable(String)
        /// What a program prints, without the line's end.
        case command([String])
    }

    public var place: Place
    /// The queues whose items may use it; `nil` for all.
    public var queues: Set<String>?

    public init(_ place: Place, queues: Set<String>? = nil) {
        self.place = place
        self.queues = queues
    }

    init(_ field: AgentField) throws(LaunchError) {
        var place: Place?
        for (key, value) in try field.object() {
            let member = AgentField(path: "\(field.path).\(key)", value: value)
            switch key {
            case "file" where place == nil: place = .file(try member.text())
            case "env" where place == nil: place = .variable(try member.text())
            case "command" where place == nil:
                let words = try member.texts()
                guard !words.isEmpty else { throw member.wrong("a program and its arguments") }
                place = .command(words)
            case "queues": queues = Set(try member.texts())
            default: throw member.wrong("left out: a secret has one of file, env, command, and may have queues")
            }
        }
        guard let place else { throw field.wrong("an object with file, env or command") }
        self.place = place
    }

    /// The value.
    func value(named name: String, environment: [String: String]) async throws(LaunchError) -> String {
        let text: String
        switch place {
        case .file(let path):
            guard let bytes = SmallFile.read(path), bytes.count <= AgentLimits.secretBytes else {
                throw .unavailable(resource: "secret '\(name)'", reason: "its file cannot be read")
            }
            text = String(decoding: bytes, as: UTF8.self)
        case .variable(let variable):
            guard let value = environment[variable] else {
                throw .unavailable(resource: "secret '\(name)'", reason: "the agent's environment has no \(variable)")
            }
            text = value
        case .command(let words):
            guard let program = ProgramSearch.find(words[0], searchPath: environment["PATH"] ?? "") else {
                throw .unavailable(resource: "secret '\(name)'", reason: "there is no program '\(words[0])'")
            }
            let tool = Tool(program, environment: environment, timeoutSeconds: AgentLimits.secretSeconds)
            let answer = try await tool.run(Array(words.dropFirst()))
            guard answer.isSuccess else {
                throw .unavailable(resource: "secret '\(name)'", reason: "its command ended with \(answer.code)")
            }
            text = answer.text
        }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}

/// Gives launches the secrets that they name.
struct Secrets: Sendable {
    var sources: [String: SecretSource]
    var environment: [String: String]

    /// The variables for `"secrets": {"VARIABLE": "name"}` of a spec.
    func variables(
        for spec: JSONObject, queue: String, policy: ResourcePolicy
    ) async throws(LaunchError) -> [String: String] {
        guard let wanted = spec["secrets"] else { return [:] }
        guard let members = wanted.objectValue else {
            throw .invalid(
                path: "secrets", value: wanted.compactText, expected: "an object of secrets' names by variable")
        }
        var variables: [String: String] = [:]
        for (variable, value) in members {
            let path = "secrets.\(variable)"
            try EnvironmentNames.check(variable, value: "", path: "secrets", policy: policy)
            guard let name = value.stringValue else {
                throw .invalid(path: path, value: value.compactText, expected: "the name of a secret")
            }
            guard let source = sources[name], source.queues?.contains(queue) ?? true else {
                throw .notFound(kind: "secret", name: name)
            }
            variables[variable] = try await source.value(named: name, environment: environment)
        }
        return variables
    }
}
