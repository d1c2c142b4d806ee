import BenchSupport
import Foundation

/// How fast runs that were written offline reach a server on the same machine, and how fast the official client's
/// `wandb sync` brings the same ones there.
///
///     SyncBench [ROOST_BINARY [WANDB_COMMAND]]
@main
struct SyncBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        let binary = absolute(arguments.count > 1 ? arguments[1] : ".build/release/roost")
        let peer = absolute(arguments.count > 2 ? arguments[2] : ".venv/wandb-0.31.0/bin/wandb")
        let folder = NSTemporaryDirectory() + "roost-sync-bench-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let server = try BenchServer(binary: binary)
        defer { server.stop() }
        try ManyRuns(folder: folder, server: server, binary: binary, peer: peer).run()
        try LargeRun(folder: folder, server: server, binary: binary).run()
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
