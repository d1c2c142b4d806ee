import RoostJSON

/// A point in space.
public struct Point3D: Sendable, Hashable {
    /// The first coordinate.
    public var x: Double
    /// The second coordinate.
    public var y: Double
    /// The third coordinate.
    public var z: Double

    /// A point by its coordinates, in the unit of the scene.
    public init(_ x: Double, _ y: Double, _ z: Double) {
        self.x = x
        self.y = y
        self.z = z
    }

    var json: JSON { [.number(x), .number(y), .number(z)] }
}

/// Points with the boxes and vectors that were found in them.
public struct PointScene: Sendable, Hashable {
    /// All of 3, all of 4 or all of 6 numbers, as ``Object3D/init(points:)`` takes them.
    public var points: [[Double]]
    /// What was found, or is to be found.
    public var boxes: [Box3D]
    /// Arrows, such as the directions in which things move.
    public var vectors: [Vector3D]

    /// A scene; ``Object3D/init(scene:)`` checks its points.
    public init(points: [[Double]], boxes: [Box3D] = [], vectors: [Vector3D] = []) {
        self.points = points
        self.boxes = boxes
        self.vectors = vectors
    }
}

/// An arrow in a scene.
public struct Vector3D: Sendable, Hashable {
    /// Where it begins.
    public var start: Point3D
    /// Where it points to.
    public var end: Point3D

    /// An arrow from one point to another.
    public init(start: Point3D, end: Point3D) {
        self.start = start
        self.end = end
    }

    var json: JSON { ["start": start.json, "end": end.json] }
}

/// A box in a scene.
public struct Box3D: Sendable, Hashable {
    /// A rotation as the quaternion `r + xi + yj + zk`; it need not be of length 1, only not zero.
    public struct Orientation: Sendable, Hashable {
        /// The real part.
        public var r: Double
        /// The part of `i`.
        public var x: Double
        /// The part of `j`.
        public var y: Double
        /// The part of `k`.
        public var z: Double

        /// A rotation by the parts of its quaternion.
        public init(r: Double, x: Double, y: Double, z: Double) {
            self.r = r
            self.x = x
            self.y = y
            self.z = z
        }

        /// No rotation.
        public static let none = Orientation(r: 1, x: 0, y: 0, z: 0)
    }

    /// The eight corners.
    public let corners: [Point3D]
    /// Red, green and blue, 0 to 255.
    public var color: (red: Int, green: Int, blue: Int) {
        (colors[0], colors[1], colors[2])
    }
    /// The text at the box.
    public let label: String?
    /// How sure a detector was of it, by which a reader may filter boxes.
    public let score: Double?
    private let colors: [Int]

    /// A box by its corners.
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when there are not eight corners.
    public init(
        corners: [Point3D], color: (red: Int, green: Int, blue: Int), label: String? = nil, score: Double? = nil
    ) throws(MediaError) {
        guard corners.count == 8 else {
            throw .invalidValue(field: "corners", value: "\(corners.count) points", expected: "eight points")
        }
        self.corners = corners
        self.colors = [color.red, color.green, color.blue]
        self.label = label
        self.score = score
    }

    /// A box by its centre, its size along its own axes, and its rotation.
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the quaternion is zero or not finite.
    public init(
        center: Point3D, size: Point3D, orientation: Orientation = .none, color: (red: Int, green: Int, blue: Int),
        label: String? = nil, score: Double? = nil
    ) throws(MediaError) {
        let axes = try orientation.axes()
        let signs: [Double] = [-1, 1]
        let corners = signs.flatMap { first in
            signs.flatMap { second in
                signs.map { third in
                    let half = [0.5 * size.x * first, 0.5 * size.y * second, 0.5 * size.z * third]
                    func along(_ axis: Int) -> Double {
                        half[0] * axes[0][axis] + half[1] * axes[1][axis] + half[2] * axes[2][axis]
                    }
                    return Point3D(center.x + along(0), center.y + along(1), center.z + along(2))
                }
            }
        }
        try self.init(corners: corners, color: color, label: label, score: score)
    }

    var json: JSON {
        var members: JSONObject = [
            "corners": .array(corners.map(\.json)),
            "color": .array(colors.map { .int(Int64($0)) }),
        ]
        if let label { members["label"] = .string(label) }
        if let score { members["score"] = .number(score) }
        return .object(members)
    }
}

extension Box3D.Orientation {
    /// The rows of the rotation's matrix: the box's own axes in the coordinates of the scene.
    fileprivate func axes() throws(MediaError) -> [[Double]] {
        let largest = max(abs(r), abs(x), abs(y), abs(z))
        guard largest > 0, largest.isFinite else {
            throw .invalidValue(field: "orientation", value: "\(self)", expected: "a quaternion that is not zero")
        }
        let scaled = [r / largest, x / largest, y / largest, z / largest]
        let length = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let (r, i, j, k) = (scaled[0] / length, scaled[1] / length, scaled[2] / length, scaled[3] / length)
        return [
            [1 - 2 * (j * j + k * k), 2 * (i * j + k * r), 2 * (i * k - j * r)],
            [2 * (i * j - k * r), 1 - 2 * (i * i + k * k), 2 * (j * k + i * r)],
            [2 * (i * k + j * r), 2 * (j * k - i * r), 1 - 2 * (i * i + j * j)],
        ]
    }
}
