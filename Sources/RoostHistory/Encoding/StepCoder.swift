/// Writes strictly rising steps.
enum StepCoder {
    private enum Form: UInt8 {
        /// Every step the same distance from the one before.
        case regular = 0
        case integers = 1
    }

    static func write(_ steps: Steps, to writer: inout ByteWriter, _ codec: Codec) {
        writer.write(varint: steps.count)
        guard steps.count > 0 else { return }
        if let (first, stride) = steps.regular {
            writer.write(Form.regular.rawValue)
            writer.write(signed: first)
            writer.write(signed: stride)
        } else {
            writer.write(Form.integers.rawValue)
            IntegerCoder.write(steps.array, to: &writer, codec)
        }
    }

    static func read(from reader: inout ByteReader, _ codec: Codec) throws(HistoryError) -> Steps {
        let count = try reader.count(maximum: Limits.blobPoints)
        guard count > 0 else { return Steps([]) }
        guard let form = Form(rawValue: try reader.byte()) else { throw .corrupt("unknown form of steps") }
        switch form {
        case .regular:
            let first = try reader.signed()
            let stride = try reader.signed()
            let (span, isTooLong) = stride.multipliedReportingOverflow(by: Int64(count - 1))
            let (last, isTooHigh) = first.addingReportingOverflow(span)
            guard stride > 0, !isTooLong, !isTooHigh, Limits.isStep(first), Limits.isStep(last) else {
                throw .corrupt("steps out of range")
            }
            return Steps(first: first, stride: stride, count: count)
        case .integers:
            let steps = try IntegerCoder.read(count: count, from: &reader, codec)
            guard steps.allSatisfy(Limits.isStep) else { throw .corrupt("steps out of range") }
            for index in steps.indices.dropFirst() where steps[index] <= steps[index - 1] {
                throw .corrupt("steps do not rise")
            }
            return Steps(steps)
        }
    }
}
