import RoostJSON
import RoostLog

/// Makes the line that is sent for a history record.
struct HistoryLine {
    /// The line of the record made last.
    private(set) var bytes: [UInt8] = []

    /// Joins the values of a record whose items are all simple.
    mutating func make(_ scanner: ItemScanner, of record: [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        var hasStep = false
        bytes.append(UInt8(ascii: "{"))
        record.withUnsafeBufferPointer { record in
            for (index, item) in scanner.items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                let key = UnsafeBufferPointer(rebasing: record[item.key])
                appendQuoted(key)
                bytes.append(UInt8(ascii: ":"))
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: record[item.value]))
                if key.count == 5, key.elementsEqual("_step".utf8) { hasStep = true }
            }
        }
        if !hasStep {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: "\"_step\":\(scanner.step)".utf8)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Writes a row that had to be built.
    mutating func make(_ row: JSONObject) {
        var writer = JSONWriter()
        writer.write(.object(row))
        bytes = writer.bytes
    }

    private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
        let isPlain = text.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if isPlain {
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: text)
            bytes.append(UInt8(ascii: "\""))
        } else {
            var writer = JSONWriter()
            writer.write(string: String(decoding: text, as: UTF8.self))
            bytes.append(contentsOf: writer.bytes)
        }
    }

    /// The row of a record whose values are nested or typed.
    static func row(of record: LogHistoryRecord) -> JSONObject {
        var row = JSON.emptyObject
        for item in record.item {
            row.set(value(of: item), at: itemPath(key: item.key, nested: item.nestedKey))
        }
        var members = row.objectValue ?? [:]
        if members["_step"] == nil { members["_step"] = .int(record.step.num) }
        return members
    }

    private static func value(of item: LogHistoryItem) -> JSON {
        switch item.value {
        case .none?: .null
        case .boolean(let value)?: .bool(value)
        case .integer(let value)?: .int(value)
        case .number(let value)?: .number(value)
        case .text(let value)?: .string(value)
        case .json(let value)?: JSON(logText: value)
        case nil: JSON(logText: item.valueJson)
        }
    }
}
