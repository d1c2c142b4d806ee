import CZlib
import NIOCore

/// Streaming gzip in both directions over zlib.
///
/// A stream is used by one task at a time; each call consumes all its input.
struct GzipStream: ~Copyable {
    enum Direction: Sendable {
        case compress(level: Int32)
        case decompress
    }

    enum Failure: Error {
        /// The bytes are not gzip, or are cut short.
        case corrupt
        case outOfMemory
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private let direction: Direction
    private(set) var isFinished = false

    /// 15 bits of window plus 16: a gzip header and trailer, as RFC 1952 has them.
    private static let gzipWindowBits: Int32 = 15 + 16

    init(_ direction: Direction) throws(Failure) {
        self.direction = direction
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        let status =
            switch direction {
            case .compress(let level):
                deflateInit2_(
                    stream, level, Z_DEFLATED, Self.gzipWindowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
            case .decompress: inflateInit2_(stream, Self.gzipWindowBits, ZLIB_VERSION, size)
            }
        guard status == Z_OK else { throw .outOfMemory }
    }

    deinit {
        switch direction {
        case .compress: deflateEnd(stream)
        case .decompress: inflateEnd(stream)
        }
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Feeds `input` and appends what comes out to `output`, up to `limit` bytes in all.
    ///
    /// - Returns: `false` when `output` would grow beyond `limit`.
    mutating func process(_ input: ByteBuffer, finish: Bool = false, into output: inout ByteBuffer, limit: Int = .max)
        throws(Failure) -> Bool
    {
        var input = input
        var status = Z_OK
        let wasWithinLimit = input.withUnsafeMutableReadableBytes { source in
            stream.pointee.next_in = source.bindMemory(to: UInt8.self).baseAddress
            stream.pointee.avail_in = UInt32(source.count)
            repeat {
                output.writeWithUnsafeMutableBytes(minimumWritableBytes: 32 * 1024) { target in
                    stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    status =
                        switch direction {
                        case .compress: deflate(stream, finish ? Z_FINISH : Z_NO_FLUSH)
                        case .decompress: inflate(stream, Z_NO_FLUSH)
                        }
                    return target.count - Int(stream.pointee.avail_out)
                }
                if output.readableBytes > limit { return false }
            } while status == Z_OK && (stream.pointee.avail_out == 0 || stream.pointee.avail_in > 0)
            return true
        }
        if status == Z_STREAM_END { isFinished = true }
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw .corrupt }
        return wasWithinLimit
    }

    /// Decompresses a whole body.
    ///
    /// - Returns: `nil` when the result would be larger than `limit` bytes.
    static func decompress(_ body: ByteBuffer, limit: Int) throws(Failure) -> ByteBuffer? {
        var stream = try GzipStream(.decompress)
        var output = ByteBuffer()
        output.reserveCapacity(min(limit, body.readableBytes * 4))
        guard try stream.process(body, into: &output, limit: limit) else { return nil }
        guard stream.isFinished else { throw .corrupt }
        return output
    }

    static func compress(_ body: ByteBuffer, level: Int32 = 1) throws(Failure) -> ByteBuffer {
        var stream = try GzipStream(.compress(level: level))
        var output = ByteBuffer()
        _ = try stream.process(body, finish: true, into: &output)
        return output
    }
}
