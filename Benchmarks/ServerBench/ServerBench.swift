import BenchSupport
import Foundation

/// Ingest and charts through a real server over HTTP, the load generator on the same cores.
@main
struct ServerBench {
    static let runs = 100
    static let keys = 10
    static let rowsPerRequest = 200
    static let requestsPerRun = 20

    static func main() throws {
        let binary = CommandLine.arguments.dropFirst().first ?? ".build/release/roost"
        let server = try BenchServer(binary: binary)
        defer { server.stop() }
        let connection = try HTTPConnection(port: server.port)
        let entity = try entity(server, connection)
        try ingest(server, entity, connection)
        try series(server, entity, connection)
    }

    private static func entity(_ server: BenchServer, _ connection: HTTPConnection) throws -> String {
        let answer = try server.graphQL("{ viewer { entity } }", on: connection)
        guard let name = answer.components(separatedBy: "\"entity\":\"").last?.split(separator: "\"").first else {
            throw HTTPConnection.Failure(description: answer)
        }
        return String(name)
    }

    // MARK: Ingest

    private static func ingest(_ server: BenchServer, _ entity: String, _ connection: HTTPConnection) throws {
        var generator = SeededGenerator(seed: 1)
        var queues: [[[UInt8]]] = Array(repeating: [], count: runs)
        for run in 0..<runs { try server.makeRun("run\(run)", on: connection) }
        for request in 0..<requestsPerRun {
            for run in 0..<runs {
                let body = BodyMaker.body(
                    offset: request * rowsPerRequest, rows: rowsPerRequest, keys: keys, using: &generator)
                queues[run].append(
                    server.request("POST", "/files/\(entity)/bench/run\(run)/file_stream", body: body))
            }
        }
        let bytes = queues.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
        let cpu = server.cpuSeconds
        let (port, work) = (server.port, queues)
        let start = ContinuousClock.now
        try inParallel(runs) { run in
            let connection = try HTTPConnection(port: port)
            for request in work[run] {
                let answer = try connection.exchange(request)
                guard answer.status == 200 else {
                    throw HTTPConnection.Failure(description: String(decoding: answer.body, as: UTF8.self))
                }
            }
        }
        let seconds = start.duration(to: .now).seconds
        let values = Double(runs * requestsPerRun * rowsPerRequest * keys)
        Report.line(
            "durable ingest, \(runs) runs, \(keys) keys a row", "\(Report.millions(values / seconds)) M values/s",
            "2.00 M")
        Report.line("  server CPU", "\(Report.number((server.cpuSeconds - cpu) / values * 1e9, 0)) ns/value", "")
        Report.line("  bodies", "\(Report.number(Double(bytes) / seconds / 1e6, 0)) MB/s of JSON", "")
        Report.line("  resident memory after it", "\(server.residentMegabytes) MB", "")
    }

    // MARK: Series

    private static func series(_ server: BenchServer, _ entity: String, _ connection: HTTPConnection) throws {
        var generator = SeededGenerator(seed: 2)
        let steps = 1_000_000
        let rows = 5_000
        try server.makeRun("long", on: connection)
        for offset in stride(from: 0, to: steps, by: rows) {
            let body = BodyMaker.body(offset: offset, rows: rows, keys: 3, using: &generator)
            let answer = try connection.exchange(
                server.request("POST", "/files/\(entity)/bench/long/file_stream", body: body))
            guard answer.status == 200 else { throw HTTPConnection.Failure(description: "\(answer.status)") }
        }
        Thread.sleep(forTimeInterval: 20)
        let request = server.request(
            "GET", "/api/v1/series?entity=\(entity)&project=bench&run=long&key=metric1&buckets=1500")
        var times: [Double] = []
        for _ in 0..<200 {
            let start = ContinuousClock.now
            let answer = try connection.exchange(request)
            times.append(start.duration(to: .now).seconds * 1000)
            guard answer.status == 200, answer.body.count > 1_000 else {
                throw HTTPConnection.Failure(description: "series: \(answer.status)")
            }
        }
        times.sort()
        Report.line("1,500 buckets of 1,000,000 steps over HTTP, median", "\(Report.number(times[100], 3)) ms", "3 ms")
        Report.line("  p99", "\(Report.number(times[198], 3)) ms", "")
    }
}
