import BenchSupport
import Foundation

/// One run of 10,000,000 values, from its log to the server, where they can be read.
struct LargeRun {
    let folder: String
    let server: BenchServer
    let binary: String

    func run() throws {
        let rows = 1_000_000
        let run = OfflineRun(folder: folder, id: "large", rows: rows, keys: 10)
        try run.write()
        let before = server.cpuSeconds
        let push = Push(executable: binary, arguments: ["sync", run.directory], server: server, folder: folder)
        let seconds = try push.run()
        let clock = ContinuousClock()
        let start = clock.now
        let connection = try HTTPConnection(port: server.port)
        let answer = try server.graphQL(
            "{ project(name: \"bench\") { run(name: \"large\") { historyLineCount state } } }", on: connection)
        let reading = (clock.now - start).seconds
        guard answer.contains("\(rows)"), answer.contains("finished") else {
            throw HTTPConnection.Failure(description: "the server does not have the run: \(answer)")
        }
        let total = Report.number(seconds + reading, 2)
        Report.line("10,000,000 values of one run, synced and readable", "\(total) s", "10 s")
        Report.line("  processor time of the server", "\(Report.number(server.cpuSeconds - before, 2)) s")
    }
}
