import Foundation
import Testing

@testable import RoostLog

/// What a writer does while its file takes nothing.
@Suite struct LogBacklogTests {
    @Test func keepsWhatCannotBeWrittenUpToABound() throws {
        let log = LogWriter(file: LogFile(path: "full.wandb", descriptor: open("/dev/full", O_WRONLY)))
        let line = String(repeating: "x", count: 8 << 20)
        var failures: [LogError] = []
        for _ in 0..<24 {
            do {
                try log.append(.with { $0.outputRaw.line = line })
            } catch {
                failures.append(error)
            }
        }
        #expect(failures.first == .cannotWrite(path: "full.wandb", reason: "No space left on device"))
        let refused = failures.filter { if case .backlogFull("full.wandb", _) = $0 { true } else { false } }
        // Eight wait to be taken.
        #expect(refused.count == 16)
        #expect(log.recordCount == 8)
    }

    @Test func goesOnWhereItStoppedOnceTheFileTakesMore() throws {
        let directory = try TemporaryDirectory()
        var ends: [CInt] = [0, 0]
        try #require(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        let reading = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        let log = LogWriter(file: LogFile(path: "slow.wandb", descriptor: ends[1]))
        var bytes: [UInt8] = []
        for index in 0..<200 {
            try log.append(.with { $0.outputRaw.line = String(repeating: "y", count: 1_000 + index) })
            if index % 60 == 59 {
                #expect(throws: LogError.self) {
                    while true {
                        try log.append(.init())
                        try log.flush()
                    }
                }
                bytes += [UInt8](reading.availableData)
            }
        }
        var isWritten = false
        while !isWritten {
            do {
                try log.close()
                isWritten = true
            } catch {
                bytes += [UInt8](reading.availableData)
            }
        }
        bytes += [UInt8](try reading.readToEnd() ?? Data())
        try directory.write(bytes, to: "a.wandb")
        let content = try LogContent(reading: directory.file("a.wandb"))
        #expect(content.faults.isEmpty)
        #expect(content.numbers == Array(1...log.recordCount))
        #expect(
            content.records.filter { !$0.outputRaw.line.isEmpty }.map(\.outputRaw.line.count) == Array(1_000..<1_200))
    }
}
