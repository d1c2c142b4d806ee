/// The fields of a message in the wire form of protocol buffers, one after the other.
struct ProtobufFields: Sequence, IteratorProtocol {
    /// A value as the wire has it; what it means depends on the field.
    enum Value: Sendable, Hashable {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        case bytes(ArraySlice<UInt8>)
    }

    private let message: ArraySlice<UInt8>
    private var position: Int
    /// Whether the message was cut short or is none.
    private(set) var isBroken = false

    init(_ message: ArraySlice<UInt8>) {
        self.message = message
        position = message.startIndex
    }

    /// The next field; `nil` at the end and at what cannot be read.
    mutating func next() -> (number: Int, value: Value)? {
        guard position < message.endIndex, !isBroken else { return nil }
        if let field = read() { return field }
        isBroken = true
        return nil
    }

    private mutating func read() -> (number: Int, value: Value)? {
        guard let key = varint(), let number = Int(exactly: key >> 3), number > 0 else { return nil }
        switch key & 7 {
        case 0: return varint().map { (number, .varint($0)) }
        case 1: return take(8).map { (number, .fixed64(Self.littleEndian($0))) }
        case 2:
            guard let count = varint(), count <= UInt64(message.endIndex - position) else { return nil }
            return take(Int(count)).map { (number, .bytes($0)) }
        case 5: return take(4).map { (number, .fixed32(UInt32(truncatingIfNeeded: Self.littleEndian($0)))) }
        default: return nil
        }
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < message.endIndex else { return nil }
            let byte = message[position]
            position += 1
            value |= UInt64(byte & 127) << shift
            if byte < 128 { return value }
        }
        return nil
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= message.endIndex - position else { return nil }
        defer { position += count }
        return message[position..<position + count]
    }

    static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension ProtobufFields.Value {
    var bytes: ArraySlice<UInt8>? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    var integer: Int64? {
        if case .varint(let value) = self { Int64(bitPattern: value) } else { nil }
    }

    var float: Float? {
        if case .fixed32(let bits) = self { Float(bitPattern: bits) } else { nil }
    }

    var double: Double? {
        if case .fixed64(let bits) = self { Double(bitPattern: bits) } else { nil }
    }

    /// Doubles, one or many of them.
    var doubles: [Double] {
        if let double { return [double] }
        guard let bytes else { return [] }
        return stride(from: bytes.startIndex, to: bytes.endIndex - 7, by: 8).map {
            Double(bitPattern: ProtobufFields.littleEndian(bytes[$0..<$0 + 8]))
        }
    }

    /// Floats, one or many of them.
    var floats: [Float] {
        if let float { return [float] }
        guard let bytes else { return [] }
        return stride(from: bytes.startIndex, to: bytes.endIndex - 3, by: 4).map {
            Float(bitPattern: UInt32(truncatingIfNeeded: ProtobufFields.littleEndian(bytes[$0..<$0 + 4])))
        }
    }

    /// Integers of variable length, one or many of them.
    var integers: [Int64] {
        if let integer { return [integer] }
        guard let bytes else { return [] }
        var found: [Int64] = []
        var value: UInt64 = 0
        var shift: UInt64 = 0
        for byte in bytes {
            value |= UInt64(byte & 127) << shift
            shift += 7
            guard byte < 128 else { continue }
            found.append(Int64(bitPattern: value))
            (value, shift) = (0, 0)
        }
        return found
    }
}
