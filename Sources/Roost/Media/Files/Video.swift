import RoostJSON

/// A video file: MP4, GIF, WebM or Ogg. It is copied as it is.
///
/// ```swift
/// run.log(["episode": try Video(path: "episode-3.mp4", caption: "reward 12")])
/// ```
public struct Video: Media, Hashable {
    public static var className: String { "Video" }
    static let formats = ["gif", "mp4", "webm", "ogg"]

    /// The text shown with the video.
    public var caption: String?

    let content: MediaContent

    /// A file whose name ends in `gif`, `mp4`, `webm` or `ogg`.
    ///
    /// - Throws: ``MediaError/unsupportedFormat(field:value:allowed:)`` when it ends otherwise, and
    ///   ``MediaError/unreadable(path:reason:)`` when there is no such file.
    public init(path: String, caption: String? = nil) throws(MediaError) {
        let format = DiskFile.fileExtension(path)
        try Self.check(format, of: "The file \"\(path)\"")
        content = try MediaContent(file: path, suffix: ".\(DiskFile.lastComponent(path).suffix(format.count))")
        self.caption = caption
    }

    /// The content of a video file.
    ///
    /// - Parameters:
    ///   - data: all of its bytes.
    ///   - format: `gif`, `mp4`, `webm` or `ogg`.
    ///   - caption: the text shown with the video.
    /// - Throws: ``MediaError/unsupportedFormat(field:value:allowed:)`` when it is another format.
    public init(data: [UInt8], format: String, caption: String? = nil) throws(MediaError) {
        try Self.check(format, of: "The video data")
        content = MediaContent(data, suffix: ".\(format)")
        self.caption = caption
    }

    private static func check(_ format: String, of field: String) throws(MediaError) {
        guard formats.contains(format) else {
            throw .unsupportedFormat(field: field, value: format, allowed: formats)
        }
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        var members = try directory.store(content, folder: "videos", type: "video-file", key: key, step: step)
        if let caption { members["caption"] = .string(caption) }
        return .object(members)
    }

    public static func writeBatch(
        _ items: [Video], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        var written: [JSON] = []
        for item in items { written.append(try item.write(key: key, step: step, into: &directory)) }
        return [
            "_type": "videos",
            "count": .int(Int64(items.count)),
            "videos": .array(written),
            "captions": Captions.ofList(items.map(\.caption)),
        ]
    }

    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON {
        var members = try artifact.add(content, folder: "videos", type: "video-file")
        if let caption { members["caption"] = .string(caption) }
        return .object(members)
    }

    public var columnType: ColumnType { .media("video-file") }
}

/// The captions of a list.
enum Captions {
    /// All captions, or `false` when the first value has none.
    static func ofList(_ captions: [String?]) -> JSON {
        guard case .some(.some) = captions.first else { return false }
        return .array(captions.map { $0.map(JSON.string) ?? .null })
    }
}
