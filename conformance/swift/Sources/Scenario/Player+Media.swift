import Roost
import RoostJSON

extension Player {
    /// The media value that `{"$KIND": content}` stands for.
    static func media(_ kind: String, _ content: JSON) throws -> RunValue {
        func text(_ name: String) -> String { content[name]?.stringValue ?? "" }
        let caption = content["caption"]?.stringValue
        switch kind {
        case "image": return try image(content).runValue
        case "pixels": return try pixels(content).runValue
        case "audio": return try Audio(path: text("path"), caption: caption).runValue
        case "video": return try Video(path: text("path"), caption: caption).runValue
        case "html": return HTML(text("html"), inject: content["inject"]?.boolValue ?? false).runValue
        case "histogram": return try Histogram(numbers(content["values"]), numBins: 4).runValue
        case "molecule": return try Molecule(path: text("path"), caption: caption).runValue
        case "object3d": return try Object3D(path: text("path")).runValue
        case "points": return try Object3D(points: rows(content["points"])).runValue
        case "scene": return try Object3D(scene: scene(content)).runValue
        case "plotly": return try Plotly(content["figure"] ?? [:]).runValue
        case "file":
            if let path = content["path"]?.stringValue { return try FileMedia(path: path).runValue }
            return try FileMedia(text: text("text"), format: text("format")).runValue
        case "table": return try table(content).runValue
        default: throw UnknownStep(name: "$" + kind)
        }
    }

    static func numbers(_ value: JSON?) -> [Double] { value?.arrayValue?.compactMap(\.doubleValue) ?? [] }

    static func rows(_ value: JSON?) -> [[Double]] { value?.arrayValue?.map { numbers($0) } ?? [] }

    // MARK: Images

    private static func image(_ content: JSON) throws -> Image {
        try Image(
            path: content["path"]?.stringValue ?? "", caption: content["caption"]?.stringValue,
            boxes: (content["boxes"]?.objectValue ?? [:]).map {
                NamedBoxes($0.key, boxes($0.value), labels: labels($0.value))
            },
            masks: try (content["masks"]?.objectValue ?? [:]).map { name, mask in
                let pixels = rows(mask["mask_data"])
                return try NamedMask(
                    name, classes: pixels.joined().map { UInt8($0) }, width: pixels.first?.count ?? 0,
                    labels: labels(mask))
            })
    }

    /// An image of rows of numbers, the channels of a pixel side by side.
    private static func pixels(_ content: JSON) throws -> Image {
        let rows = rows(content["rows"])
        let channels = Pixels.Channels(rawValue: Int(content["channels"]?.intValue ?? 1)) ?? .gray
        let width = (rows.first?.count ?? 0) / channels.rawValue
        return Image(try Pixels(rows.joined().map { UInt8($0) }, width: width, channels: channels))
    }

    private static func labels(_ layer: JSON) -> [ClassLabel] {
        (layer["class_labels"]?.objectValue ?? [:]).compactMap { id, name in
            Int(id).map { ClassLabel(id: $0, name: name.stringValue ?? "") }
        }
    }

    private static func boxes(_ layer: JSON) -> [BoundingBox] {
        (layer["box_data"]?.arrayValue ?? []).map { box in
            func number(_ name: String) -> Double { box["position"]?[name]?.doubleValue ?? 0 }
            let middle = numbers(box["position"]?["middle"])
            let position: BoundingBox.Position =
                middle.count == 2
                ? .middle(x: middle[0], y: middle[1], width: number("width"), height: number("height"))
                : .edges(minX: number("minX"), maxX: number("maxX"), minY: number("minY"), maxY: number("maxY"))
            var shown = BoundingBox(
                position, domain: box["domain"]?.stringValue == "pixel" ? .pixel : .fraction,
                classID: Int(box["class_id"]?.intValue ?? 0), caption: box["box_caption"]?.stringValue)
            for (name, score) in box["scores"]?.objectValue ?? [:] { shown.scores[name] = score.doubleValue }
            return shown
        }
    }

    // MARK: Scenes

    private static func scene(_ content: JSON) throws -> PointScene {
        func point(_ value: JSON?) -> Point3D {
            let place = numbers(value)
            return Point3D(place[0], place[1], place[2])
        }
        return PointScene(
            points: rows(content["points"]),
            boxes: try (content["boxes"]?.arrayValue ?? []).map { box in
                let color = numbers(box["color"]).map { Int($0) }
                return try Box3D(
                    corners: (box["corners"]?.arrayValue ?? []).map(point),
                    color: (red: color[0], green: color[1], blue: color[2]), label: box["label"]?.stringValue,
                    score: box["score"]?.doubleValue)
            },
            vectors: (content["vectors"]?.arrayValue ?? []).map {
                Vector3D(start: point($0["start"]), end: point($0["end"]))
            })
    }
}
