import Foundation

/// A server process of its own, on a data directory of its own, that ends with the benchmark.
public final class BenchServer {
    public let port: UInt16
    /// An API key of the server's first user.
    public let key: String
    let directory: String
    private let process = Process()

    public init(binary: String) throws {
        directory = NSTemporaryDirectory() + "roost-bench-\(UInt64.random(in: 0 ... .max))"
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = ["server", "--port", "0", "--data", directory, "--log-level", "warning"]
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.contains("WANDB_API_KEY=") || !text.hasSuffix("\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw HTTPConnection.Failure(description: "the server did not start") }
            text += String(decoding: data, as: UTF8.self)
        }
        let lines = text.split(separator: "\n")
        guard let url = lines.first(where: { $0.contains("WANDB_BASE_URL=") }),
            let port = url.split(separator: ":").last.flatMap({ UInt16($0) }),
            let key = lines.first(where: { $0.contains("WANDB_API_KEY=") })?.split(separator: "=").last
        else { throw HTTPConnection.Failure(description: "the server printed no address") }
        self.port = port
        self.key = String(key)
    }

    /// Ends the process and removes its data.
    public func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Resident memory in MB.
    public var residentMegabytes: Int {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) / 1024
    }

    /// CPU seconds used so far.
    public var cpuSeconds: Double {
        let stat = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / 100
    }

    /// Makes requests on any thread.
    public struct Requests: Sendable {
        let port: UInt16
        let key: String

        public func make(_ method: String, _ path: String, body: [UInt8] = []) -> [UInt8] {
            let credentials = Data("api:\(key)".utf8).base64EncodedString()
            let head =
                "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Basic \(credentials)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
            return Array(head.utf8) + body
        }
    }

    public var requests: Requests { Requests(port: port, key: key) }

    public func request(_ method: String, _ path: String, body: [UInt8] = []) -> [UInt8] {
        requests.make(method, path, body: body)
    }

    @discardableResult
    public func graphQL(_ query: String, on connection: HTTPConnection) throws -> String {
        let body = try JSONEncoder().encode(["query": query])
        let answer = try connection.exchange(request("POST", "/graphql", body: Array(body)))
        let text = String(decoding: answer.body, as: UTF8.self)
        guard answer.status == 200, !text.contains("\"errors\"") else {
            throw HTTPConnection.Failure(description: text)
        }
        return text
    }

    public func makeRun(_ name: String, on connection: HTTPConnection) throws {
        try graphQL(
            "mutation { upsertBucket(input: {name: \"\(name)\", modelName: \"bench\"}) { inserted } }", on: connection)
    }
}
