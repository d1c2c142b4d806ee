import Crypto
import RoostJSON

extension Image {
    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON {
        var members = try artifact.add(content, folder: "images", type: "image-file")
        describe(&members)
        let classes = allClasses
        if !classes.isEmpty { members["classes"] = try Self.add(classes, to: &artifact) }
        if !boxes.isEmpty {
            members["boxes"] = .object(
                JSONObject(boxes.map { ($0.name, .array($0.boxes.map(\.json))) }, uniquingKeysWith: { $1 }))
        }
        if !masks.isEmpty {
            var described: JSONObject = [:]
            for mask in masks {
                described[mask.name] = .object(try artifact.add(mask.content, folder: "images/mask", type: "mask"))
            }
            members["masks"] = .object(described)
        }
        return .object(members)
    }

    public var columnType: ColumnType { .image(ImageColumn(self)) }

    /// The names of the classes of the boxes, the masks and the image itself; of two names for one class the last.
    var allClasses: [ClassLabel] {
        var names: [ClassLabel] = []
        for label in boxes.flatMap(\.labels) + masks.flatMap(\.labels) + classes {
            if let index = names.firstIndex(where: { $0.id == label.id }) {
                names[index] = label
            } else {
                names.append(label)
            }
        }
        return names
    }

    /// Adds the file of classes, whose name tells its content, and answers the reference to it.
    private static func add(_ classes: [ClassLabel], to artifact: inout TableArtifact) throws(MediaError) -> JSON {
        let list = classes.map { "{'id': \($0.id), 'name': '\($0.name)'}" }.joined(separator: ", ")
        let name = Insecure.MD5.hash(data: Array("[\(list)]".utf8)).hexadecimal
        let path = "media/classes/\(name)_cls.classes.json"
        let set = classes.map { label -> JSON in ["id": .int(Int64(label.id)), "name": .string(label.name)] }
        let digest = try artifact.add(["_type": "classes", "class_set": .array(set)], path: path)
        return ["type": "classes-file", "path": .string(path), "digest": .string(digest)]
    }
}
