/// Writes 64-bit integers in as many bytes as their spread, or that of their differences, needs.
enum IntegerCoder {
    private enum Form: UInt8 {
        /// Each value less the least.
        case offsets = 0
        /// Each difference to the value before, less the least difference.
        case differences = 1
    }

    /// How many bytes a value takes before compression.
    static func width(_ values: [Int64]) -> Int {
        let plan = plan(values)
        return min(plan.offsetWidth, plan.differenceWidth)
    }

    private struct Plan {
        var least = Int64.max
        var leastDifference = Int64.max
        var offsetWidth = 0
        var differenceWidth = 0
    }

    private static func width(of spread: UInt64) -> Int { (64 - spread.leadingZeroBitCount + 7) / 8 }

    private static func plan(_ values: [Int64]) -> Plan {
        var plan = Plan()
        var most = Int64.min
        var mostDifference = Int64.min
        var previous = values.first ?? 0
        for (index, value) in values.enumerated() {
            plan.least = min(plan.least, value)
            most = max(most, value)
            if index > 0 {
                let difference = value &- previous
                plan.leastDifference = min(plan.leastDifference, difference)
                mostDifference = max(mostDifference, difference)
            }
            previous = value
        }
        if !values.isEmpty { plan.offsetWidth = width(of: UInt64(bitPattern: most &- plan.least)) }
        if values.count > 1 {
            plan.differenceWidth = width(of: UInt64(bitPattern: mostDifference &- plan.leastDifference))
        } else {
            plan.leastDifference = 0
        }
        return plan
    }

    static func write(_ values: [Int64], to writer: inout ByteWriter, _ codec: Codec) {
        guard !values.isEmpty else { return }
        let plan = plan(values)
        // Differences wrap around, and adding them up wraps back, so both forms are exact for all values.
        if plan.differenceWidth < plan.offsetWidth {
            writer.write(Form.differences.rawValue)
            writer.write(signed: values[0])
            writer.write(signed: plan.leastDifference)
            var words = [UInt64](repeating: 0, count: values.count - 1)
            for index in words.indices {
                words[index] = UInt64(bitPattern: values[index + 1] &- values[index] &- plan.leastDifference)
            }
            writer.write(UInt8(plan.differenceWidth))
            if plan.differenceWidth > 0 { PlaneCoder.write(words, width: plan.differenceWidth, to: &writer, codec) }
        } else {
            writer.write(Form.offsets.rawValue)
            writer.write(signed: plan.least)
            writer.write(UInt8(plan.offsetWidth))
            if plan.offsetWidth > 0 {
                let words = values.map { UInt64(bitPattern: $0 &- plan.least) }
                PlaneCoder.write(words, width: plan.offsetWidth, to: &writer, codec)
            }
        }
    }

    static func read(
        count: Int, from reader: inout ByteReader, _ codec: Codec
    ) throws(HistoryError) -> [Int64] {
        guard count > 0 else { return [] }
        guard let form = Form(rawValue: try reader.byte()) else { throw .corrupt("unknown form of integers") }
        let base = try reader.signed()
        switch form {
        case .offsets:
            let words = try words(count: count, from: &reader, codec)
            return words.map { Int64(bitPattern: $0) &+ base }
        case .differences:
            let leastDifference = try reader.signed()
            let words = try words(count: count - 1, from: &reader, codec)
            var values = [Int64](repeating: base, count: count)
            var value = base
            for index in words.indices {
                value = value &+ Int64(bitPattern: words[index]) &+ leastDifference
                values[index + 1] = value
            }
            return values
        }
    }

    private static func words(
        count: Int, from reader: inout ByteReader, _ codec: Codec
    ) throws(HistoryError) -> [UInt64] {
        let width = Int(try reader.byte())
        guard width <= 8 else { throw .corrupt("integers of \(width) bytes") }
        if width == 0 { return [UInt64](repeating: 0, count: count) }
        return try PlaneCoder.read(count: count, width: width, from: &reader, codec)
    }
}
