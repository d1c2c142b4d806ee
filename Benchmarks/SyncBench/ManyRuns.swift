import BenchSupport
import Foundation

/// 200 runs of 10,000 steps; the official client pushes as many of the same kind.
struct ManyRuns {
    let folder: String
    let server: BenchServer
    let binary: String
    let peer: String

    private static let rows = 10_000
    private static let keys = 2

    func run() throws {
        let own = folder + "/own"
        for index in 0..<200 {
            try OfflineRun(folder: own, id: "own\(index)", rows: Self.rows, keys: Self.keys).write()
        }
        let seconds = try Push(executable: binary, arguments: ["sync", own], server: server, folder: folder).run()
        let rate = Double(200 * Self.rows) / seconds
        Report.line("200 offline runs of 10,000 steps, 2 values each", "\(Report.number(seconds, 2)) s")
        Report.line("  steps a second", Report.millions(rate) + " M")
        let again = try Push(executable: binary, arguments: ["sync", own], server: server, folder: folder).run()
        Report.line("  once more, all synced", "\(Report.number(again * 1000, 1)) ms")
        guard FileManager.default.isExecutableFile(atPath: peer) else {
            Report.line("  the official client's sync", "not measured: no \(peer)")
            return
        }
        let count = 200
        let runs = (0..<count).map {
            OfflineRun(folder: folder + "/peer", id: "peer\($0)", rows: Self.rows, keys: Self.keys)
        }
        for run in runs { try run.write() }
        let peerSeconds = try Push(
            executable: peer, arguments: ["sync"] + runs.map(\.directory), server: server, folder: folder
        ).run()
        let peerRate = Double(count * Self.rows) / peerSeconds
        Report.line("  the official client's, \(count) such runs", "\(Report.number(peerSeconds, 2)) s")
        Report.line("  times its rate", Report.number(rate / peerRate, 1), "10")
    }
}
