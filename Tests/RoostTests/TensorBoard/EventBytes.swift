@testable import Roost

/// Writes events as TensorBoard's writers do.
enum EventBytes {
    static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 128 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    static func field(_ number: Int, bytes: [UInt8]) -> [UInt8] {
        varint(UInt64(number) << 3 | 2) + varint(UInt64(bytes.count)) + bytes
    }

    static func field(_ number: Int, text: String) -> [UInt8] { field(number, bytes: Array(text.utf8)) }

    static func field(_ number: Int, integer: Int64) -> [UInt8] {
        varint(UInt64(number) << 3) + varint(UInt64(bitPattern: integer))
    }

    static func field(_ number: Int, double: Double) -> [UInt8] {
        varint(UInt64(number) << 3 | 1) + littleEndian(double.bitPattern, count: 8)
    }

    static func field(_ number: Int, float: Float) -> [UInt8] {
        varint(UInt64(number) << 3 | 5) + littleEndian(UInt64(float.bitPattern), count: 4)
    }

    static func field(_ number: Int, doubles: [Double]) -> [UInt8] {
        field(number, bytes: doubles.flatMap { littleEndian($0.bitPattern, count: 8) })
    }

    static func littleEndian(_ value: UInt64, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    static func event(step: Int64, wallTime: Double, _ values: [[UInt8]]) -> [UInt8] {
        field(1, double: wallTime) + field(2, integer: step) + field(5, bytes: values.flatMap { field(1, bytes: $0) })
    }

    /// A value whose content is the field given.
    static func value(_ tag: String, plugin: String? = nil, content: [UInt8] = [], _ field: [UInt8] = []) -> [UInt8] {
        var bytes = self.field(1, text: tag) + field
        if let plugin {
            let data = self.field(1, text: plugin) + self.field(2, bytes: content)
            bytes += self.field(9, bytes: self.field(1, bytes: data))
        }
        return bytes
    }

    static func scalar(_ tag: String, _ value: Float) -> [UInt8] { self.value(tag, field(2, float: value)) }

    /// A tensor as the field of a value.
    static func tensor(kind: Int64, shape: [Int64] = [], _ fields: [UInt8]) -> [UInt8] {
        let dimensions = shape.flatMap { field(2, bytes: field(1, integer: $0)) }
        return field(8, bytes: field(1, integer: kind) + field(2, bytes: dimensions) + fields)
    }

    /// A record with its checksums.
    static func record(_ content: [UInt8]) -> [UInt8] {
        let length = littleEndian(UInt64(content.count), count: 8)
        return length + littleEndian(UInt64(CRC32C.masked(length)), count: 4) + content
            + littleEndian(UInt64(CRC32C.masked(content)), count: 4)
    }

    static func scalarRecord(step: Int64, _ tag: String, _ value: Float) -> [UInt8] {
        record(event(step: step, wallTime: 1000 + Double(step), [scalar(tag, value)]))
    }
}

/// What was found, as text.
enum FindingText {
    static func text(_ finding: TensorBoardFinding) -> String {
        switch finding {
        case .row(let row):
            let fields = row.fields.map { "\($0.key)=\(text($0.value))" }
            return "[\(row.namespace)] \(row.step) @\(row.wallTime) \(fields.joined(separator: " "))"
        case .hyperparameters(let members):
            return "config \(members.map { "\($0.key)=\(text($0.value))" }.joined(separator: " "))"
        case .file(_, let name): return "file \(name)"
        case .problem(let problem): return "problem \(problem)"
        }
    }

    static func text(_ value: RunValue) -> String {
        switch value {
        case .media(let image as Image): "image \(image.width)x\(image.height)"
        case .media(let histogram as Histogram): "histogram \(histogram.counts) \(histogram.edges)"
        case .media(let media): type(of: media).className
        case .chart(let chart): "chart \(chart.table.rows.count) \(chart.strings["title"]?.stringValue ?? "")"
        case .array(let values): "(\(values.map(text).joined(separator: ", ")))"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        default: "\(value)"
        }
    }
}
