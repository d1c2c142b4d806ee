import AsyncHTTPClient
import Foundation
import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

extension APIClient {
    /// Uploads a file, streaming it from disk, to an address that ``CreateRunFiles`` or an artifact gave.
    ///
    /// - Parameters:
    ///   - path: the file on this machine.
    ///   - target: where it goes; no key is sent there.
    ///   - onProgress: told how many bytes of the file were handed to the connection, from 0 again on a retry.
    public func upload(
        file path: String, to target: UploadTarget, policy: RetryPolicy = .transfer,
        onProgress: (@Sendable (Int64) -> Void)? = nil
    ) async throws(APIError) {
        let url = endpoint.absolute(target.url)
        var headers = headers(to: url, isAuthenticated: false)
        for header in target.headers { headers.replaceOrAdd(name: header.name, value: header.value) }
        let attempt = Attempt(
            name: "upload of \(target.name)", policy: policy,
            request: { [headers] () throws(APIError) in
                let length = try FileChunks.length(ofFile: path)
                var request = HTTPClientRequest(url: url)
                request.method = .PUT
                request.headers = headers
                let chunks = ProgressChunks(chunks: FileChunks(path: path, length: length), onProgress: onProgress)
                // An empty body still announces its length.
                request.body = length == 0 ? .bytes(ByteBuffer()) : .stream(chunks, length: .known(length))
                return request
            })
        _ = try await perform(attempt)
    }

    /// Uploads bytes from memory.
    public func upload(
        bytes: [UInt8], to target: UploadTarget, policy: RetryPolicy = .transfer
    ) async throws(APIError) {
        let url = endpoint.absolute(target.url)
        var headers = headers(to: url, isAuthenticated: false)
        for header in target.headers { headers.replaceOrAdd(name: header.name, value: header.value) }
        let body = ByteBuffer(bytes: bytes)
        let attempt = Attempt(
            name: "upload of \(target.name)", policy: policy,
            request: { [headers] in
                var request = HTTPClientRequest(url: url)
                request.method = .PUT
                request.headers = headers
                request.body = .bytes(body)
                return request
            })
        _ = try await perform(attempt)
    }

    /// Downloads an address to a file, which appears only when it is complete. The key is sent only when the address
    /// is this server's.
    public func download(_ address: String, to path: String, policy: RetryPolicy = .transfer) async throws(APIError) {
        let temporary = "\(path).part-\(UInt32.random(in: .min ... .max))"
        defer { unlink(temporary) }
        try await perform(downloadAttempt(address, policy: policy)) { (response) async throws in
            let file = try Descriptor(creating: temporary)
            for try await chunk in response.body {
                try file.write(chunk, path: path)
            }
        }
        guard rename(temporary, path) == 0 else {
            throw .file(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// Downloads an address into memory, up to ``APILimits/responseBytes``.
    public func download(_ address: String, policy: RetryPolicy = .transfer) async throws(APIError) -> [UInt8] {
        Array(try await perform(downloadAttempt(address, policy: policy)).body.readableBytesView)
    }

    func downloadAttempt(_ address: String, policy: RetryPolicy, isAuthenticated: Bool = true) -> Attempt {
        let url = endpoint.absolute(address)
        let headers = headers(to: url, isAuthenticated: isAuthenticated)
        return Attempt(
            name: "download of \(url)", policy: policy,
            request: {
                var request = HTTPClientRequest(url: url)
                request.headers = headers
                return request
            })
    }
}

/// Chunks of a file that are counted as they pass.
private struct ProgressChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let chunks: FileChunks
    let onProgress: (@Sendable (Int64) -> Void)?

    func makeAsyncIterator() -> Iterator {
        Iterator(chunks: chunks.makeAsyncIterator(), onProgress: onProgress)
    }

    struct Iterator: AsyncIteratorProtocol {
        var chunks: FileChunks.Iterator
        let onProgress: (@Sendable (Int64) -> Void)?
        var sent: Int64 = 0

        mutating func next() async throws -> ByteBuffer? {
            guard let chunk = try await chunks.next() else { return nil }
            sent += Int64(chunk.readableBytes)
            onProgress?(sent)
            return chunk
        }
    }
}

extension Descriptor {
    func write(_ chunk: ByteBuffer, path: String) throws(APIError) {
        try write(chunk.readableBytesUInt8Span.bytes, path: path)
    }

    func write(_ bytes: RawSpan, path: String) throws(APIError) {
        var rest = bytes
        while rest.byteCount > 0 {
            let count = rest.withUnsafeBytes { systemWrite(number, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
            rest = rest.extracting(droppingFirst: count)
        }
    }
}

/// `write(2)`, which a method of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
