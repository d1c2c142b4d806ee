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
    public func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.bytes.reserveCapacity(byteCount + 256)
        var separator = "{"
        func next(_ key: String) {
            writer.write(raw: separator)
            writer.write(string: key)
            writer.write(raw: ":")
            separator = ","
        }
        let chunks = chunks.filter { !$0.isEmpty }
        if !chunks.isEmpty {
            next("files")
            writer.write(raw: "{")
            for (index, chunk) in chunks.enumerated() {
                if index > 0 { writer.write(raw: ",") }
                writer.write(string: chunk.file)
                writer.write(raw: ":{\"offset\":\(chunk.offset),\"content\":[")
                writer.bytes.append(contentsOf: chunk.encoded)
                writer.write(raw: "]}")
            }
            writer.write(raw: "}")
        }
        if !uploaded.isEmpty {
            next("uploaded")
            writer.write(.array(uploaded.map(JSON.string)))
        }
        if isPreempting {
            next("preempting")
            writer.write(raw: "true")
        }
        if let exitCode {
            next("complete")
            writer.write(raw: "true")
            next("exitcode")
            writer.write(raw: "\(exitCode)")
        }
        writer.write(raw: separator == "{" ? "{}" : "}")
        return writer.bytes
    }
}

/// What the server says to a file-stream request.
public struct FileStreamAnswer: Sendable, Hashable {
    /// Somebody has asked the run to stop.
    public var isStopped = false
    /// How many requests the server still takes, and for how long that holds.
    public var rateLimitRemaining: Double?
    public var rateLimitResetSeconds: Double?
}
