import HTTPTypes
import NIOCore
import NIOPosix
import NIOSSL

/// One connection to a server, over which a test sends what it wants, byte by byte if need be.
///
/// It belongs to one task.
final class RawConnection {
    private let channel: any Channel
    private var incoming: AsyncStream<ByteBuffer>.Iterator
    private var buffer = ByteBuffer()

    /// - Parameter tls: what to encrypt with; the server is known as `localhost` then.
    init(port: Int, tls: NIOSSLContext? = nil) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
                    }
                    try channel.pipeline.syncOperations.addHandler(Receiver(continuation: continuation))
                }
            }.connect(host: "127.0.0.1", port: port).get()
        incoming = stream.makeAsyncIterator()
    }

    deinit { channel.close(promise: nil) }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    func close() async { try? await channel.close() }

    /// Whether the server has closed its end; waits until it sends something or does.
    func isClosedByServer() async -> Bool { await !receive() }

    /// The next answer; `nil` when the server closes the connection before it is whole.
    func answer() async throws -> Answer? {
        while true {
            if let head = Self.head(buffer) {
                buffer.moveReaderIndex(forwardBy: head.length)
                guard let body = await body(head.fields) else { return nil }
                return Answer(status: head.status, headers: head.fields, body: body)
            }
            guard await receive() else { return nil }
        }
    }

    private func receive() async -> Bool {
        guard let piece = await incoming.next() else { return false }
        buffer.writeImmutableBuffer(piece)
        return true
    }

    private func body(_ fields: HTTPFields) async -> ByteBuffer? {
        if fields[.transferEncoding] != "chunked" {
            let length = fields[.contentLength].flatMap(Int.init) ?? 0
            while buffer.readableBytes < length { guard await receive() else { return nil } }
            return buffer.readSlice(length: length)
        }
        var body = ByteBuffer()
        while true {
            guard let line = await line(), let length = Int(line, radix: 16) else { return nil }
            while buffer.readableBytes < length + 2 { guard await receive() else { return nil } }
            guard let piece = buffer.readSlice(length: length) else { return nil }
            buffer.moveReaderIndex(forwardBy: 2)
            body.writeImmutableBuffer(piece)
            if length == 0 { return body }
        }
    }

    private func line() async -> String? {
        while true {
            if let end = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer.readString(length: end - buffer.readerIndex + 1)
                return line.map { String($0.dropLast()) }?.trimmingCarriageReturn
            }
            guard await receive() else { return nil }
        }
    }

    private static func head(_ buffer: ByteBuffer) -> (status: Int, fields: HTTPFields, length: Int)? {
        let text = String(buffer: buffer.getSlice(at: buffer.readerIndex, length: buffer.readableBytes) ?? buffer)
        guard let end = text.utf8.firstRange(of: "\r\n\r\n".utf8) else { return nil }
        let lines = String(text.utf8[..<end.lowerBound])?.split(separator: "\r\n") ?? []
        guard let first = lines.first?.split(separator: " "), first.count >= 2, let status = Int(first[1]) else {
            return nil
        }
        var fields = HTTPFields()
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, let name = HTTPField.Name(String(parts[0])) {
                fields[name] = String(parts[1].drop { $0 == " " })
            }
        }
        return (status, fields, text.utf8.distance(from: text.utf8.startIndex, to: end.upperBound))
    }
}

extension String {
    fileprivate var trimmingCarriageReturn: String { last == "\r" ? String(dropLast()) : self }
}

/// Passes what arrives on to a stream, which ends with the connection.
private final class Receiver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let continuation: AsyncStream<ByteBuffer>.Continuation

    init(continuation: AsyncStream<ByteBuffer>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { continuation.yield(unwrapInboundIn(data)) }

    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        continuation.finish()
        context.close(promise: nil)
    }
}
