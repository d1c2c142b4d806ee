import BenchSupport
import Foundation

/// A command that pushes runs to the benchmark's server.
struct Push {
    let executable: String
    let arguments: [String]
    let server: BenchServer
    let folder: String

    /// - Returns: how long it took, in seconds.
    func run() throws -> Double {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging([
            "WANDB_BASE_URL": "http://127.0.0.1:\(server.port)", "WANDB_API_KEY": server.key,
            "WANDB_ERROR_REPORTING": "false", "WANDB_SILENT": "true",
        ]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        let clock = ContinuousClock()
        let start = clock.now
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let seconds = (clock.now - start).seconds
        guard process.terminationStatus == 0 else {
            throw HTTPConnection.Failure(description: "\(executable) \(arguments.joined(separator: " ")): \(text)")
        }
        return seconds
    }
}
