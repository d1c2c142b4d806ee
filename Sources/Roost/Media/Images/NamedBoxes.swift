import OrderedCollections
import RoostJSON

/// A box on an image.
///
/// ```swift
/// let cat = BoundingBox(.edges(minX: 0.1, maxX: 0.6, minY: 0.2, maxY: 0.9), classID: 1, caption: "cat")
/// let boxes = NamedBoxes("predictions", [cat], labels: [ClassLabel(id: 1, name: "cat")])
/// run.log(["photo": try Image(path: "cat.jpg", boxes: [boxes])])
/// ```
public struct BoundingBox: Sendable, Hashable {
    /// Where a box is, in fractions or in pixels from the upper left corner of the image.
    public enum Position: Sendable, Hashable {
        /// The edges.
        case edges(minX: Double, maxX: Double, minY: Double, maxY: Double)
        /// The centre and the size.
        case middle(x: Double, y: Double, width: Double, height: Double)
    }

    /// What the numbers of the position count.
    public enum Domain: Sendable, Hashable {
        /// Parts of the image's width and height, 0 to 1.
        case fraction
        /// Pixels.
        case pixel
    }

    /// Where it is.
    public var position: Position
    /// Whether the position is in fractions or in pixels.
    public var domain: Domain
    /// The number of its class.
    public var classID: Int
    /// The text at the box.
    public var caption: String?
    /// Numbers by which a reader may filter the boxes, in the order in which they are shown.
    public var scores: OrderedDictionary<String, Double>

    /// A box of a class; it has no scores unless some are given.
    public init(
        _ position: Position, domain: Domain = .fraction, classID: Int, caption: String? = nil,
        scores: OrderedDictionary<String, Double> = [:]
    ) {
        self.position = position
        self.domain = domain
        self.classID = classID
        self.caption = caption
        self.scores = scores
    }

    var json: JSON {
        var members: JSONObject = ["position": positionJSON]
        if domain == .pixel { members["domain"] = "pixel" }
        members["class_id"] = .int(Int64(classID))
        if let caption { members["box_caption"] = .string(caption) }
        if !scores.isEmpty { members["scores"] = .object(scores.mapValues(Self.number)) }
        return .object(members)
    }

    private var positionJSON: JSON {
        switch position {
        case .edges(let minX, let maxX, let minY, let maxY):
            [
                "minX": Self.number(minX), "maxX": Self.number(maxX), "minY": Self.number(minY),
                "maxY": Self.number(maxY),
            ]
        case .middle(let x, let y, let width, let height):
            [
                "middle": [Self.number(x), Self.number(y)], "width": Self.number(width),
                "height": Self.number(height),
            ]
        }
    }

    /// Whole numbers without a fraction, as the wire has those of whole pixels.
    private static func number(_ value: Double) -> JSON {
        Int64(exactly: value).map(JSON.int) ?? .number(value)
    }
}

/// A set of boxes on an image.
public struct NamedBoxes: Sendable, Hashable {
    /// What the boxes show, such as `predictions` or `ground_truth`.
    public let name: String
    /// The boxes in the order in which they were given.
    public let boxes: [BoundingBox]
    /// The names of the classes.
    public let labels: [ClassLabel]
    let content: MediaContent

    /// Boxes under a name.
    ///
    /// - Parameters:
    ///   - name: what they show, such as `predictions`.
    ///   - boxes: the boxes.
    ///   - labels: names of the classes; without any they are called `class_0`, `class_1`…
    public init(_ name: String, _ boxes: [BoundingBox], labels: [ClassLabel] = []) {
        self.name = name
        self.boxes = boxes
        self.labels = labels.isEmpty ? ClassLabel.unnamed(boxes.map(\.classID)) : labels
        var document: JSONObject = ["box_data": .array(boxes.map(\.json))]
        if !labels.isEmpty { document["class_labels"] = ClassLabel.json(labels) }
        content = MediaContent(Array(JSON.object(document).text.utf8), suffix: ".boxes2D.json")
    }
}
