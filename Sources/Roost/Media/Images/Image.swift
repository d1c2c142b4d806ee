import RoostJSON

/// An image, with an optional caption, masks and boxes.
///
/// ```swift
/// run.log(["sample": try Image(path: "sample.jpg", caption: "step 10")])
/// run.log(["digit": Image(try Pixels(gray: digit, width: 8))])
/// run.log(["digits": try digits.map { Image(try Pixels(gray: $0, width: 8)) }])  // shown side by side
/// ```
///
/// ``NamedBoxes`` and ``NamedMask`` show what was found in it.
public struct Image: Media, Hashable {
    public static var className: String { "Image" }

    /// What the file holds, such as `png`; for a file of the user's, the end of its name.
    public let format: String
    /// In pixels.
    public let width: Int
    /// In pixels.
    public let height: Int
    /// The text shown with the image.
    public var caption: String?
    /// The number of images that form one group.
    public var grouping: Int?
    /// Names of classes for tables' artifacts, besides those of the masks and boxes.
    public var classes: [ClassLabel]
    /// Sets of boxes by name, such as `predictions`.
    public var boxes: [NamedBoxes]
    /// Masks by name, such as `ground_truth`.
    public var masks: [NamedMask]

    let content: MediaContent

    /// A PNG, JPEG, GIF, BMP or WebP file; it is copied as it is.
    ///
    /// - Throws: ``MediaError/unreadable(path:reason:)`` when there is no such file, and
    ///   ``MediaError/unsupportedFormat(field:value:allowed:)`` when it is of another kind.
    public init(
        path: String, caption: String? = nil, grouping: Int? = nil, classes: [ClassLabel] = [],
        boxes: [NamedBoxes] = [], masks: [NamedMask] = []
    ) throws(MediaError) {
        let start = try DiskFile.readStart(of: path, count: MediaLimits.imageHeaderBytes)
        let header = try ImageHeader(start, name: "The file \"\(path)\"")
        let ending = DiskFile.fileExtension(path)
        self.init(
            header, content: try MediaContent(file: path, suffix: ending.isEmpty ? "" : ".\(ending)"),
            format: ending.isEmpty ? header.format : ending, caption: caption, grouping: grouping, classes: classes,
            boxes: boxes, masks: masks)
    }

    /// The bytes of a PNG, JPEG, GIF, BMP or WebP file.
    ///
    /// - Throws: ``MediaError/unsupportedFormat(field:value:allowed:)`` when they are of another kind of file.
    public init(
        data: [UInt8], caption: String? = nil, grouping: Int? = nil, classes: [ClassLabel] = [],
        boxes: [NamedBoxes] = [], masks: [NamedMask] = []
    ) throws(MediaError) {
        let header = try ImageHeader(data, name: "The image data")
        self.init(
            header, content: MediaContent(data, suffix: ".\(header.format)"), format: header.format, caption: caption,
            grouping: grouping, classes: classes, boxes: boxes, masks: masks)
    }

    /// Pixels, which are written as a PNG file.
    public init(
        _ pixels: Pixels, caption: String? = nil, grouping: Int? = nil, classes: [ClassLabel] = [],
        boxes: [NamedBoxes] = [], masks: [NamedMask] = []
    ) {
        self.init(
            ImageHeader(format: "png", width: pixels.width, height: pixels.height),
            content: MediaContent(PNGEncoder.encode(pixels), suffix: ".png"), format: "png", caption: caption,
            grouping: grouping, classes: classes, boxes: boxes, masks: masks)
    }

    private init(
        _ header: ImageHeader, content: MediaContent, format: String, caption: String?, grouping: Int?,
        classes: [ClassLabel], boxes: [NamedBoxes], masks: [NamedMask]
    ) {
        self.format = format
        self.width = header.width
        self.height = header.height
        self.caption = caption
        self.grouping = grouping
        self.classes = classes
        self.boxes = boxes
        self.masks = masks
        self.content = content
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        var members = try directory.store(content, folder: "images", type: "image-file", key: key, step: step)
        describe(&members)
        if let written = try writeBoxes(key: key, step: step, into: &directory) { members["boxes"] = written }
        if let written = try writeMasks(key: key, step: step, into: &directory) { members["masks"] = written }
        return .object(members)
    }

    func describe(_ members: inout JSONObject) {
        members["format"] = .string(format)
        members["width"] = .int(Int64(width))
        members["height"] = .int(Int64(height))
        if let grouping, grouping != 0 { members["grouping"] = .int(Int64(grouping)) }
        if let caption { members["caption"] = .string(caption) }
    }

    func writeBoxes(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        guard !boxes.isEmpty else { return nil }
        var members: JSONObject = [:]
        for set in boxes {
            let stored = try directory.store(
                set.content, folder: "metadata/boxes2D", type: "boxes2D", key: key, step: step)
            members[set.name] = .object(stored)
            directory.note(ClassLabels(kind: .boxes, mediaKey: key, name: set.name, labels: set.labels))
        }
        return .object(members)
    }

    func writeMasks(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        guard !masks.isEmpty else { return nil }
        var members: JSONObject = [:]
        for mask in masks {
            let stored = try directory.store(mask.content, folder: "images/mask", type: "mask", key: key, step: step)
            members[mask.name] = .object(stored)
            directory.note(ClassLabels(kind: .mask, mediaKey: key, name: mask.name, labels: mask.labels))
        }
        return .object(members)
    }
}
