import BenchSupport
import Foundation
import Synchronization

/// Enqueueing and leasing through a real server over HTTP, the load generator on the same cores.
struct QueueBench {
    static let queued = 100_000
    static let clients = 32
    static let singles = 20_000
    static let agents = 16
    static let leases = 16_000

    private let server: BenchServer

    init(binary: String) throws {
        server = try BenchServer(binary: binary)
    }

    func run() throws {
        defer { server.stop() }
        let connection = try HTTPConnection(port: server.port)
        let viewer = try server.graphQL("{ viewer { entity } }", on: connection)
        let entity = viewer.components(separatedBy: "\"entity\":\"").last?.split(separator: "\"").first ?? ""
        try server.graphQL(
            """
            mutation { upsertRunQueue(input: {entityName: \"\(entity)\", projectName: \"model-registry\",
            queueName: \"bench\", resourceType: \"local-process\", prioritizationMode: V0,
            resourceConfig: \"{\\\"resource_args\\\":{\\\"local-process\\\":{}}}\"}) { success } }
            """, on: connection)
        try fill(connection)
        try enqueueOneByOne()
        try lease()
        Report.line("  resident memory after it", "\(server.residentMegabytes) MB")
    }

    private func items(_ count: Int) -> [UInt8] {
        let item = """
            {"spec":{"project":"bench","job":"me/bench/job:latest","docker":{},"git":{},
            "overrides":{"run_config":{"lr":0.01,"layers":4},"args":["--seed","1"]}},"priority":2}
            """
        let body = #"{"queue":"bench","items":["# + Array(repeating: item, count: count).joined(separator: ",") + "]}"
        return server.request("POST", "/api/v1/launch/items", body: Array(body.utf8))
    }

    private func expect200(_ answer: (status: Int, body: ArraySlice<UInt8>)) throws -> String {
        let text = String(decoding: answer.body, as: UTF8.self)
        guard answer.status == 200 else { throw HTTPConnection.Failure(description: text) }
        return text
    }

    /// Puts the queue's first items in, a thousand at a time.
    private func fill(_ connection: HTTPConnection) throws {
        let request = items(1_000)
        let seconds = try measure {
            for _ in 0..<Self.queued / 1_000 { _ = try expect200(connection.exchange(request)) }
        }
        let rate = Double(Self.queued) / seconds
        Report.line("enqueue, 1,000 items a request", "\(Report.number(rate, 0)) items/s", "2,000")
    }

    /// One item a request, each durable before it is answered.
    private func enqueueOneByOne() throws {
        let (port, request) = (server.port, items(1))
        let cpu = server.cpuSeconds
        let seconds = try measure {
            try inParallel(Self.clients) { _ in
                let connection = try HTTPConnection(port: port)
                for _ in 0..<Self.singles / Self.clients {
                    let answer = try connection.exchange(request)
                    guard answer.status == 200 else { throw HTTPConnection.Failure(description: "\(answer.status)") }
                }
            }
        }
        let rate = Double(Self.singles) / seconds
        Report.line(
            "enqueue, 1 item a request, \(Self.clients) clients", "\(Report.number(rate, 0)) items/s", "2,000")
        Report.line("  times the floor", Report.number(rate / 2_000, 1))
        Report.line(
            "  server CPU", "\(Report.number((server.cpuSeconds - cpu) / Double(Self.singles) * 1e6, 0)) µs/item")
    }

    /// Agents that each take one item a poll, start and finish it.
    private func lease() throws {
        let port = server.port
        let server = server
        let polls = try (0..<Self.agents).map { number in
            let connection = try HTTPConnection(port: port)
            let body = """
                {"hostname":"h","instance":"bench-\(number)","queues":[{"name":"bench"}],"max_jobs":-1,
                "resources":["local-process"]}
                """
            let answer = try expect200(
                connection.exchange(server.request("POST", "/api/v1/launch/agents", body: Array(body.utf8))))
            let agent = answer.components(separatedBy: "\"agent\":\"").last?.split(separator: "\"").first ?? ""
            return "/api/v1/launch/agents/\(agent)/poll"
        }
        let leased = Mutex<Set<Substring>>([])
        let cpu = server.cpuSeconds
        let (requests, count) = (server.requests, Self.leases / Self.agents)
        let seconds = try measure {
            try inParallel(Self.agents) { number in
                let connection = try HTTPConnection(port: port)
                var held: [String] = []
                for _ in 0..<count {
                    let body = #"{"free":{"jobs":1},"held":["# + held.joined(separator: ",") + "]}"
                    let request = requests.make("POST", polls[number], body: Array(body.utf8))
                    let answer = try connection.exchange(request)
                    let text = String(decoding: answer.body, as: UTF8.self)
                    let ids = text.components(separatedBy: "\"item\":\"").dropFirst().compactMap {
                        $0.split(separator: "\"").first
                    }
                    let tokens = text.components(separatedBy: "\"lease\":\"").dropFirst().compactMap {
                        $0.split(separator: "\"").first
                    }
                    guard answer.status == 200, ids.count == 1, tokens.count == 1 else {
                        throw HTTPConnection.Failure(description: text)
                    }
                    guard leased.withLock({ $0.insert(Substring(String(ids[0]))).inserted }) else {
                        throw HTTPConnection.Failure(description: "item \(ids[0]) was given twice")
                    }
                    let end = try connection.exchange(
                        requests.make(
                            "POST", "/api/v1/launch/items/\(ids[0])/events",
                            body: Array("{\"lease\":\"\(tokens[0])\",\"event\":\"finished\"}".utf8)))
                    guard end.status == 200 else { throw HTTPConnection.Failure(description: "\(end.status)") }
                    held = []
                }
            }
        }
        let rate = Double(Self.leases) / seconds
        Report.line(
            "lease and finish, 1 item a poll, \(Self.agents) agents, \(Self.queued) queued",
            "\(Report.number(rate, 0)) leases/s", "1,000")
        Report.line("  times the floor", Report.number(rate / 1_000, 1))
        Report.line(
            "  server CPU", "\(Report.number((server.cpuSeconds - cpu) / Double(Self.leases) * 1e6, 0)) µs/lease")
    }

    private func measure(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        let elapsed = start.duration(to: .now).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }
}
