/// Cells of a pyramid as stored.
enum CellsBlob {
    private static let version: UInt8 = 1

    static func encode(_ cells: [Cell], _ codec: Codec) -> [UInt8] {
        var writer = ByteWriter(reserving: cells.count * 24 + 64)
        writer.write(version)
        StepCoder.write(Steps(cells.map(\.firstStep)), to: &writer, codec)
        guard !cells.isEmpty else { return writer.bytes }
        IntegerCoder.write(cells.map { $0.lastStep - $0.firstStep }, to: &writer, codec)
        IntegerCoder.write(cells.map { Int64($0.count) }, to: &writer, codec)
        IntegerCoder.write(cells.map { Int64($0.nanCount) }, to: &writer, codec)
        IntegerCoder.write(cells.map { Int64($0.positiveInfinityCount) }, to: &writer, codec)
        IntegerCoder.write(cells.map { Int64($0.negativeInfinityCount) }, to: &writer, codec)
        DoubleCoder.write(cells.map(\.minimum.bitPattern), to: &writer, codec)
        DoubleCoder.write(cells.map(\.maximum.bitPattern), to: &writer, codec)
        DoubleCoder.write(cells.map(\.first.bitPattern), to: &writer, codec)
        DoubleCoder.write(cells.map(\.last.bitPattern), to: &writer, codec)
        DoubleCoder.write(cells.map(\.sum.bitPattern), to: &writer, codec)
        return writer.bytes
    }

    static func decode(_ bytes: [UInt8], _ codec: Codec) throws(HistoryError) -> [Cell] {
        var reader = ByteReader(bytes)
        guard try reader.byte() == version else { throw .corrupt("unknown version of cells") }
        let firstSteps = try StepCoder.read(from: &reader, codec)
        let count = firstSteps.count
        guard count > 0 else { return [] }
        let spans = try IntegerCoder.read(count: count, from: &reader, codec)
        for index in 0..<count {
            let (last, isTooHigh) = firstSteps[index].addingReportingOverflow(spans[index])
            let isBeforeNext = index + 1 == count || last < firstSteps[index + 1]
            guard spans[index] >= 0, !isTooHigh, Limits.isStep(last), isBeforeNext else {
                throw .corrupt("cells overlap")
            }
        }
        let counts = try IntegerCoder.read(count: count, from: &reader, codec)
        let nans = try IntegerCoder.read(count: count, from: &reader, codec)
        let positives = try IntegerCoder.read(count: count, from: &reader, codec)
        let negatives = try IntegerCoder.read(count: count, from: &reader, codec)
        let minima = try DoubleCoder.read(count: count, from: &reader, codec)
        let maxima = try DoubleCoder.read(count: count, from: &reader, codec)
        let firsts = try DoubleCoder.read(count: count, from: &reader, codec)
        let lasts = try DoubleCoder.read(count: count, from: &reader, codec)
        let sums = try DoubleCoder.read(count: count, from: &reader, codec)
        return (0..<count).map { index in
            let firstStep = firstSteps[index]
            return Cell(
                firstStep: firstStep, lastStep: firstStep &+ spans[index],
                count: UInt32(truncatingIfNeeded: counts[index]), nanCount: UInt32(truncatingIfNeeded: nans[index]),
                positiveInfinityCount: UInt32(truncatingIfNeeded: positives[index]),
                negativeInfinityCount: UInt32(truncatingIfNeeded: negatives[index]),
                minimum: Double(bitPattern: minima[index]), maximum: Double(bitPattern: maxima[index]),
                first: Double(bitPattern: firsts[index]), last: Double(bitPattern: lasts[index]),
                sum: Double(bitPattern: sums[index]))
        }
    }
}
