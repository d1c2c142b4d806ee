import Foundation
import Testing

@testable import Roost

@Suite struct EventFileTests {
    /// What a Python program wrote: the version, and the scalar `acc` of 0, 0.25 and 0.5 at the steps 0 to 2.
    static let written = hexadecimal(
        """
        1800000000000000a37f4b2209f83bc2d552c0da411a0d627261696e2e4576656e743a328802d5611700000000000000e7cef81e099a9999999945
        8f402a0c0a0a0a03616363150000000082f3520919000000000000008bf10828099a999999994d8f4010012a0c0a0a0a03616363150000803e00ec
        8e6519000000000000008bf10828099a99999999558f4010022a0c0a0a0a03616363150000003f6e7cb611
        """)

    private let scratch: ScratchDirectory
    private var file: EventFile

    init() throws {
        scratch = try ScratchDirectory()
        file = EventFile(path: "\(scratch.path)/events.out.tfevents.1.host")
    }

    private mutating func steps() -> (steps: [Int64], fault: EventFile.Fault?) {
        var steps: [Int64] = []
        let fault = file.read { record in
            if let event = Event(record), !event.values.isEmpty { steps.append(event.step) }
        }
        return (steps, fault)
    }

    private func write(_ bytes: [UInt8]) throws {
        let url = URL(fileURLWithPath: file.path)
        guard let handle = try? FileHandle(forWritingTo: url) else { return try Data(bytes).write(to: url) }
        try handle.seekToEnd()
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    @Test mutating func readsWhatOtherWritersWrote() throws {
        try write(Self.written)
        var values: [Float] = []
        let fault = file.read { record in
            for value in Event(record)?.values ?? [] {
                if case .scalar(let number) = value.content { values.append(number) }
            }
        }
        #expect(fault == nil)
        #expect(values == [0, 0.25, 0.5])
        #expect(file.offset == Int64(Self.written.count))
        #expect(file.unfinished == nil)
    }

    @Test mutating func readsAFileThatGrowsByteByByte() throws {
        var seen: [Int64] = []
        for byte in Self.written {
            try write([byte])
            let (steps, fault) = steps()
            seen += steps
            #expect(fault == nil)
        }
        #expect(seen == [0, 1, 2])
    }

    @Test mutating func namesAnEndWithinARecord() throws {
        try write(Array(Self.written.dropLast(5)))
        #expect(steps().steps == [0, 1])
        #expect(file.unfinished?.offset == 120)
        #expect(file.unfinished?.reason == "it ends within a record, of which 36 bytes are there")
    }

    @Test mutating func stopsAtABrokenRecordUntilTheFileChanges() throws {
        var broken = Self.written
        broken[100] ^= 1
        try write(broken)
        let (first, fault) = steps()
        #expect(first == [0])
        #expect(fault?.offset == 79)
        #expect(fault?.reason == "the checksum of a record does not match")
        #expect(fault?.description.contains(file.path) == true)
        // The same fault is told once, also when the file grows.
        #expect(steps().fault == nil)
        try write(EventBytes.scalarRecord(step: 9, "acc", 1))
        let (second, again) = steps()
        #expect(second.isEmpty)
        #expect(again == nil)
        // Another file in its place is read from its start.
        try Data(Self.written).write(to: URL(fileURLWithPath: file.path), options: .atomic)
        #expect(steps().steps == [0, 1, 2])
    }

    @Test mutating func namesABrokenOrAbsurdLength() throws {
        var broken = Self.written
        broken[1] ^= 1
        try write(broken)
        #expect(steps().fault?.reason == "the checksum of a record's length does not match")
        let length = EventBytes.littleEndian(1 << 40, count: 8)
        let absurd = length + EventBytes.littleEndian(UInt64(CRC32C.masked(length)), count: 4)
        try Data(absurd).write(to: URL(fileURLWithPath: file.path), options: .atomic)
        #expect(steps().fault?.reason == "a record has 1099511627776 bytes, and at most 268435456 are read")
    }

    @Test mutating func readsRecordsLargerThanAChunk() throws {
        let large = String(repeating: "x", count: TensorBoardLimits.chunkBytes * 2)
        try write(EventBytes.scalarRecord(step: 1, "a", 1))
        try write(EventBytes.scalarRecord(step: 2, large, 1))
        try write(EventBytes.scalarRecord(step: 3, "a", 1))
        #expect(steps().steps == [1, 2, 3])
    }

    @Test mutating func startsAnewWhenTheFileShrinks() throws {
        try write(Self.written)
        #expect(steps().steps == [0, 1, 2])
        let url = URL(fileURLWithPath: file.path)
        let handle = try FileHandle(forWritingTo: url)
        try handle.truncate(atOffset: 79)
        try handle.close()
        #expect(steps().steps == [0])
    }

    @Test func knowsEventFilesByTheirNames() throws {
        #expect(EventFileName("events.out.tfevents.1795246935.vm")?.startSeconds == 1_795_246_935)
        #expect(EventFileName("model.pt") == nil)
        #expect(EventFileName("events.out.tfevents.1.h.profile-empty") == nil)
        let name = try #require(EventFileName("events.out.tfevents.100.gpu1.lab.org.4477.0"))
        #expect(name.isOf(host: "gpu1.lab.org", since: 100))
        #expect(!name.isOf(host: "gpu1.lab.com", since: 100))
        #expect(!name.isOf(host: "gpu1.lab.org", since: 101))
        #expect(name.isOf(host: nil, since: nil))
        #expect(EventFileName("x.tfevents.old")?.isOf(host: nil, since: 1) == false)
    }
}
