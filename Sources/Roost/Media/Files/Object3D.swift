import RoostJSON

/// A 3D object: a model file, a cloud of points, or a scene of points, boxes and vectors.
///
/// ```swift
/// run.log(["cloud": try Object3D(points: [[0, 0, 0], [1, 0, 0], [0, 1, 0]])])
/// run.log(["model": try Object3D(path: "chair.glb")])
/// ```
public struct Object3D: Media, Hashable {
    public static var className: String { "Object3D" }
    static let formats = ["obj", "gltf", "glb", "babylon", "stl", "pts.json"]

    let content: MediaContent

    /// A file whose name ends in obj, gltf, glb, babylon, stl or pts.json.
    public init(path: String) throws(MediaError) {
        guard let format = Self.formats.first(where: { path.hasSuffix(".\($0)") }) else {
            throw .unsupportedFormat(
                field: "The file \"\(path)\"", value: DiskFile.fileExtension(path), allowed: Self.formats)
        }
        content = try MediaContent(file: path, suffix: ".\(format)")
    }

    /// The content of a model file.
    ///
    /// - Parameters:
    ///   - data: all of its bytes.
    ///   - format: obj, gltf, glb, babylon, stl or pts.json.
    /// - Throws: ``MediaError/unsupportedFormat(field:value:allowed:)`` when it is another format.
    public init(data: [UInt8], format: String) throws(MediaError) {
        guard Self.formats.contains(format) else {
            throw .unsupportedFormat(field: "The 3D object", value: format, allowed: Self.formats)
        }
        content = MediaContent(data, suffix: ".\(format)")
    }

    /// A cloud of points, all of 3 numbers (x, y, z), of 4 (and a category from 1 to 14), or of 6 (and red, green,
    /// blue from 0 to 255).
    public init(points: [[Double]]) throws(MediaError) {
        try Self.check(points)
        content = MediaContent(Array(Self.json(points).text.utf8), suffix: ".pts.json")
    }

    /// A scene, in which boxes and vectors show what was found in the points.
    public init(scene: PointScene) throws(MediaError) {
        try Self.check(scene.points)
        let document: JSON = [
            "type": "lidar/beta",
            "vectors": .array(scene.vectors.map(\.json)),
            "points": Self.json(scene.points),
            "boxes": .array(scene.boxes.map(\.json)),
        ]
        content = MediaContent(Array(document.text.utf8), suffix: ".pts.json")
    }

    private static func json(_ points: [[Double]]) -> JSON {
        .array(points.map { .array($0.map(JSON.number)) })
    }

    private static func check(_ points: [[Double]]) throws(MediaError) {
        let size = points.first?.count ?? 3
        guard [3, 4, 6].contains(size), points.allSatisfy({ $0.count == size }) else {
            throw .invalidValue(
                field: "points", value: "of \(Set(points.map(\.count)).sorted()) numbers each",
                expected: "all of 3 (x y z), all of 4 (x y z category) or all of 6 (x y z r g b)")
        }
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        .object(try directory.store(content, folder: "object3D", type: "object3D-file", key: key, step: step))
    }

    public static func writeBatch(
        _ items: [Object3D], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        var written: [JSON] = []
        for item in items { written.append(try item.write(key: key, step: step, into: &directory)) }
        let folder = "media/object3D/"
        return [
            "_type": "object3D",
            "filenames": .array(
                written.map { .string(String(($0["path"]?.stringValue ?? "").dropFirst(folder.count))) }),
            "count": .int(Int64(items.count)),
            "objects": .array(written),
        ]
    }

    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON {
        .object(try artifact.add(content, folder: "object3D", type: "object3D-file"))
    }

    public var columnType: ColumnType { .media("object3D-file") }
}
