/// A batch of rows as stored: the steps once, then a column for each key.
struct BatchBlob: Sendable {
    /// A column ready to be written.
    struct Column {
        let key: Int
        let positions: Positions
        let values: Values
    }

    let steps: Steps
    private let bytes: [UInt8]
    /// Where each key's column lies in `bytes`.
    private let columns: [Int: Range<Int>]

    private static let version: UInt8 = 1

    static func encode(steps: Steps, columns: [Column], _ codec: Codec) -> [UInt8] {
        var body = ByteWriter(reserving: columns.count * steps.count * 4)
        var header = ByteWriter()
        header.write(version)
        StepCoder.write(steps, to: &header, codec)
        header.write(varint: columns.count)
        for column in columns {
            let start = body.bytes.count
            body.write(varint: column.positions.count)
            if column.positions.count < steps.count {
                body.write(column.positions.isDense ? 0 : 1)
                if !column.positions.isDense {
                    IntegerCoder.write(column.positions.list.map { Int64($0) }, to: &body, codec)
                }
            }
            ValuesCoder.write(column.values, to: &body, codec)
            header.write(varint: column.key)
            header.write(varint: body.bytes.count - start)
        }
        return header.bytes + body.bytes
    }

    init(_ bytes: [UInt8], _ codec: Codec) throws(HistoryError) {
        var reader = ByteReader(bytes)
        guard try reader.byte() == Self.version else { throw .corrupt("unknown version of a batch") }
        steps = try StepCoder.read(from: &reader, codec)
        let count = try reader.count(maximum: bytes.count)
        var sizes: [(key: Int, size: Int)] = []
        sizes.reserveCapacity(count)
        for _ in 0..<count {
            sizes.append((try reader.count(maximum: 1 << 31), try reader.count(maximum: bytes.count)))
        }
        var columns = [Int: Range<Int>](minimumCapacity: count)
        for (key, size) in sizes { columns[key] = try reader.range(size) }
        self.columns = columns
        self.bytes = bytes
    }

    /// The keys that have a column, in no order.
    var keys: some Collection<Int> { columns.keys }

    /// The values of a key; `nil` when it has none here. The key ``KeyID/rows`` has a point for each row.
    func block(of key: Int, _ codec: Codec) throws(HistoryError) -> Block? {
        if key == KeyID.rows { return Block(steps: steps, values: Values(uniform: .row, words: [])) }
        guard let range = columns[key] else { return nil }
        var reader = ByteReader(bytes, from: range.lowerBound)
        let count = try reader.count(maximum: steps.count)
        var positions = Positions(first: count)
        if count < steps.count, try reader.byte() == 1 {
            let list = try IntegerCoder.read(count: count, from: &reader, codec)
            var previous: Int64 = -1
            for position in list {
                guard position > previous, position < Int64(steps.count) else {
                    throw .corrupt("positions do not rise")
                }
                previous = position
            }
            positions = Positions(list: list.map { UInt32($0) })
        }
        let values = try ValuesCoder.read(count: count, from: &reader, codec)
        return Block(steps: steps.picking(positions), values: values)
    }

    var memoryBytes: Int { bytes.count + steps.memoryBytes + columns.count * 48 + 96 }
}
