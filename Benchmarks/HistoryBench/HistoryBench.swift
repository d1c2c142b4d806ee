import Foundation

/// Measures the history store. Without arguments all of it; else the named parts: `scan`, `ingest`, `read`, `open`.
@main
struct HistoryBench {
    static func main() async throws {
        let parts = CommandLine.arguments.dropFirst()
        func wants(_ part: String) -> Bool { parts.isEmpty || parts.contains(part) }
        let directory = NSTemporaryDirectory() + "/history-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        if wants("scan") { try ScanBench.run() }
        if wants("ingest") { try await IngestBench.run(directory: directory) }
        if wants("read") { try await ReadBench.run(directory: directory) }
        if wants("open") { try await OpenBench.run(directory: directory) }
    }
}
