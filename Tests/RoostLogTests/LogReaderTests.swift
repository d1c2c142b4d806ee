import Testing

@testable import RoostLog

@Suite struct LogReaderTests {
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("a.wandb")
    }

    @Test func followsAFileThatGrowsByteByByte() throws {
        try writeLog(path, records: 4, lineLength: 40)
        let whole = try directory.bytes("a.wandb")
        try directory.write([], to: "b.wandb")
        var reader = try LogReader(path: directory.file("b.wandb"))
        var numbers: [Int64] = []
        for length in 0...whole.count {
            try directory.append(whole[numbers.isEmpty && length == 0 ? 0..<0 : length - 1..<length], to: "b.wandb")
            let content = try LogContent(reading: &reader)
            #expect(content.faults.isEmpty)
            numbers += content.numbers
        }
        #expect(numbers == [1, 2, 3, 4])
    }

    @Test func namesTheRecordThatATruncatedFileLacks() throws {
        try writeLog(path, records: 4, lineLength: 40)
        let whole = try directory.bytes("a.wandb")
        let payloads = try LogContent(reading: path).payloads
        for length in 8..<whole.count {
            try directory.write(Array(whole.prefix(length)), to: "b.wandb")
            let content = try LogContent(reading: directory.file("b.wandb"))
            let intact = payloads.filter { $0.end <= length }
            #expect(content.payloads == intact)
            #expect(content.faults.isEmpty)
            let last = intact.last?.end ?? 7
            #expect(content.end == (Int64(length) == last ? .clean : .truncated(offset: last)))
        }
    }

    @Test func goesOnFromTheEndOfARecord() throws {
        try writeLog(path, records: 2000, lineLength: 100)
        let payloads = try LogContent(reading: path).payloads
        for index in [0, 300, 304, 305, 306, 1500, 1999] {
            let content = try LogContent(reading: path, from: payloads[index].end)
            #expect(content.payloads == Array(payloads[(index + 1)...]))
        }
    }

    @Test func losesOnlyTheRecordThatIsDamaged() throws {
        try writeLog(path, records: 6, lineLength: 40)
        let whole = try directory.bytes("a.wandb")
        let payloads = try LogContent(reading: path).payloads
        let damaged = payloads[3]
        // Each byte of the fourth record but those of its length.
        for index in Int(damaged.offset)..<Int(damaged.end) where !(4...5).contains(index - Int(damaged.offset)) {
            var bytes = whole
            bytes[index] ^= 0x40
            try directory.write(bytes, to: "b.wandb")
            let content = try LogContent(reading: directory.file("b.wandb"))
            if index == Int(damaged.offset) + 6 {
                // An unknown type says nothing about the length: the rest of the block goes.
                #expect(content.numbers == [1, 2, 3])
            } else {
                #expect(content.numbers == [1, 2, 3, 5, 6])
                #expect(content.faults.map(\.offset) == [damaged.offset])
                #expect(content.faults.map(\.skipped) == [damaged.end - damaged.offset])
            }
            #expect(content.faults.count == 1)
        }
    }

    @Test func goesOnAtTheNextBlockAfterADamagedLength() throws {
        try writeLog(path, records: 1000, lineLength: 100)
        var bytes = try directory.bytes("a.wandb")
        let payloads = try LogContent(reading: path).payloads
        bytes[Int(payloads[10].offset) + 4] ^= 0x11
        bytes[Int(payloads[10].offset) + 5] = 0xff
        try directory.write(bytes, to: "b.wandb")
        let content = try LogContent(reading: directory.file("b.wandb"))
        // The record that crosses into the second block lost its beginning.
        let next = try #require(payloads.first { $0.offset >= 32_768 })
        #expect(content.payloads == payloads.filter { $0.offset < payloads[10].offset || $0.offset >= next.offset })
        #expect(content.faults.map(\.offset) == [payloads[10].offset])
        #expect(content.faults.map(\.skipped) == [next.offset - payloads[10].offset])
        #expect(content.faults.map(\.reason) == [.length(0xff00 | Int(bytes[Int(payloads[10].offset) + 4]))])
    }

    @Test func skipsALargeRecordWhoseMiddleIsDamaged() throws {
        let log = try LogWriter(creating: path, producer: "test")
        for length in [10, 150_000, 10, 10] {
            try log.append(.with { $0.outputRaw.line = String(repeating: "x", count: length) })
        }
        try log.close()
        let payloads = try LogContent(reading: path).payloads
        var bytes = try directory.bytes("a.wandb")
        bytes[70_000] ^= 1
        try directory.write(bytes, to: "b.wandb")
        let content = try LogContent(reading: directory.file("b.wandb"))
        #expect(content.numbers == [1, 2, 4, 5])
        #expect(content.faults.map(\.offset) == [65_536])
        #expect(content.faults.map(\.skipped) == [payloads[2].end - payloads[2].offset])
    }

    @Test func skipsABlockOfZeros() throws {
        try writeLog(path, records: 2000, lineLength: 100)
        let payloads = try LogContent(reading: path).payloads
        var bytes = try directory.bytes("a.wandb")
        for index in 32_768..<65_536 { bytes[index] = 0 }
        try directory.write(bytes, to: "b.wandb")
        let content = try LogContent(reading: directory.file("b.wandb"))
        let kept = payloads.filter { $0.end <= 32_768 || $0.offset >= 65_536 }
        #expect(content.payloads == kept)
        #expect(content.faults.map(\.reason) == [.type(0)])
    }

    @Test func reportsZerosAtTheEndOnce() throws {
        try writeLog(path, records: 5, lineLength: 100)
        var bytes = try directory.bytes("a.wandb")
        let size = bytes.count
        bytes += [UInt8](repeating: 0, count: 100_000)
        try directory.write(bytes, to: "b.wandb")
        let content = try LogContent(reading: directory.file("b.wandb"))
        #expect(content.numbers == [1, 2, 3, 4, 5])
        #expect(content.faults == [LogFault(offset: Int64(size), skipped: 100_000, reason: .type(0))])
    }

    @Test func reportsABeginningWithoutAnEnd() throws {
        try writeLog(path, records: 2, lineLength: 60_000)
        let beginning = Array(try directory.bytes("a.wandb").prefix(LogFormat.blockBytes))
        let record: [UInt8] = [0x08, 0x09]
        let checksum = record.withUnsafeBytes { CRC32().checksum(type: 1, payload: $0) }
        let chunk = withUnsafeBytes(of: checksum.littleEndian) { Array($0) } + [2, 0, 1] + record
        try directory.write(beginning + chunk, to: "b.wandb")
        let content = try LogContent(reading: directory.file("b.wandb"))
        #expect(content.numbers == [1, 9])
        #expect(content.faults.map(\.reason) == [.incompleteRecord])
        #expect(content.faults.map(\.skipped) == [32_768 - content.payloads[0].end])
    }

    @Test func survivesAnyByteDamaged() throws {
        try writeLog(path, records: 400, lineLength: 200)
        let whole = try directory.bytes("a.wandb")
        let payloads = try LogContent(reading: path).payloads
        var state: UInt64 = 88_172_645_463_325_252
        for _ in 0..<50 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let index = 7 + Int(state % UInt64(whole.count - 7))
            var bytes = whole
            bytes[index] ^= UInt8(truncatingIfNeeded: state >> 40) | 1
            try directory.write(bytes, to: "b.wandb")
            let content = try LogContent(reading: directory.file("b.wandb"))
            let found = Set(content.numbers)
            let blockEnd = Int64(index / LogFormat.blockBytes + 1) * Int64(LogFormat.blockBytes)
            // Everything before the damage and everything that begins in a later block is there.
            for (number, payload) in zip(Int64(1)..., payloads) where payload.end <= index || payload.offset >= blockEnd
            {
                #expect(found.contains(number))
            }
        }
    }

    @Test func refusesWhatIsNoLog() throws {
        try directory.write(Array("hello, this is a text and no log".utf8), to: "a.wandb")
        #expect(throws: LogError.notALog(path: path)) { try LogContent(reading: path) }
        try directory.write(Array("{}".utf8), to: "a.wandb")
        #expect(throws: LogError.notALog(path: path)) { try LogContent(reading: path) }
    }

    @Test func refusesALaterVersion() throws {
        try directory.write(Array(LogFormat.fileHeader.dropLast()) + [9], to: "a.wandb")
        #expect(throws: LogError.unsupportedVersion(path: path, version: 9)) { try LogContent(reading: path) }
    }

    @Test func readsOnAfterADamagedFileHeader() throws {
        try writeLog(path, records: 3)
        var bytes = try directory.bytes("a.wandb")
        bytes[1] = 0
        try directory.write(bytes, to: "b.wandb")
        let content = try LogContent(reading: directory.file("b.wandb"))
        #expect(content.numbers == [1, 2, 3])
        #expect(content.faults == [LogFault(offset: 0, skipped: 7, reason: .fileHeader)])
    }

    @Test func namesAMissingFile() {
        #expect(throws: LogError.cannotOpen(path: path, reason: "No such file or directory")) {
            _ = try LogReader(path: path)
        }
    }
}
