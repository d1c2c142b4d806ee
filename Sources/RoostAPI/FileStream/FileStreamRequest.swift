import NIOCore
import RoostJSON

/// One request of a run's file stream. An empty one is a heartbeat.
public struct FileStreamRequest: Sendable, Hashable {
    /// At most one chunk of each file.
    public var chunks: [FileStreamChunk] = []
    /// The names of files whose upload has finished since the last request.
    public var uploaded: [String] = []
    /// The program expects to be stopped soon and to be started again.
    public var isPreempting = false
    /// The exit code, in the run's last request only.
    public var exitCode: Int32?

    public init() {}

    /// Whether the request says nothing but "alive".
    public var isHeartbeat: Bool {
        chunks.allSatisfy(\.isEmpty) && uploaded.isEmpty && !isPreempting && exitCode == nil
    }

    /// The bytes of its lines.
    public var byteCount: Int { chunks.reduce(0) { $0 + $1.byteCount } }

    /// The request's body.
    public func encoded() -> ByteBuffer {
        var body = ByteBuffer()
        // The lines are copied once: a request may hold megabytes of them.
        body.reserveCapacity(byteCount + 256 * (chunks.count + 1))
        var separator = "{"
        func next(_ key: String) {
            body.writeString(separator)
            body.write(json: key)
            body.writeString(":")
            separator = ","
        }
        let chunks = chunks.filter { !$0.isEmpty }
        if !chunks.isEmpty {
            next("files")
            body.writeString("{")
            for (index, chunk) in chunks.enumerated() {
                if index > 0 { body.writeString(",") }
                body.write(json: chunk.file)
                body.writeString(":{\"offset\":\(chunk.offset),\"content\":[")
                body.writeBytes(chunk.encoded)
                body.writeString("]}")
            }
            body.writeString("}")
        }
        if !uploaded.isEmpty {
            next("uploaded")
            body.writeString(JSON.array(uploaded.map(JSON.string)).text)
        }
        if isPreempting {
            next("preempting")
            body.writeString("true")
        }
        if let exitCode {
            next("complete")
            body.writeString("true")
            next("exitcode")
            body.writeString("\(exitCode)")
        }
        body.writeString(separator == "{" ? "{}" : "}")
        return body
    }
}

extension ByteBuffer {
    fileprivate mutating func write(json text: String) { writeString(JSON.string(text).text) }
}

/// What the server says to a file-stream request.
public struct FileStreamAnswer: Sendable, Hashable {
    /// Somebody has asked the run to stop.
    public var isStopped = false
    /// How many requests the server still takes, and for how long that holds.
    public var rateLimitRemaining: Double?
    public var rateLimitResetSeconds: Double?
}
