import BenchSupport
import Foundation

/// The same call of the official Python client, offline too.
struct PeerCall {
    let python: String
    let folder: String

    private static let program = """
        import time, wandb
        run = wandb.init(project="bench", mode="offline", settings=wandb.Settings(console="off", silent=True))
        for i in range(500): run.log({"loss": 1 / (i + 1), "accuracy": 0.5})
        times = []
        for i in range(20000):
            loss = 1 / (i + 1)
            start = time.perf_counter_ns()
            run.log({"loss": loss, "accuracy": 1 - loss})
            times.append(time.perf_counter_ns() - start)
        times.sort()
        print("MEDIAN", times[len(times) // 2])
        run.finish()
        """

    func run(against median: Int64) throws {
        guard FileManager.default.isExecutableFile(atPath: python) else {
            Report.line("the official client's run.log", "not measured: no \(python)")
            return
        }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", Self.program]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MEDIAN ") }),
            let peer = Int64(line.dropFirst(7))
        else { throw HTTPConnection.Failure(description: "the official client printed: \(text)") }
        Report.line("  the official client's, median", "\(peer) ns")
        Report.line("  times fewer nanoseconds", Report.number(Double(peer) / Double(max(1, median)), 0), "50")
    }
}
