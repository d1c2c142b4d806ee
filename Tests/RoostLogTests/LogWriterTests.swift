import Testing

@testable import RoostLog

@Suite struct LogWriterTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test func beginsWithTheFileHeaderAndAHeaderRecord() throws {
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "roost 1", minimumConsumer: "0.50.0")
        try log.close()
        #expect(try directory.bytes("a.wandb").prefix(7) == [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00])
        let content = try LogContent(reading: log.path)
        #expect(content.numbers == [1])
        #expect(content.records[0].header.versionInfo.producer == "roost 1")
        #expect(content.records[0].header.versionInfo.minConsumer == "0.50.0")
    }

    @Test func refusesAFileThatExists() throws {
        try directory.write([1], to: "a.wandb")
        let path = directory.file("a.wandb")
        #expect(throws: LogError.exists(path: path)) { try LogWriter(creating: path, producer: "test") }
        #expect(try directory.bytes("a.wandb") == [1])
    }

    @Test func refusesADirectoryThatIsMissing() throws {
        let path = directory.file("none/a.wandb")
        #expect(throws: LogError.cannotCreate(path: path, reason: "No such file or directory")) {
            try LogWriter(creating: path, producer: "test")
        }
    }

    @Test func writesHistoryAsTheMessageWouldBe() throws {
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "test")
        try log.history(step: 300) { row in
            row.add("loss", 0.5)
            row.add("a.b/c", Int64(7))
            row.add("ok", true)
            row.add("name", text: "x\ny")
            row.addNull("none")
            row.add("image", json: Array(#"{"_type":"image-file"}"#.utf8))
            row.add("_timestamp", microseconds: 1_700_000_000_250_000)
        }
        try log.history(step: 0) { $0.add("nan", Double.nan) }
        try log.close()
        let content = try LogContent(reading: log.path)
        #expect(content.numbers == [1, 2, 3])
        let row = content.records[1].history
        #expect(
            row.item.map(\.nestedKey) == [
                ["loss"], ["a.b/c"], ["ok"], ["name"], ["none"], ["image"], ["_timestamp"], ["_step"],
            ])
        #expect(
            row.item.map(\.valueJson) == [
                "0.5", "7", "true", #""x\ny""#, "null", #"{"_type":"image-file"}"#, "1700000000.25", "300",
            ])
        #expect(row.step.num == 300)
        #expect(content.records[2].history.item.map(\.valueJson) == ["NaN", "0"])
        #expect(content.records[2].history.step.num == 0)
        #expect(content.records[1].unknownFields.data.isEmpty)
    }

    @Test func writesRowsOfAShapeAsTheMessagesWouldBe() throws {
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "test")
        let first = try #require(
            log.shape([
                .init("loss", .number), .init("a.b/c", .integer), .init("ok", .bool), .init("at", .microseconds),
            ]))
        let second = try #require(log.shape([.init("ü", .number)]))
        let empty = try #require(log.shape([]))
        try log.history(step: 300, first, [Double(0.5).bitPattern, 7, 1, 1_250_000].span)
        try log.history(step: 301) { $0.add("name", text: "x") }
        try log.history(step: 302, second, [Double.nan.bitPattern].span)
        try log.append(.with { $0.outputRaw.line = "between" })
        try log.history(step: 303, first, [Double(-1e-7).bitPattern, UInt64(bitPattern: -5), 0, 2_000_000].span)
        try log.flush()
        let third = try #require(log.shape([.init("ü", .integer)]))
        try log.history(step: 304, third, [UInt64(Int64.max)].span)
        try log.history(step: 0, empty, [UInt64]().span)
        try log.close()
        #expect(log.recordCount == 8)
        let content = try LogContent(reading: log.path)
        #expect(content.faults.isEmpty)
        #expect(content.numbers == Array(1...8))
        let rows = content.records[1...].map { record in
            record.outputRaw.line.isEmpty
                ? record.history.item.map { "\($0.nestedKey.joined()) \($0.valueJson)" } : [record.outputRaw.line]
        }
        #expect(
            rows == [
                ["loss 0.5", "a.b/c 7", "ok true", "at 1.25", "_step 300"],
                ["name \"x\"", "_step 301"],
                ["ü NaN", "_step 302"],
                ["between"],
                ["loss -1e-7", "a.b/c -5", "ok false", "at 2", "_step 303"],
                ["ü 9223372036854775807", "_step 304"],
                ["_step 0"],
            ])
        #expect(content.records[1].history.step.num == 300)
        #expect(content.records.allSatisfy { $0.unknownFields.data.isEmpty })
    }

    @Test func keepsABoundedNumberOfShapes() throws {
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "test")
        let wide = (0...LogLimits.shapeColumns).map { RowShape.Column("\($0)", .number) }
        #expect(log.shape(wide) == nil)
        #expect(log.shape([.init(String(repeating: "k", count: LogLimits.shapeKeyBytes + 1), .number)]) == nil)
        for index in 0..<LogLimits.shapes { #expect(log.shape([.init("\(index)", .number)]) != nil) }
        #expect(log.shape([.init("one more", .number)]) == nil)
    }

    /// More rows than are gathered, from several threads: each thread's stand in its order.
    @Test func takesRowsFromManyThreads() async throws {
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "test")
        let shape = try #require(log.shape([.init("thread", .integer), .init("index", .integer)]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<4 as Range<UInt64> {
                group.addTask {
                    for index in 0..<20_000 as Range<UInt64> {
                        try log.history(step: Int64(index), shape, [thread, index].span)
                    }
                }
            }
            try await group.waitForAll()
        }
        try log.close()
        let content = try LogContent(reading: log.path)
        #expect(content.numbers == Array(1...80_001))
        for thread in 0..<4 {
            let indexes = content.records[1...].map(\.history.item).filter { $0[0].valueJson == "\(thread)" }
                .map { $0[1].valueJson }
            #expect(indexes == (0..<20_000).map { "\($0)" })
        }
    }

    @Test(arguments: [100, 127, 128, 129, 16_383, 16_384, 100_000])
    func writesValuesOfAnyLength(length: Int) throws {
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "test")
        let key = String(repeating: "k", count: length)
        let value = String(repeating: "v", count: length)
        try log.history(step: 1) { $0.add(key, text: value) }
        try log.close()
        let item = try LogContent(reading: log.path).records[1].history.item[0]
        #expect(item.nestedKey == [key])
        #expect(item.valueJson == "\"\(value)\"")
    }

    /// Record lengths around those that leave 0 to 15 bytes of a block, where padding and empty chunks begin.
    @Test(arguments: 32_700..<32_760)
    func framesAtTheEndOfABlock(length: Int) throws {
        try writeLog(directory.file("a.wandb"), records: 4, lineLength: length)
        let content = try LogContent(reading: directory.file("a.wandb"))
        #expect(content.numbers == [1, 2, 3, 4])
        #expect(content.faults.isEmpty)
        #expect(content.end == .clean)
        #expect(content.records[3].outputRaw.line.utf8.count == length)
    }

    @Test func spreadsALargeRecordOverBlocks() throws {
        try writeLog(directory.file("a.wandb"), records: 3, lineLength: 200_000)
        let content = try LogContent(reading: directory.file("a.wandb"))
        #expect(content.numbers == [1, 2, 3])
        #expect(content.records.map(\.outputRaw.line.count) == [0, 200_000, 200_000])
    }

    @Test func showsNothingBeforeItIsFlushed() throws {
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "test")
        #expect(try directory.bytes("a.wandb").isEmpty)
        try log.flush()
        #expect(try LogContent(reading: log.path).numbers == [1])
        try log.append(.with { $0.exit.exitCode = 3 })
        #expect(try LogContent(reading: log.path).numbers == [1])
        try log.close()
        try log.close()
        #expect(try LogContent(reading: log.path).records.last?.exit.exitCode == 3)
        #expect(log.recordCount == 2)
    }

    @Test func refusesToWriteAfterClosing() throws {
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "test")
        try log.close()
        try log.append(.with { $0.exit.exitCode = 3 })
        #expect(throws: LogError.closed(path: log.path)) { try log.flush() }
    }

    @Test func keepsTheRecordsOfManyThreadsWhole() async throws {
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "test")
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    for index in 0..<5000 {
                        _ = try? log.history(step: Int64(index)) { $0.add("task", Int64(task)) }
                        if index % 1000 == 0 { try? log.flush() }
                    }
                }
            }
        }
        try log.close()
        let content = try LogContent(reading: log.path)
        #expect(content.numbers == Array(1...20_001))
        for task in 0..<4 {
            let mine = content.records.filter { $0.history.item.first?.valueJson == "\(task)" }
            #expect(mine.map(\.history.step.num) == Array(0..<5000))
        }
    }

    @Test func keepsFieldsThatItDoesNotKnow() throws {
        // Field 250 of a record, as a later client may write it.
        let bytes: [UInt8] = [0x08, 0x05, 0xd2, 0x0f, 0x02, 0x68, 0x69]
        let record = try LogRecord(serializedBytes: bytes)
        let log = try LogWriter(creating: directory.file("a.wandb"), producer: "test")
        try log.append(record)
        try log.close()
        #expect(try LogContent(reading: log.path).payloads[1].bytes == [0x08, 0x02, 0xd2, 0x0f, 0x02, 0x68, 0x69])
    }
}
