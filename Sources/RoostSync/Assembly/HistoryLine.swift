import RoostAPI
import RoostJSON
import RoostLog

/// Makes the line that is sent for a history record, escaped as the text of a JSON string.
struct HistoryLine {
    /// Room that is kept between lines; the line is its first ``count`` bytes.
    private var room: [UInt8] = []
    private var count = 0
    /// How long the line is before it is escaped.
    private(set) var lineBytes = 0

    /// Adds the line made last.
    func append(to chunk: inout FileStreamChunk) { chunk.append(escaped: room.span.extracting(first: count)) }

    /// Joins the values of a record whose items are all simple.
    mutating func make(_ scanner: ItemScanner, of record: [UInt8]) {
        let items = scanner.items
        // Of a key's byte at most seven are made: \u0001, with another backslash before it.
        begin(bound: 7 * record.count + 8 * items.count + 64)
        let (escaped, plain) = room.withUnsafeMutableBufferPointer { room in
            record.withUnsafeBufferPointer { record in
                var line = EscapedLine(room)
                var hasStep = false
                line.put("{")
                for index in items.indices {
                    if index > 0 { line.put(",") }
                    let key = UnsafeBufferPointer(rebasing: record[items[index].key])
                    line.put(key: key)
                    line.put(":")
                    line.put(UnsafeBufferPointer(rebasing: record[items[index].value]))
                    if key.count == 5, key.elementsEqual("_step".utf8) { hasStep = true }
                }
                if !hasStep {
                    if !items.isEmpty { line.put(",") }
                    var step = "\"_step\":\(scanner.step)"
                    step.withUTF8 { line.put($0) }
                }
                line.put("}")
                return (line.count, line.plainCount)
            }
        }
        (count, lineBytes) = (escaped, plain)
    }

    /// Writes a row that had to be built.
    mutating func make(_ row: JSONObject) {
        var writer = JSONWriter()
        writer.write(.object(row))
        begin(bound: 6 * writer.bytes.count)
        count = room.withUnsafeMutableBufferPointer { room in
            var line = EscapedLine(room)
            writer.bytes.withUnsafeBufferPointer { line.put($0) }
            return line.count
        }
        lineBytes = writer.bytes.count
    }

    private mutating func begin(bound: Int) {
        if room.count < bound { room = [UInt8](repeating: 0, count: 2 * bound) }
        // What a rare, long row needed is given back.
        if room.count > 1 << 20, bound < 1 << 16 { room = [UInt8](repeating: 0, count: bound) }
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
