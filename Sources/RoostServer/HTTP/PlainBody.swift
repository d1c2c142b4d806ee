import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The whole body in memory, decompressed.
    ///
    /// - Parameters:
    ///   - limit: bytes that it may have at most, as sent and decompressed.
    ///   - what: what the body is, for messages.
    func plainBody(limit: Int, what: String) async throws -> ByteBuffer {
        if let announced = headers[.contentLength].flatMap({ Int($0) }), announced > limit {
            throw ServerError.tooLarge(what: what, limit: limit)
        }
        let sent: ByteBuffer
        do {
            sent = try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw ServerError.tooLarge(what: what, limit: limit)
        }
        switch headers[.contentEncoding]?.lowercased() {
        case nil, "identity": return sent
        case "gzip", "x-gzip":
            let plain: ByteBuffer?
            do {
                plain = try GzipStream.decompress(sent, limit: limit)
            } catch {
                throw ServerError.malformed("\(what) is announced as gzip, but its \(sent.readableBytes) bytes are not")
            }
            guard let plain else { throw ServerError.tooLarge(what: "\(what), decompressed,", limit: limit) }
            return plain
        case let other?: throw ServerError.unsupported("Content-Encoding '\(other)' is not supported; send gzip")
        }
    }
}
