/// Writes a column of values of any kinds.
enum ValuesCoder {
    /// How doubles and integers in one column are written.
    private enum Numbers: UInt8 {
        /// Doubles, some of which stand for integers.
        case doubles = 0
        /// Bits of doubles and integers, some beyond the reach of doubles.
        case words = 1
    }

    private static let severalKinds: UInt8 = 0xff

    static func write(_ values: Values, to writer: inout ByteWriter, _ codec: Codec) {
        if let kind = values.sharedKind {
            writer.write(kind.rawValue)
        } else {
            writer.write(severalKinds)
            codec.write(values.kinds, to: &writer)
        }
        writeNumbers(values, to: &writer, codec)
        writeTexts(values, to: &writer, codec)
    }

    private static func writeNumbers(_ values: Values, to writer: inout ByteWriter, _ codec: Codec) {
        switch values.sharedKind {
        case .float: DoubleCoder.write(values.words, to: &writer, codec)
        case .int: IntegerCoder.write(values.words.map { Int64(bitPattern: $0) }, to: &writer, codec)
        case nil: writeMixed(values, to: &writer, codec)
        default: break
        }
    }

    private static func writeMixed(_ values: Values, to writer: inout ByteWriter, _ codec: Codec) {
        var words: [UInt64] = []
        var doubles: [UInt64] = []
        var hasFloats = false
        var hasIntegers = false
        var areDoublesExact = true
        for index in 0..<values.count {
            switch values.kind(at: index) {
            case .float:
                hasFloats = true
                words.append(values.words[index])
                doubles.append(values.words[index])
            case .int:
                hasIntegers = true
                let integer = Int64(bitPattern: values.words[index])
                words.append(values.words[index])
                doubles.append(Double(integer).bitPattern)
                areDoublesExact = areDoublesExact && abs(Double(integer)) <= 0x1p53
            default: break
            }
        }
        switch (hasFloats, hasIntegers) {
        case (false, false): break
        case (true, false): DoubleCoder.write(words, to: &writer, codec)
        case (false, true): IntegerCoder.write(words.map { Int64(bitPattern: $0) }, to: &writer, codec)
        case (true, true):
            if areDoublesExact {
                writer.write(Numbers.doubles.rawValue)
                DoubleCoder.write(doubles, to: &writer, codec)
            } else {
                writer.write(Numbers.words.rawValue)
                PlaneCoder.write(words, width: 8, to: &writer, codec)
            }
        }
    }

    private static func writeTexts(_ values: Values, to writer: inout ByteWriter, _ codec: Codec) {
        var lengths: [Int64] = []
        var text: [UInt8] = []
        if let kind = values.sharedKind, !kind.isText { return }
        for index in 0..<values.count where values.kind(at: index).isText {
            let range = values.textRange(at: index)
            lengths.append(Int64(range.count))
            text.append(contentsOf: values.text[range])
        }
        guard !lengths.isEmpty else { return }
        IntegerCoder.write(lengths, to: &writer, codec)
        codec.write(text, to: &writer)
    }

    static func read(count: Int, from reader: inout ByteReader, _ codec: Codec) throws(HistoryError) -> Values {
        let first = try reader.byte()
        if first != severalKinds {
            guard let kind = ValueKind(rawValue: first) else { throw .corrupt("unknown kind of value") }
            return try readUniform(kind, count: count, from: &reader, codec)
        }
        let kinds = try codec.read(from: &reader)
        guard kinds.count == count else { throw .corrupt("kinds of \(kinds.count) values for \(count)") }
        var floats = 0
        var integers = 0
        var texts = 0
        for kind in kinds {
            switch ValueKind(rawValue: kind) {
            case .float: floats += 1
            case .int: integers += 1
            case .string, .json, .bigInteger: texts += 1
            case .false, .true, .null, .absent: break
            case .row, nil: throw .corrupt("unknown kind of value")
            }
        }
        let numbers = try readMixed(floats: floats, integers: integers, from: &reader, codec)
        let (textWords, text) = texts == 0 ? ([], []) : try readTexts(count: texts, from: &reader, codec)
        var words = [UInt64](repeating: 0, count: count)
        var number = 0
        var piece = 0
        for index in 0..<count {
            switch ValueKind(rawValue: kinds[index]) {
            case .float:
                words[index] = numbers.words[number]
                number += 1
            case .int:
                let word = numbers.words[number]
                words[index] = numbers.areDoubles ? try integerWord(word) : word
                number += 1
            case .string, .json, .bigInteger:
                words[index] = textWords[piece]
                piece += 1
            default: break
            }
        }
        return Values(kinds: kinds, words: words, text: text)
    }

    private static func readUniform(
        _ kind: ValueKind, count: Int, from reader: inout ByteReader, _ codec: Codec
    ) throws(HistoryError) -> Values {
        switch kind {
        case .float: return Values(uniform: kind, words: try DoubleCoder.read(count: count, from: &reader, codec))
        case .int:
            let integers = try IntegerCoder.read(count: count, from: &reader, codec)
            return Values(uniform: kind, words: integers.map { UInt64(bitPattern: $0) })
        case .string, .json, .bigInteger:
            guard count > 0 else { return Values(uniform: kind, words: []) }
            let (words, text) = try readTexts(count: count, from: &reader, codec)
            return Values(uniform: kind, words: words, text: text)
        case .row: return Values(uniform: kind, words: [])
        case .false, .true, .null, .absent:
            return Values(uniform: kind, words: [UInt64](repeating: 0, count: count))
        }
    }

    /// - Returns: the words of floats and integers; `areDoubles` when those of integers are doubles, too.
    private static func readMixed(
        floats: Int, integers: Int, from reader: inout ByteReader, _ codec: Codec
    ) throws(HistoryError) -> (words: [UInt64], areDoubles: Bool) {
        let count = floats + integers
        if count == 0 { return ([], false) }
        if integers == 0 { return (try DoubleCoder.read(count: count, from: &reader, codec), false) }
        if floats == 0 {
            return (try IntegerCoder.read(count: count, from: &reader, codec).map { UInt64(bitPattern: $0) }, false)
        }
        switch Numbers(rawValue: try reader.byte()) {
        case .doubles:
            let words = try DoubleCoder.read(count: count, from: &reader, codec)
            return (words, true)
        case .words: return (try PlaneCoder.read(count: count, width: 8, from: &reader, codec), false)
        default: throw .corrupt("unknown form of numbers")
        }
    }

    private static func integerWord(_ double: UInt64) throws(HistoryError) -> UInt64 {
        guard let integer = Int64(exactly: Double(bitPattern: double)) else {
            throw .corrupt("an integer with a fraction")
        }
        return UInt64(bitPattern: integer)
    }

    private static func readTexts(
        count: Int, from reader: inout ByteReader, _ codec: Codec
    ) throws(HistoryError) -> (words: [UInt64], text: [UInt8]) {
        let lengths = try IntegerCoder.read(count: count, from: &reader, codec)
        let text = try codec.read(from: &reader)
        var words: [UInt64] = []
        words.reserveCapacity(count)
        var start = 0
        for length in lengths {
            guard length >= 0, length <= Int64(text.count - start) else { throw .corrupt("texts of wrong lengths") }
            words.append(UInt64(start) << 32 | UInt64(length))
            start += Int(length)
        }
        return (words, text)
    }
}
