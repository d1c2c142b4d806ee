import RoostJSON

/// The type of a value that a job takes or gives.
public indirect enum JobType: Sendable, Hashable {
    case number
    case string
    case boolean
    case none
    case any
    /// Nothing is known of it.
    case unknown
    /// No type fits, for example a list of numbers and texts.
    case invalid
    case list(JobType, length: Int64?)
    case dictionary(JSONObjectTypes)
    case union([JobType])
    /// Another type of the official client, as it was written.
    case other(JSON)

    public typealias JSONObjectTypes = [String: JobType]

    /// The type of a value.
    public init(of value: JSON) {
        switch value {
        case .null: self = .none
        case .bool: self = .boolean
        case .int, .number: self = .number
        case .string: self = .string
        case .object(let members):
            self = .dictionary(
                Dictionary(members.map { ($0.key, JobType(of: $0.value)) }, uniquingKeysWith: { $1 }))
        case .array(let elements):
            let element = elements.reduce(JobType.unknown) { $0.joined(with: JobType(of: $1)) }
            self = .list(element, length: Int64(elements.count))
        }
    }

    /// Reads `{"wb_type": …, "params": …}`. What is not known is kept.
    public init(json: JSON) {
        let parameters = json["params"]
        switch json["wb_type"]?.stringValue {
        case "number": self = .number
        case "string": self = .string
        case "boolean": self = .boolean
        case "none": self = .none
        case "any": self = .any
        case "unknown": self = .unknown
        case "invalid": self = .invalid
        case "list":
            self = .list(
                parameters?["element_type"].map(JobType.init(json:)) ?? .unknown,
                length: parameters?["length"]?.intValue)
        case "typedDict":
            let types = parameters?["type_map"]?.objectValue ?? [:]
            self = .dictionary(
                Dictionary(types.map { ($0.key, JobType(json: $0.value)) }, uniquingKeysWith: { $1 }))
        case "union":
            self = .union((parameters?["allowed_types"]?.arrayValue ?? []).map(JobType.init(json:)))
        default: self = .other(json)
        }
    }

    /// As the official client writes it.
    public var json: JSON {
        switch self {
        case .number: ["wb_type": "number"]
        case .string: ["wb_type": "string"]
        case .boolean: ["wb_type": "boolean"]
        case .none: ["wb_type": "none"]
        case .any: ["wb_type": "any"]
        case .unknown: ["wb_type": "unknown"]
        case .invalid: ["wb_type": "invalid"]
        case .list(let element, let length):
            [
                "wb_type": "list",
                "params": .object(
                    length.map { ["element_type": element.json, "length": .int($0)] } ?? ["element_type": element.json]),
            ]
        case .dictionary(let types):
            [
                "wb_type": "typedDict",
                "params": [
                    "type_map": .object(
                        JSONObject(
                            types.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) },
                            uniquingKeysWith: { $1 }))
                ],
            ]
        case .union(let types):
            ["wb_type": "union", "params": ["allowed_types": .array(types.map(\.json))]]
        case .other(let json): json
        }
    }

    /// The type of a list's elements when one of this type meets one of another.
    private func joined(with other: JobType) -> JobType {
        switch (self, other) {
        case (.unknown, _): other == .none ? .union([.none, .unknown]) : other
        case (.invalid, _): .invalid
        case (.union(let types), .none) where types.contains(.none): self
        case (.union(let types), _) where types.contains(.none):
            types.first { $0 != .none }.map { $0.joined(with: other) }.map {
                $0 == .invalid ? .invalid : .union([.none, $0])
            } ?? .invalid
        case (.none, .none): self
        case (.none, _), (_, .none): .union([.none, self == .none ? other : self])
        case (.list(let mine, _), .list(let its, let length)):
            mine.joined(with: its) == .invalid ? .invalid : .list(mine.joined(with: its), length: length)
        default: self == other ? self : .invalid
        }
    }
}
