import Foundation
import Synchronization
import Testing

@testable import Roost

@Suite struct SystemMonitorTests {
    @Test func samplesThisMachine() async throws {
        let samples = AsyncStream<[SystemMetric]>.makeStream()
        let monitor = SystemMonitor(interval: .milliseconds(100), probe: SystemProbe(roots: .init(nvml: []))) {
            metrics, _ in
            samples.continuation.yield(metrics)
        }
        var iterator = samples.stream.makeAsyncIterator()
        _ = await iterator.next()
        let second = try #require(await iterator.next())
        monitor.stop()
        monitor.stop()
        let values = Dictionary(second.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        for key in ["cpu", "memory_percent", "proc.memory.percent", "disk./.usagePercent"] {
            let value = try #require(values[key], "\(key) of \(values.keys.sorted())")
            #expect((0...100).contains(value))
        }
        #expect((values["proc.cpu.threads"] ?? 0) >= 1)
        #expect((values["proc.memory.rssMB"] ?? 0) > 1)
        #expect(second.allSatisfy { $0.value.isFinite })
    }

    @Test func measuresAnotherProcess() throws {
        let child = Process()
        let input = Pipe()
        child.executableURL = URL(fileURLWithPath: "/bin/cat")
        child.standardInput = input
        child.standardOutput = FileHandle.nullDevice
        try child.run()
        var probe = SystemProbe(pid: Int(child.processIdentifier), diskPaths: [], roots: .init(nvml: []))
        let running = probe.sample()
        #expect(running.first { $0.key == "proc.cpu.threads" }?.value == 1)
        #expect((running.first { $0.key == "proc.memory.rssMB" }?.value ?? 0) > 0)
        try input.fileHandleForWriting.close()
        child.waitUntilExit()
        #expect(!probe.sample().contains { $0.key.hasPrefix("proc.cpu") || $0.key == "proc.memory.rssMB" })
    }
}
