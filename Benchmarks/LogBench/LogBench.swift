import BenchSupport
import Foundation
import Roost

/// What logging costs the program that logs: the call, many threads, the start of a run, the training beside it.
///
///     LogBench [ROOST_BINARY [PYTHON_WITH_WANDB [PART…]]]
///
/// The parts are call, threads, start and training; all of them when none is named.
@main
struct LogBench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        let binary = arguments.count > 1 ? arguments[1] : ".build/release/roost"
        let python = arguments.count > 2 ? arguments[2] : ".venv/wandb-0.31.0/bin/python"
        let folder = NSTemporaryDirectory() + "roost-log-bench-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        setenv("ROOST_BIN", absolute(binary), 1)

        let parts = Set(arguments.count > 3 ? arguments[3...] : ["call", "threads", "start", "training"])
        if parts.contains("call") {
            let median = try await CallBench(folder: folder).run()
            try PeerCall(python: absolute(python), folder: folder).run(against: median)
        }
        if parts.contains("threads") { try await ThreadsBench(folder: folder).run() }
        if parts.isDisjoint(with: ["start", "training"]) { return }

        let server = try BenchServer(binary: binary)
        defer { server.stop() }
        setenv("WANDB_BASE_URL", "http://127.0.0.1:\(server.port)", 1)
        setenv("WANDB_API_KEY", server.key, 1)
        if parts.contains("start") { try await StartBench(folder: folder).run() }
        if parts.contains("training") { try await TrainingBench(folder: folder).run() }
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
