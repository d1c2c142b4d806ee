import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostBlobs
import RoostCatalog

/// `/storage/TOKEN`: contents go in and out under signed addresses, without credentials, streamed in pieces.
struct StorageRoutes: Sendable {
    let services: Services

    var all: [Route] {
        [
            Route(.put, "/storage/:token", .signedAddress, handle: put),
            Route(.get, "/storage/:token", .signedAddress, handle: get),
            Route(.head, "/storage/:token", .signedAddress, handle: get),
        ]
    }

    // MARK: In

    @Sendable private func put(_ request: Request, _ context: ServerContext) async throws -> Response {
        let subject = try services.signer.verify(context.parameters.require("token")[...])
        let expectedMD5 = try await announcedMD5(of: subject, request)
        let size = request.headers[.contentLength].flatMap { Int64($0) }
        if let size, size > Limits.uploadedFile {
            throw ServerError.tooLarge(what: "the file", limit: Limits.uploadedFile)
        }
        let type = request.headers[.contentType]
        let received = try await services.blobs.receive(request.body)
        let md5 = try await services.keep {
            BlobReference(try await received.finish(expectedSize: size, expectedMD5: expectedMD5))
        } _: { blob in
            try await services.catalog.write { tx in try Self.put(blob, type: type, as: subject, tx) }
            return blob.md5
        }
        if case .uploadRunFile(let run, _) = subject { services.live.publish(run, .run) }
        return Response(status: .ok, headers: [.eTag: "\"\(md5)\""])
    }

    /// What the contents must be; `nil` when they may be anything. Files of artifacts are found by what they were
    /// announced to be, so they must be that.
    private func announcedMD5(of subject: SignedSubject, _ request: Request) async throws -> String? {
        switch subject {
        case .uploadRunFile: return nil
        case .uploadArtifactFile(let id):
            let file = try await services.catalog.read { tx in try tx.artifacts.file(id: id) }
            guard let file else { throw ServerError.gone("the artifact was deleted") }
            return file.md5
        case .uploadArtifactFilePart: return request.headers[.contentMD5]
        case .uploadManifest(let id):
            let manifest = try await services.catalog.read { tx in try tx.artifacts.manifest(id: id) }
            guard let manifest else { throw ServerError.gone("the artifact was deleted") }
            return manifest.md5.isEmpty ? nil : manifest.md5
        case .downloadRunFile, .downloadBlob: throw ServerError.forbidden("the address is not for uploads")
        }
    }

    private static func put(
        _ blob: BlobReference, type: String?, as subject: SignedSubject, _ tx: CatalogTransaction
    ) throws {
        switch subject {
        case .uploadRunFile(let run, let name):
            guard try tx.runs.find(id: run, parts: .none) != nil else { throw ServerError.gone("the run was deleted") }
            _ = try tx.files.put(run: run, name: name, blob: blob, mimetype: type ?? MediaType.guess(name))
        case .uploadArtifactFile(let file): _ = try tx.artifacts.putFile(file, blob: blob)
        case .uploadArtifactFilePart(let file, let upload, let part):
            // Parts are put together when the client says that all are there.
            try PartUpload(file: file, id: upload).put(part: part, blob: blob, tx)
        case .uploadManifest(let manifest): _ = try tx.artifacts.putManifest(manifest, blob: blob)
        case .downloadRunFile, .downloadBlob: throw ServerError.forbidden("the address is not for uploads")
        }
    }

    // MARK: Out

    @Sendable private func get(_ request: Request, _ context: ServerContext) async throws -> Response {
        switch try services.signer.verify(context.parameters.require("token")[...]) {
        case .downloadRunFile(let run, let name):
            let file = try await services.catalog.read { tx in try tx.files.find(run: run, name: name) }
            guard let file, let digest = file.digest else { throw ServerError.notFound("file '\(name)'") }
            return try await services.blobs.response(
                to: request, digest: digest, name: name, type: file.mimetype ?? MediaType.guess(name))
        case .downloadBlob(let digest, let name):
            return try await services.blobs.response(
                to: request, digest: digest, name: name, type: MediaType.guess(name))
        default: throw ServerError.forbidden("the address is not for downloads")
        }
    }
}

extension BlobStore {
    /// Takes in a request's body piece by piece.
    func receive(_ body: RequestBody) async throws -> any BlobWriter {
        let writer = try await begin(limit: Int64(Limits.uploadedFile))
        do {
            for try await piece in body { try await writer.write(piece) }
        } catch {
            await writer.abort()
            throw error
        }
        return writer
    }

    /// Answers a GET of a blob, whole or in part (RFC 9110 §14).
    ///
    /// Contents come from users, so browsers must not run them as part of this site: they are served under a policy
    /// that allows nothing, and as a download unless they are plainly harmless.
    func response(to request: Request, digest: String, name: String, type: String) async throws -> Response {
        guard let size = try await size(digest) else { throw ServerError.notFound("the contents of '\(name)'") }
        var headers: HTTPFields = [
            .contentType: type, .acceptRanges: "bytes", .eTag: "\"\(digest)\"",
            .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
            .cacheControl: "private, max-age=60",
        ]
        let fileName = PercentEncoding.encode(name.split(separator: "/").last.map(String.init) ?? "file")
        let disposition = MediaType.isInert(type) ? "inline" : "attachment"
        headers[.contentDisposition] = "\(disposition); filename*=UTF-8''\(fileName)"
        if request.headers[.ifNoneMatch] == "\"\(digest)\"" { return Response(status: .notModified, headers: headers) }
        var range: Range<Int64>?
        // A range means something in a GET only.
        switch ByteRange.parse(request.method == .get ? request.headers[.range] : nil, size: size) {
        case .whole: break
        case .part(let part):
            range = part
            headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)"
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
        let length = range.map { $0.upperBound - $0.lowerBound } ?? size
        if request.method == .head {
            headers[.contentLength] = "\(size)"
            return Response(status: .ok, headers: headers)
        }
        let wanted = range
        return Response(
            status: range == nil ? .ok : .partialContent, headers: headers,
            body: ResponseBody(contentLength: Int(length)) { writer in
                for try await piece in try await read(digest, range: wanted) { try await writer.write(piece) }
                try await writer.finish(nil)
            })
    }
}
