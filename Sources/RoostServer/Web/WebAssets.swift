import CWebAssets
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostJSON

/// The files of the web UI, which are part of the program.
struct WebAssets: Sendable {
    struct File: Sendable, Hashable {
        let type: String
        /// Changes with the contents; without quotes.
        let tag: String
        /// Compressed with gzip.
        let body: ByteBuffer
        /// Bytes when unpacked.
        let size: Int
    }

    private let files: [String: File]

    /// What the program was built with; empty when the web UI was not built before the program. Who works on the web UI
    /// names an archive of `script/web` in `ROOST_WEB_ARCHIVE`, which is served instead, and builds the program once.
    static let built = WebAssets(archive: namedArchive ?? builtArchive)

    private static var namedArchive: ByteBuffer? {
        ProcessInfo.processInfo.environment["ROOST_WEB_ARCHIVE"]
            .flatMap { FileManager.default.contents(atPath: $0) }
            .map { ByteBuffer(bytes: $0) }
    }

    private static var builtArchive: ByteBuffer {
        let size = roost_web_archive_size()
        guard size > 0 else { return ByteBuffer() }
        return ByteBuffer(bytes: UnsafeBufferPointer(start: roost_web_archive(), count: size))
    }

    /// - Parameter archive: as `script/web-pack` describes it. One that is not such an archive holds no files.
    init(archive: ByteBuffer) {
        files = Self.read(archive) ?? [:]
    }

    /// The file at a path such as `/assets/main-ABCDEFGH.js`.
    subscript(path: String) -> File? { files[path] }

    private static func read(_ archive: ByteBuffer) -> [String: File]? {
        var archive = archive
        guard archive.readString(length: 8) == "ROOSTWEB",
            let length = archive.readInteger(endianness: .little, as: UInt32.self),
            let head = archive.readBytes(length: Int(length)),
            let list = (try? JSON(parsing: head))?["files"]?.arrayValue
        else { return nil }
        var files: [String: File] = [:]
        for entry in list {
            guard let path = entry["path"]?.stringValue, let type = entry["type"]?.stringValue,
                let tag = entry["tag"]?.stringValue, let offset = entry["offset"]?.intValue,
                let length = entry["length"]?.intValue, let size = entry["size"]?.intValue,
                let body = archive.getSlice(at: archive.readerIndex + Int(offset), length: Int(length))
            else { return nil }
            files[path] = File(type: type, tag: tag, body: body, size: Int(size))
        }
        return files
    }
}

extension WebAssets.File {
    /// - Parameter cacheControl: how long browsers may keep it.
    func response(to request: Request, cacheControl: String, headers: HTTPFields = [:]) throws -> Response {
        var headers = headers
        headers[.cacheControl] = cacheControl
        headers[.eTag] = "\"\(tag)\""
        headers[.vary] = "Accept-Encoding"
        if request.headers[.ifNoneMatch]?.contains("\"\(tag)\"") == true {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = type
        var body = body
        if request.accepts(encoding: "gzip") {
            headers[.contentEncoding] = "gzip"
        } else {
            body = try GzipStream.decompress(body, limit: size) ?? ByteBuffer()
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
