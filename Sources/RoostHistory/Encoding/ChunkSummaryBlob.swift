/// The summary of a chunk as stored.
enum ChunkSummaryBlob {
    private static let version: UInt8 = 1

    static func encode(_ summary: ChunkSummary) -> [UInt8] {
        var writer = ByteWriter(reserving: summary.blocks.count * 12 + 64)
        writer.write(version)
        writer.write(varint: summary.blocks.count)
        var id: Int64 = 0
        var step: Int64 = 0
        for block in summary.blocks {
            writer.write(signed: block.id - id)
            writer.write(signed: block.firstStep - step)
            writer.write(varint: UInt64(block.lastStep - block.firstStep))
            writer.write(varint: UInt64(block.count) << 1 | (block.hasCells ? 1 : 0))
            writer.write(varint: block.bytes)
            id = block.id
            step = block.lastStep
        }
        write(summary.statistics, to: &writer)
        return writer.bytes
    }

    private static func write(_ statistics: KeyStatistics, to writer: inout ByteWriter) {
        writer.write(varint: statistics.counts.count)
        for (type, count) in statistics.counts {
            switch type {
            case .number: writer.write(0)
            case .string: writer.write(1)
            case .boolean: writer.write(2)
            case .null: writer.write(3)
            case .list: writer.write(4)
            case .object(nil): writer.write(5)
            case .object(let name?):
                writer.write(6)
                writer.write(varint: name.utf8.count)
                writer.bytes.append(contentsOf: name.utf8)
            }
            writer.write(varint: count)
        }
        writer.write(statistics.isMonotonic ? 1 : 0)
        for number in [statistics.first, statistics.last] {
            switch number {
            case nil: writer.write(0)
            case .integer(let value):
                writer.write(1)
                writer.write(word: UInt64(bitPattern: value))
            case .double(let value):
                writer.write(2)
                writer.write(word: value.bitPattern)
            }
        }
    }

    static func decode(_ bytes: [UInt8]) throws(HistoryError) -> ChunkSummary {
        var reader = ByteReader(bytes)
        guard try reader.byte() == version else { throw .corrupt("unknown version of a summary") }
        let count = try reader.count(maximum: bytes.count)
        var blocks: [BlockEntry] = []
        blocks.reserveCapacity(count)
        var id: Int64 = 0
        var step: Int64 = 0
        for _ in 0..<count {
            id &+= try reader.signed()
            let firstStep = step &+ (try reader.signed())
            let lastStep = firstStep &+ Int64(truncatingIfNeeded: try reader.varint())
            let size = try reader.count(maximum: Limits.blobPoints << 1)
            let rises = blocks.isEmpty || firstStep > step
            guard rises, lastStep >= firstStep, Limits.isStep(firstStep), Limits.isStep(lastStep), size > 1 else {
                throw .corrupt("blocks overlap")
            }
            blocks.append(
                BlockEntry(
                    id: id, firstStep: firstStep, lastStep: lastStep, count: size >> 1,
                    bytes: try reader.count(maximum: 1 << 40), hasCells: size & 1 == 1))
            step = lastStep
        }
        return ChunkSummary(blocks: blocks, statistics: try readStatistics(from: &reader))
    }

    private static func readStatistics(from reader: inout ByteReader) throws(HistoryError) -> KeyStatistics {
        var counts: [ValueType: Int] = [:]
        for _ in 0..<(try reader.count(maximum: reader.bytes.count)) {
            let type: ValueType
            switch try reader.byte() {
            case 0: type = .number
            case 1: type = .string
            case 2: type = .boolean
            case 3: type = .null
            case 4: type = .list
            case 5: type = .object(nil)
            case 6:
                let range = try reader.range(try reader.count(maximum: reader.bytes.count))
                type = .object(String(decoding: reader.bytes[range], as: UTF8.self))
            default: throw .corrupt("unknown type of value")
            }
            counts[type] = try reader.count(maximum: 1 << 48)
        }
        let isMonotonic = try reader.byte() == 1
        return KeyStatistics(
            counts: counts, isMonotonic: isMonotonic, first: try readNumber(from: &reader),
            last: try readNumber(from: &reader))
    }

    private static func readNumber(from reader: inout ByteReader) throws(HistoryError) -> KeyStatistics.Number? {
        switch try reader.byte() {
        case 0: nil
        case 1: .integer(Int64(bitPattern: try reader.word()))
        case 2: .double(Double(bitPattern: try reader.word()))
        default: throw .corrupt("unknown kind of number")
        }
    }
}
