/// A tensor of an event.
struct EventTensor: Sendable, Hashable {
    /// The kinds of elements that have a place in a history, by their numbers on the wire.
    private enum Kind: Int64 {
        case float = 1
        case double = 2
        case int32 = 3
        case uint8 = 4
        case int16 = 5
        case int8 = 6
        case string = 7
        case int64 = 9
        case bool = 10
        case bfloat16 = 14
        case uint16 = 17
        case half = 19
        case uint32 = 22
        case uint64 = 23

        /// In bytes.
        var size: Int {
            switch self {
            case .uint8, .int8, .bool, .string: 1
            case .int16, .uint16, .half, .bfloat16: 2
            case .float, .int32, .uint32: 4
            case .double, .int64, .uint64: 8
            }
        }
    }

    /// The length of each dimension; empty for a single value.
    private(set) var shape: [Int] = []
    /// The elements of a tensor of texts, such as image files.
    private(set) var strings: [ArraySlice<UInt8>] = []
    private var kind: Kind?
    private var content: ArraySlice<UInt8> = []
    private var listed: [Double] = []

    init(_ message: ArraySlice<UInt8>) {
        for (number, value) in ProtobufFields(message) {
            switch number {
            case 1: kind = value.integer.flatMap(Kind.init)
            case 2: shape = Self.shape(value.bytes ?? [])
            case 4: content = value.bytes ?? []
            case 5: listed += value.floats.map(Double.init)
            case 6: listed += value.doubles
            case 7, 10, 11, 16: listed += value.integers.map(Double.init)
            case 8: strings.append(value.bytes ?? [])
            case 13: listed += value.integers.map { half(UInt16(truncatingIfNeeded: $0)) }
            case 17: listed += value.integers.map { Double(UInt64(bitPattern: $0)) }
            default: break
            }
        }
    }

    /// The elements of a tensor of numbers, row by row; `nil` for another, and for one that is broken or too large.
    var numbers: [Double]? {
        guard let kind, kind != .string else { return nil }
        var count = 1
        for length in shape {
            let (product, isTooLarge) = count.multipliedReportingOverflow(by: length)
            guard length >= 0, !isTooLarge, product <= TensorBoardLimits.numbersOfTensor else { return nil }
            count = product
        }
        if !content.isEmpty {
            guard content.count == count * kind.size else { return nil }
            return stride(from: content.startIndex, to: content.endIndex, by: kind.size).map {
                number(ProtobufFields.littleEndian(content[$0..<$0 + kind.size]), kind)
            }
        }
        // A list that is too short stands for one whose last element repeats.
        guard listed.count <= count else { return nil }
        return listed + [Double](repeating: listed.last ?? 0, count: count - listed.count)
    }

    private func number(_ bits: UInt64, _ kind: Kind) -> Double {
        switch kind {
        case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case .double: Double(bitPattern: bits)
        case .int32: Double(Int32(truncatingIfNeeded: bits))
        case .int16: Double(Int16(truncatingIfNeeded: bits))
        case .int8: Double(Int8(truncatingIfNeeded: bits))
        case .int64: Double(Int64(bitPattern: bits))
        case .uint8, .uint16, .uint32, .uint64: Double(bits)
        case .bool, .string: bits == 0 ? 0 : 1
        case .half, .bfloat16: half(UInt16(truncatingIfNeeded: bits))
        }
    }

    /// A number of 16 bits, of the tensor's kind.
    private func half(_ bits: UInt16) -> Double {
        if kind == .bfloat16 { return Double(Float(bitPattern: UInt32(bits) << 16)) }
        let sign: Double = bits >> 15 == 1 ? -1 : 1
        let exponent = Int(bits >> 10 & 31)
        let fraction = Double(bits & 1023)
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
        }
    }

    private static func shape(_ message: ArraySlice<UInt8>) -> [Int] {
        ProtobufFields(message).filter { $0.number == 2 }.map { dimension in
            let length = ProtobufFields(dimension.value.bytes ?? []).first { $0.number == 1 }?.value.integer
            return Int(length ?? 0)
        }
    }
}
