/// Writes doubles bit by bit exactly, in the smallest of three forms.
enum DoubleCoder {
    private enum Form: UInt8 {
        case double = 0
        /// Single precision, where that is exact for all.
        case single = 1
        /// Whole numbers divided by a power of ten, where that is exact for all.
        case decimal = 2
    }

    private static let tens: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
    ]

    static func write(_ words: [UInt64], to writer: inout ByteWriter, _ codec: Codec) {
        let singles = singles(words)
        if let (exponent, integers) = decimals(words) {
            let width = IntegerCoder.width(integers)
            if width < (singles == nil ? 6 : 3) {
                writer.write(Form.decimal.rawValue)
                writer.write(UInt8(exponent))
                IntegerCoder.write(integers, to: &writer, codec)
                return
            }
        }
        if let singles {
            writer.write(Form.single.rawValue)
            PlaneCoder.write(singles, width: 4, to: &writer, codec)
        } else {
            writer.write(Form.double.rawValue)
            PlaneCoder.write(words, width: 8, to: &writer, codec)
        }
    }

    /// The bits of the values in single precision; `nil` unless it is exact for all.
    private static func singles(_ words: [UInt64]) -> [UInt64]? {
        var isExact = true
        let singles = [UInt64](unsafeUninitializedCapacity: words.count) { target, count in
            for index in words.indices {
                let value = Double(bitPattern: words[index])
                let single = Float(value)
                target[index] = UInt64(single.bitPattern)
                if Double(single).bitPattern != words[index] {
                    isExact = false
                    break
                }
            }
            count = isExact ? words.count : 0
        }
        return isExact ? singles : nil
    }

    /// The values as whole numbers and the power of ten by which to divide them; `nil` unless that gives every value
    /// back bit by bit.
    private static func decimals(_ words: [UInt64]) -> (exponent: Int, integers: [Int64])? {
        guard let first = words.first else { return nil }
        var exponent = 0
        while integer(first, exponent) == nil {
            exponent += 1
            if exponent == tens.count { return nil }
        }
        var integers: [Int64] = []
        integers.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            if let integer = integer(words[index], exponent) {
                integers.append(integer)
                index += 1
                continue
            }
            // A finer power of ten may do; begin anew with it.
            repeat {
                exponent += 1
                if exponent == tens.count { return nil }
            } while integer(words[index], exponent) == nil
            integers.removeAll(keepingCapacity: true)
            index = 0
        }
        return (exponent, integers)
    }

    /// The whole number that gives the double back when it is divided by ten to the power of `exponent`.
    @inline(__always)
    private static func integer(_ word: UInt64, _ exponent: Int) -> Int64? {
        let scaled = (Double(bitPattern: word) * tens[exponent]).rounded()
        guard abs(scaled) < 0x1p53 else { return nil }
        // Through the integer, since a negative zero has none.
        let integer = Int64(scaled)
        return (Double(integer) / tens[exponent]).bitPattern == word ? integer : nil
    }

    static func read(
        count: Int, from reader: inout ByteReader, _ codec: Codec
    ) throws(HistoryError) -> [UInt64] {
        guard let form = Form(rawValue: try reader.byte()) else { throw .corrupt("unknown form of doubles") }
        switch form {
        case .double: return try PlaneCoder.read(count: count, width: 8, from: &reader, codec)
        case .single:
            let words = try PlaneCoder.read(count: count, width: 4, from: &reader, codec)
            return words.map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))).bitPattern }
        case .decimal:
            let exponent = Int(try reader.byte())
            guard exponent < tens.count else { throw .corrupt("unknown power of ten") }
            let scale = tens[exponent]
            return try IntegerCoder.read(count: count, from: &reader, codec).map { (Double($0) / scale).bitPattern }
        }
    }
}
