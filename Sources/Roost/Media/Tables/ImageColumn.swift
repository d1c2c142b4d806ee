import RoostJSON

/// What the images of a table's column have in common: their masks, boxes and classes.
public struct ImageColumn: Sendable, Hashable {
    var classes: [Int: String] = [:]
    var maskClasses: [String: [Int: String]] = [:]
    var boxClasses: [String: [Int: String]] = [:]
    var maskLayers: [String: Set<Int>] = [:]
    var boxLayers: [String: Set<Int>] = [:]
    var boxScores: Set<String> = []

    init(_ image: Image) {
        for set in image.boxes {
            boxLayers[set.name] = Set(set.boxes.map(\.classID)).union(set.labels.map(\.id))
            boxClasses[set.name] = Self.names(set.labels)
            boxScores.formUnion(set.boxes.flatMap(\.scores.keys))
        }
        for mask in image.masks {
            maskLayers[mask.name] = Set(mask.presentClasses).union(mask.labels.map(\.id))
            maskClasses[mask.name] = Self.names(mask.labels)
        }
        classes = Self.names(image.allClasses)
    }

    private static func names(_ labels: [ClassLabel]) -> [Int: String] {
        Dictionary(labels.map { ($0.id, $0.name) }, uniquingKeysWith: { $1 })
    }

    func merged(with other: ImageColumn) -> ImageColumn {
        var merged = self
        merged.classes.merge(other.classes) { $1 }
        merged.maskClasses.merge(other.maskClasses) { $0.merging($1) { $1 } }
        merged.boxClasses.merge(other.boxClasses) { $0.merging($1) { $1 } }
        merged.maskLayers.merge(other.maskLayers) { $0.union($1) }
        merged.boxLayers.merge(other.boxLayers) { $0.union($1) }
        merged.boxScores.formUnion(other.boxScores)
        return merged
    }

    var parameters: JSON {
        [
            "box_class_maps": Self.constant(Self.maps(boxClasses)),
            "box_layers": Self.constant(Self.layers(boxLayers)),
            "box_score_keys": Self.constant(.array(boxScores.sorted().map(JSON.string)), isSet: true),
            "class_map": Self.constant(Self.map(classes)),
            "mask_class_maps": Self.constant(Self.maps(maskClasses)),
            "mask_layers": Self.constant(Self.layers(maskLayers)),
        ]
    }

    private static func constant(_ value: JSON, isSet: Bool = false) -> JSON {
        ["params": ["is_set": .bool(isSet), "val": value], "wb_type": "const"]
    }

    private static func map(_ names: [Int: String]) -> JSON {
        .object(JSONObject(names.map { (String($0.key), .string($0.value)) }, uniquingKeysWith: { $1 }))
    }

    private static func maps(_ maps: [String: [Int: String]]) -> JSON {
        .object(JSONObject(maps.map { ($0.key, map($0.value)) }, uniquingKeysWith: { $1 }))
    }

    private static func layers(_ layers: [String: Set<Int>]) -> JSON {
        .object(
            JSONObject(
                layers.map { ($0.key, .array($0.value.sorted().map { .int(Int64($0)) })) }, uniquingKeysWith: { $1 }))
    }
}
