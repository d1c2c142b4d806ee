import NIOCore
import Synchronization

extension APIClient {
    /// Downloads an address and hands its body on as it arrives. A failure is tried again only while nothing has
    /// been handed on.
    ///
    /// - Parameters:
    ///   - address: the address; the key is sent only when it is this server's.
    ///   - onChunk: gets the pieces in their order. What it throws ends the download, as `APIError.file` of `address`
    ///     unless it is an `APIError`.
    public func download(
        _ address: String, policy: RetryPolicy = .transfer, onChunk: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws(APIError) {
        let hasBegun = Atomic(false)
        try await perform(downloadAttempt(address, policy: policy)) { (response) async throws in
            var body = response.body.makeAsyncIterator()
            while true {
                let chunk: ByteBuffer?
                do {
                    chunk = try await body.next()
                } catch  where hasBegun.load(ordering: .relaxed) {
                    throw APIError.unreachable(request: "download of \(address)", attempts: 1, cause: "\(error)")
                }
                guard let chunk else { return }
                hasBegun.store(true, ordering: .relaxed)
                do {
                    try onChunk(Array(chunk.readableBytesView))
                } catch let error as APIError {
                    throw error
                } catch {
                    throw APIError.file(path: address, reason: "\(error)")
                }
            }
        }
    }
}
