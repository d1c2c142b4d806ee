import RoostJSON

/// A text, or any other file, that is logged with a step but that no panel draws.
///
/// ```swift
/// run.log(["sample": try FileMedia(text: generated, format: "md")])
/// ```
public struct FileMedia: Media, Hashable {
    public static var className: String { "File" }

    let content: MediaContent

    /// A file of any kind; it is copied as it is.
    public init(path: String) throws(MediaError) {
        let ending = DiskFile.fileExtension(path)
        content = try MediaContent(file: path, suffix: ending.isEmpty ? "" : ".\(ending)")
    }

    /// A text.
    ///
    /// - Parameters:
    ///   - text: the content.
    ///   - format: the end of the file's name, such as `txt` or `md`.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the format is not of letters and digits.
    public init(text: String, format: String = "txt") throws(MediaError) {
        try self.init(data: Array(text.utf8), format: format)
    }

    /// The bytes of a file; `format` is the end of its name, of letters, digits and dots.
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the format is another text.
    public init(data: [UInt8], format: String) throws(MediaError) {
        guard !format.isEmpty, format.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." }) else {
            throw .invalidValue(
                field: "format", value: "\"\(format)\"", expected: "letters and digits, such as \"txt\"")
        }
        content = MediaContent(data, suffix: ".\(format)")
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        .object(try directory.store(content, folder: "files", type: "file", key: key, step: step))
    }

    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON {
        .object(try artifact.add(content, folder: "files", type: "file"))
    }
}
