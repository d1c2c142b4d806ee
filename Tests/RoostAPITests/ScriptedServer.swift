import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on this machine that gives prepared answers, one after another, and keeps what it was asked.
final class ScriptedServer: Sendable {
    struct Asked: Sendable {
        var method: String
        var uri: String
        var headers: [String: String]
        var body: [UInt8]
    }

    struct Reply: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var body: [UInt8] = []
        /// Closes the connection after so many bytes of the body.
        var breaksAfter: Int?

        init(_ status: Int = 200, _ body: String = "", headers: [String: String] = [:], breaksAfter: Int? = nil) {
            self.status = status
            self.headers = headers
            self.body = Array(body.utf8)
            self.breaksAfter = breaksAfter
        }
    }

    private struct Script: Sendable {
        var replies: [Reply]
        var asked: [Asked] = []
    }

    private let script: Mutex<Script>
    private let channel = Mutex<(any Channel)?>(nil)

    init(_ replies: [Reply]) async throws {
        script = Mutex(Script(replies: replies))
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [weak self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler { self?.answer($0) ?? Reply(500) })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.channel.withLock { $0 = channel }
    }

    var address: String { "http://127.0.0.1:\(channel.withLock { $0?.localAddress?.port ?? 0 })" }
    var asked: [Asked] { script.withLock { $0.asked } }

    func stop() async throws { try await channel.withLock { $0 }?.close() }

    private func answer(_ asked: Asked) -> Reply {
        script.withLock { script in
            script.asked.append(asked)
            return script.replies.isEmpty ? Reply(500, "no reply is left") : script.replies.removeFirst()
        }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let answer: (Asked) -> Reply
        private var current: Asked?

        init(_ answer: @escaping (Asked) -> Reply) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
                current = Asked(
                    method: head.method.rawValue, uri: head.uri, headers: Dictionary(headers) { $1 }, body: [])
            case .body(let buffer): current?.body += Array(buffer.readableBytesView)
            case .end:
                guard let asked = current else { return }
                current = nil
                send(answer(asked), context)
            }
        }

        private func send(_ reply: Reply, _ context: ChannelHandlerContext) {
            var headers = HTTPHeaders(reply.headers.map { ($0.key, $0.value) })
            headers.add(name: "Content-Length", value: "\(reply.body.count)")
            let head = HTTPResponseHead(
                version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            let body = ByteBuffer(bytes: reply.body.prefix(reply.breaksAfter ?? reply.body.count))
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
            if reply.breaksAfter != nil {
                context.close(promise: nil)
            } else {
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
