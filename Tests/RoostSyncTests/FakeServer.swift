import NIOCore
import NIOHTTP1
import NIOPosix
import RoostJSON
import Synchronization

/// A server in this process that keeps what it is sent, and fails as a test wants.
final class FakeServer: Sendable {
    struct Content {
        /// The lines of each streamed file by their numbers.
        var lines: [String: [Int: String]] = [:]
        var exitCodes: [Int] = []
        var uploaded: [String] = []
        var files: [String: String] = [:]
        /// The variables of each GraphQL operation, in their order.
        var operations: [(name: String, variables: JSON)] = []
        /// What each request was, in their order.
        var requests: [String] = []
    }

    enum Fault {
        /// The request is refused with a status, without being looked at.
        case status(Int)
        /// The request is done, but its answer is lost.
        case lostAnswer
    }

    private let channel: any Channel
    let address: String
    private let content = Mutex(Content())
    private let plan: Mutex<@Sendable (_ request: String, _ number: Int) -> Fault?>

    /// - Parameter fault: asked before each request, with its method and path and its number from 0.
    init(_ fault: @escaping @Sendable (_ request: String, _ number: Int) -> Fault? = { _, _ in nil }) async throws {
        plan = Mutex(fault)
        let box = Box()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler { box.server?.answer($0, $1) })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        address = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
        box.set(self)
    }

    func close() async { try? await channel.close() }

    var snapshot: Content { content.withLock { $0 } }

    /// The lines of a streamed file in the order of their numbers; `nil` where one is missing.
    func lines(_ file: String) -> [String?] {
        let lines = snapshot.lines[file] ?? [:]
        return (0..<((lines.keys.max() ?? -1) + 1)).map { lines[$0] }
    }

    func setFault(_ fault: @escaping @Sendable (_ request: String, _ number: Int) -> Fault?) {
        plan.withLock { $0 = fault }
    }

    /// Stores a line as if somebody else had sent it.
    func put(_ line: String, _ number: Int, of file: String) {
        content.withLock { $0.lines[file, default: [:]][number] = line }
    }

    // MARK: Answers

    /// - Returns: the status and the body; `nil` for no answer at all.
    fileprivate func answer(_ request: String, _ body: [UInt8]) -> (HTTPResponseStatus, String)? {
        let number = content.withLock { content in
            content.requests.append(request)
            return content.requests.count - 1
        }
        let fault = plan.withLock { $0 }(request, number)
        if case .status(let status)? = fault { return (HTTPResponseStatus(statusCode: status), "{}") }
        let answer = perform(request, body)
        if case .lostAnswer? = fault { return nil }
        return (.ok, answer)
    }

    private func perform(_ request: String, _ body: [UInt8]) -> String {
        if request.hasPrefix("PUT ") {
            let name = String(request.dropFirst("PUT /put/".count))
            content.withLock { $0.files[name] = String(decoding: body, as: UTF8.self) }
            return ""
        }
        guard let json = try? JSON(parsing: body) else { return "{}" }
        return request.hasSuffix("/graphql") ? graphQL(json) : stream(json)
    }

    private func stream(_ body: JSON) -> String {
        content.withLock { content in
            for (file, chunk) in body["files"]?.objectValue ?? [:] {
                let offset = Int(chunk["offset"]?.intValue ?? 0)
                for (index, line) in (chunk["content"]?.arrayValue ?? []).enumerated() {
                    content.lines[file, default: [:]][offset + index] = line.stringValue
                }
            }
            content.uploaded += (body["uploaded"]?.arrayValue ?? []).compactMap(\.stringValue)
            if body["complete"] == true { content.exitCodes.append(Int(body["exitcode"]?.intValue ?? -1)) }
        }
        return "{}"
    }

    private func graphQL(_ body: JSON) -> String {
        let name = body["operationName"]?.stringValue ?? ""
        let variables = body["variables"] ?? .null
        content.withLock { $0.operations.append((name, variables)) }
        let data: JSON =
            switch name {
            case "UpsertBucket":
                [
                    "upsertBucket": [
                        "inserted": true,
                        "bucket": [
                            "id": "id", "name": variables["name"] ?? .null, "config": "{}", "historyLineCount": 0,
                            "project": ["id": "p", "name": "project", "entity": ["id": "e", "name": "entity"]],
                        ],
                    ]
                ]
            case "CreateRunFiles":
                [
                    "createRunFiles": [
                        "runID": "id", "uploadHeaders": [],
                        "files": .array(
                            (variables["files"]?.arrayValue ?? []).map { file in
                                ["name": file, "uploadUrl": .string("\(address)/put/\(file.stringValue ?? "")")]
                            }),
                    ]
                ]
            case "NotifyScriptableRunAlert": ["notifyScriptableRunAlert": ["success": true]]
            default: [:]
            }
        return (["data": data] as JSON).text
    }

    /// Lets the handlers find the server, which is made after its channel.
    private final class Box: Sendable {
        private let content = Mutex<FakeServer?>(nil)
        var server: FakeServer? { content.withLock { $0 } }
        func set(_ server: FakeServer) { content.withLock { $0 = server } }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let respond: (String, [UInt8]) -> (HTTPResponseStatus, String)?
        private var request = ""
        private var body: [UInt8] = []

        init(_ respond: @escaping (String, [UInt8]) -> (HTTPResponseStatus, String)?) {
            self.respond = respond
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                request = "\(head.method.rawValue) \(head.uri)"
                body = []
            case .body(let part): body.append(contentsOf: part.readableBytesView)
            case .end:
                guard let (status, text) = respond(request, body) else {
                    context.close(promise: nil)
                    return
                }
                let headers = HTTPHeaders([("Content-Length", "\(text.utf8.count)")])
                context.write(
                    wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))),
                    promise: nil)
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
