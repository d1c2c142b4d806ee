import RoostJSON

/// Takes a configuration or a summary apart into the values that runs are found by.
struct RunValueFlattener {
    private(set) var values: [RunValuePlace: RunValue] = [:]

    /// The values of a configuration, `{"key":{"value":…}}` (plain values are tolerated). What the client keeps
    /// for itself in it (`_wandb`) is left out.
    static func config(_ document: JSONObject) -> [RunValuePlace: RunValue] {
        var flattener = RunValueFlattener()
        for (key, member) in document where key != "_wandb" && key != "wandb_version" {
            flattener.add(member["value"] ?? member, path: "config.\(key)", depth: 1)
        }
        return flattener.values
    }

    static func summary(_ document: JSONObject) -> [RunValuePlace: RunValue] {
        var flattener = RunValueFlattener()
        for (key, member) in document {
            flattener.add(member, path: "summary.\(key)", depth: 1)
        }
        return flattener.values
    }

    private mutating func add(_ json: JSON, path: String, depth: Int) {
        guard depth <= Limits.indexedDepth, path.utf8.count <= Limits.indexedPathBytes, !path.utf8.contains(0) else {
            return
        }
        switch json {
        case .object(let members): add(members, path: path, depth: depth)
        case .array(let elements): add(elements, path: path)
        default:
            if let value = RunValue(scalar: json) { set(value, path: path) }
        }
    }

    private mutating func add(_ members: JSONObject, path: String, depth: Int) {
        // A media value is one thing; nobody looks for a run by the size of its pictures.
        if case .string(let type)? = members["_type"] {
            set(RunValue(.object, text: type.indexed), path: path)
            return
        }
        set(RunValue(.object), path: path)
        for (key, member) in members {
            add(member, path: "\(path).\(key)", depth: depth + 1)
        }
    }

    private mutating func add(_ elements: [JSON], path: String) {
        let text = JSON.array(elements).canonicalText.indexed
        set(RunValue(.list, number: Double(elements.count), text: text), path: path)
        for (place, element) in elements.prefix(Limits.indexedListElements).enumerated() {
            if let value = RunValue(scalar: element) { set(value, path: path, place: Int64(place)) }
        }
    }

    private mutating func set(_ value: RunValue, path: String, place: Int64 = -1) {
        guard values.count < Limits.indexedLeaves else { return }
        values[RunValuePlace(path: path, place: place)] = value
    }
}
