import NIOCore

/// The bytes of a content, read piece by piece as they are asked for.
public struct BlobBody: AsyncSequence, Sendable {
    public typealias Element = ByteBuffer

    /// Bytes of the whole content.
    public let size: Int64
    /// The bytes that this brings.
    public let range: Range<Int64>
    private let readChunk: @Sendable (_ offset: Int64, _ count: Int) async throws -> ByteBuffer

    /// - Parameter readChunk: reads so many bytes at an offset; never fewer.
    public init(
        size: Int64, range: Range<Int64>,
        readChunk: @escaping @Sendable (_ offset: Int64, _ count: Int) async throws -> ByteBuffer
    ) {
        self.size = size
        self.range = range
        self.readChunk = readChunk
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(body: self, offset: range.lowerBound)
    }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let body: BlobBody
        fileprivate var offset: Int64

        public mutating func next() async throws -> ByteBuffer? {
            let left = body.range.upperBound - offset
            guard left > 0 else { return nil }
            let chunk = try await body.readChunk(offset, Int(Swift.min(left, Int64(Limits.readChunkBytes))))
            offset += Int64(chunk.readableBytes)
            return chunk
        }
    }
}
