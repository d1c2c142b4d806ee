/// A block as stored.
enum BlockBlob {
    private static let version: UInt8 = 1

    static func encode(_ block: Block, _ codec: Codec) -> [UInt8] {
        var writer = ByteWriter(reserving: block.steps.count * 4 + 64)
        writer.write(version)
        StepCoder.write(block.steps, to: &writer, codec)
        ValuesCoder.write(block.values, to: &writer, codec)
        return writer.bytes
    }

    static func decode(_ bytes: [UInt8], _ codec: Codec) throws(HistoryError) -> Block {
        var reader = ByteReader(bytes)
        guard try reader.byte() == version else { throw .corrupt("unknown version of a block") }
        let steps = try StepCoder.read(from: &reader, codec)
        return Block(steps: steps, values: try ValuesCoder.read(count: steps.count, from: &reader, codec))
    }
}
