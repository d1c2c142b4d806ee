/// A mask over an image: the class of each pixel, 0 to 255.
///
/// ```swift
/// let mask = try NamedMask("ground_truth", classes: classes, width: 64, labels: [ClassLabel(id: 1, name: "road")])
/// run.log(["street": try Image(path: "street.png", masks: [mask])])
/// ```
public struct NamedMask: Sendable, Hashable {
    /// What the mask shows, such as `predictions` or `ground_truth`.
    public let name: String
    /// The names of the classes.
    public let labels: [ClassLabel]
    /// The classes that appear in the mask, ascending.
    let presentClasses: [Int]
    let content: MediaContent

    /// A mask by the classes of its pixels.
    ///
    /// - Parameters:
    ///   - name: what it shows, such as `predictions`.
    ///   - classes: the class of each pixel, row by row; its size may differ from the image's.
    ///   - width: the pixels of a row; the height follows from the number of classes.
    ///   - labels: names of the classes; without any they are called `class_0`, `class_1`…
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the classes are not whole rows.
    public init(
        _ name: String, classes: [UInt8], width: Int, labels: [ClassLabel] = []
    ) throws(MediaError) {
        let pixels = try Pixels(gray: classes, width: width)
        self.init(
            name, present: classes.map(Int.init), labels: labels,
            content: MediaContent(PNGEncoder.encode(pixels), suffix: ".mask.png"))
    }

    /// A mask that is a gray PNG file already.
    ///
    /// - Throws: ``MediaError/unsupportedFormat(field:value:allowed:)`` when it is another kind of file.
    public init(_ name: String, path: String, labels: [ClassLabel]) throws(MediaError) {
        let start = try DiskFile.readStart(of: path, count: 32)
        guard try ImageHeader(start, name: "The mask \"\(path)\"").format == "png" else {
            throw .unsupportedFormat(
                field: "The mask \"\(path)\"", value: DiskFile.fileExtension(path), allowed: ["png"])
        }
        self.init(name, present: [], labels: labels, content: try MediaContent(file: path, suffix: ".png"))
    }

    private init(_ name: String, present: [Int], labels: [ClassLabel], content: MediaContent) {
        self.name = name
        self.presentClasses = Set(present).sorted()
        self.labels = labels.isEmpty ? ClassLabel.unnamed(present) : labels
        self.content = content
    }
}
