import RoostJSON

/// A page, or a part of one, shown in the user interface.
///
/// ```swift
/// run.log(["report": HTML("<h1>Epoch \(epoch)</h1>")])
/// ```
public struct HTML: Media, Hashable {
    public static var className: String { "Html" }
    /// What is put into the head: links open a window of their own, and the page looks alike in every browser.
    static let head =
        #"<base target="_blank"><link rel="stylesheet" type="text/css" href="https://app.wandb.ai/normalize.css" />"#

    let content: MediaContent

    /// A page as text.
    ///
    /// - Parameters:
    ///   - text: the page.
    ///   - inject: whether a style sheet and a target for links are put into its head.
    public init(_ text: String, inject: Bool = true) {
        content = MediaContent(Array((inject ? Self.injected(text) : text).utf8), suffix: ".html")
    }

    /// A file, which has to hold UTF-8; of at most ``MediaLimits/textBytes`` when something is put into its head.
    public init(path: String, inject: Bool = true) throws(MediaError) {
        guard inject else {
            content = try MediaContent(file: path, suffix: ".html")
            return
        }
        let text = String(decoding: try DiskFile.read(path, limit: MediaLimits.textBytes), as: UTF8.self)
        content = MediaContent(Array(Self.injected(text).utf8), suffix: ".html")
    }

    static func injected(_ text: String) -> String {
        let page: String
        if let tag = text.firstRange(of: "<head>") {
            page = text[..<tag.upperBound] + head + text[tag.upperBound...]
        } else if let tag = text.firstRange(of: "<html>") {
            page = text[..<tag.upperBound] + "<head>" + head + "</head>" + text[tag.upperBound...]
        } else {
            page = head + text
        }
        let trimmed = page.drop(while: \.isWhitespace)
        return String(trimmed.dropLast(trimmed.reversed().prefix(while: \.isWhitespace).count))
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        .object(try directory.store(content, folder: "html", type: "html-file", key: key, step: step))
    }

    public static func writeBatch(
        _ items: [HTML], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        var written: [JSON] = []
        for item in items { written.append(try item.write(key: key, step: step, into: &directory)) }
        return ["_type": "html", "count": .int(Int64(items.count)), "html": .array(written)]
    }

    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON {
        .object(try artifact.add(content, folder: "html", type: "html-file"))
    }

    public var columnType: ColumnType { .media("html-file") }
}
