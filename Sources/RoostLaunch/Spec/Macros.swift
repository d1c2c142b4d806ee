import RoostJSON

/// Replaces `${name}` in the arguments of a resource.
public struct Macros: Sendable {
    private let values: [String: String]

    /// - Parameters:
    ///   - values: the macros of the launch, such as `run_id`.
    ///   - environment: the variables of the one who launches, which are macros too. Those that look like secrets are
    ///     none: a launch must not read what it is not given.
    public init(_ values: [String: String], environment: [String: String] = [:]) {
        let harmless = environment.filter { !EnvironmentNames.looksSecret($0.key) }
        self.values = harmless.merging(values) { $1 }
    }

    /// The object with every text replaced, at any depth. Keys stay.
    public func expand(_ members: JSONObject) -> JSONObject { members.mapValues { expand($0, depth: 0) } }

    private func expand(_ value: JSON, depth: Int) -> JSON {
        guard depth < LaunchLimits.argumentDepth else { return value }
        switch value {
        case .string(let text): return .string(expand(text))
        case .array(let elements): return .array(elements.map { expand($0, depth: depth + 1) })
        case .object(let members): return .object(members.mapValues { expand($0, depth: depth + 1) })
        default: return value
        }
    }

    /// The text with its macros replaced. Names that are none stay as they are written, and what a macro brings in is
    /// not looked at again.
    public func expand(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            rest = rest[start.lowerBound...]
            guard let end = rest.firstIndex(of: "}") else { break }
            let name = rest[start.upperBound..<end]
            if let value = values[String(name)] {
                result += value
                rest = rest[rest.index(after: end)...]
            } else {
                result += "${"
                rest = rest[start.upperBound...]
            }
        }
        return result + rest
    }
}
