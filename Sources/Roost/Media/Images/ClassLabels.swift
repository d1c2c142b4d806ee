import RoostJSON

/// The name of a class in masks and boxes.
public struct ClassLabel: Sendable, Hashable {
    /// The number of the class, as masks and boxes have it.
    public let id: Int
    /// What people read.
    public let name: String

    /// A name for a class.
    public init(id: Int, name: String) {
        self.id = id
        self.name = name
    }

    /// Names for classes that got none: `class_0`, `class_1`…
    static func unnamed(_ ids: some Sequence<Int>) -> [ClassLabel] {
        Set(ids).sorted().map { ClassLabel(id: $0, name: "class_\($0)") }
    }

    static func json(_ labels: [ClassLabel]) -> JSON {
        .object(JSONObject(labels.map { (String($0.id), .string($0.name)) }, uniquingKeysWith: { $1 }))
    }
}

/// The class names of a mask or a set of boxes, as the config's `_wandb` section keeps them for the user interface.
public struct ClassLabels: Sendable, Hashable {
    /// Whether the names are those of a mask or of boxes.
    public enum Kind: String, Sendable, Hashable {
        /// The classes of a mask.
        case mask = "mask/class_labels"
        /// The classes of a set of boxes.
        case boxes = "bounding_box/class_labels"
    }

    /// The member of the `_wandb` section.
    public let kind: Kind
    /// The key within that member.
    public let key: String
    /// The names.
    public let labels: [ClassLabel]

    init(kind: Kind, mediaKey: String, name: String, labels: [ClassLabel]) {
        self.kind = kind
        self.key = "\(mediaKey)_wandb_delimeter_\(name)"
        self.labels = labels
    }

    /// The path of keys in the config, from `_wandb`.
    public var configPath: [String] { ["_wandb", kind.rawValue, key] }

    /// What the config holds there.
    public var configValue: JSON {
        ["type": .string(kind.rawValue), "key": .string(key), "value": ClassLabel.json(labels)]
    }
}
