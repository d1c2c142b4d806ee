/// Writes JSON text, compact, into a byte buffer that the caller may reuse.
public struct JSONWriter: Sendable {
    /// The text written so far, in UTF-8.
    public var bytes: [UInt8] = []

    /// A writer that has written nothing yet.
    public init() {}

    /// What was written, as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes a value, the members of objects in their order.
    public mutating func write(_ value: JSON) {
        switch value {
        case .null: write(raw: "null")
        case .bool(let value): write(raw: value ? "true" : "false")
        case .int(let value): write(value)
        case .number(let value): write(value)
        case .string(let value): write(string: value)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, member) in members {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                write(string: key)
                bytes.append(UInt8(ascii: ":"))
                write(member)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Writes an integer.
    public mutating func write(_ value: Int64) {
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Writes the shortest text that reads back as the same double; `NaN`, `Infinity` and `-Infinity` for the rest.
    public mutating func write(_ value: Double) {
        if value.isFinite {
            bytes.append(contentsOf: value.description.utf8)
        } else if value.isNaN {
            write(raw: "NaN")
        } else {
            write(raw: value > 0 ? "Infinity" : "-Infinity")
        }
    }

    /// Appends text that is JSON already.
    public mutating func write(raw text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes a string in quotes, escaping only what must be escaped.
    public mutating func write(string text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { source in
            var clean = 0
            for index in source.indices {
                let byte = source[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
                bytes.append(contentsOf: source[clean..<index])
                clean = index + 1
                write(escaped: byte)
            }
            bytes.append(contentsOf: source[clean...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(escaped byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        default:
            let hex = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            bytes.append(hex[Int(byte >> 4)])
            bytes.append(hex[Int(byte & 15)])
        }
    }
}

extension JSON {
    /// The value as compact JSON text.
    public var text: String {
        var writer = JSONWriter()
        writer.write(self)
        return writer.text
    }
}

extension JSON: CustomStringConvertible {
    public var description: String { text }
}
