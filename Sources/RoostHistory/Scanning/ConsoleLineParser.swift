import RoostJSON

/// Takes a line of the console apart into its time, level, label and text.
///
/// There are two forms: `[ERROR ]<time> [label] text`, and a JSON object with `ts`, `level`, `label` and `content`.
/// A line in neither form is all text.
enum ConsoleLineParser {
    static let timestamp = ColumnPath(["ts"])
    static let level = ColumnPath(["level"])
    static let label = ColumnPath(["label"])
    static let content = ColumnPath(["content"])

    static func parse(_ line: Span<UInt8>, into batch: inout RowBatchBuilder) throws(RowFault) {
        if line.count > 0, line[0] == UInt8(ascii: "{"), let structured = try? JSON(parsing: line),
            let content = structured["content"]?.stringValue
        {
            try set(Self.content, content, &batch)
            for (path, name) in [(timestamp, "ts"), (level, "level"), (label, "label")] {
                if let text = structured[name]?.stringValue { try set(path, text, &batch) }
            }
            return
        }
        try parsePlain(line, into: &batch)
    }

    private static func parsePlain(_ line: Span<UInt8>, into batch: inout RowBatchBuilder) throws(RowFault) {
        var end = line.count
        if end > 0, line[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        var position = 0
        let isError = hasPrefix("ERROR ", line, at: 0, end: end)
        if isError { position = 6 }
        let timeEnd = timestampEnd(line, from: position, end: end)
        if let timeEnd {
            try set(timestamp, text(line, position..<timeEnd), &batch)
            if isError { try set(level, "error", &batch) }
            position = min(timeEnd + 1, end)
            if batch.readsLabels, let labelEnd = labelEnd(line, from: position, end: end) {
                try set(label, text(line, (position + 1)..<labelEnd), &batch)
                position = min(labelEnd + 2, end)
            }
        } else {
            position = 0
        }
        try set(content, text(line, position..<end), &batch)
    }

    private static func text(_ line: Span<UInt8>, _ range: Range<Int>) -> String {
        line.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    private static func set(
        _ path: ColumnPath, _ text: String, _ batch: inout RowBatchBuilder
    ) throws(RowFault) {
        let column = try batch.column(at: path)
        var writer = JSONWriter()
        writer.write(string: text)
        batch.set(.string, column: column) { $0.append(contentsOf: writer.bytes) }
    }

    private static func hasPrefix(_ prefix: StaticString, _ line: Span<UInt8>, at start: Int, end: Int) -> Bool {
        guard start + prefix.utf8CodeUnitCount <= end else { return false }
        for index in 0..<prefix.utf8CodeUnitCount where line[start + index] != prefix.utf8Start[index] { return false }
        return true
    }

    /// The end of `YYYY-MM-DDTHH:MM:SS[.fraction]` when it stands at `start`, before a space or the end.
    private static func timestampEnd(_ line: Span<UInt8>, from start: Int, end: Int) -> Int? {
        let pattern: StaticString = "0000-00-00T00:00:00"
        guard start + pattern.utf8CodeUnitCount <= end else { return nil }
        for index in 0..<pattern.utf8CodeUnitCount {
            let byte = line[start + index]
            let isDigit = byte &- UInt8(ascii: "0") < 10
            let expected = pattern.utf8Start[index]
            guard expected == UInt8(ascii: "0") ? isDigit : byte == expected else { return nil }
        }
        var position = start + pattern.utf8CodeUnitCount
        if position < end, line[position] == UInt8(ascii: ".") {
            position += 1
            while position < end, line[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        }
        return position == end || line[position] == UInt8(ascii: " ") ? position : nil
    }

    /// The position of the bracket that ends a label, when `[label] ` stands at `start`.
    private static func labelEnd(_ line: Span<UInt8>, from start: Int, end: Int) -> Int? {
        guard start < end, line[start] == UInt8(ascii: "[") else { return nil }
        var position = start + 1
        while position < end, line[position] != UInt8(ascii: "]") { position += 1 }
        guard position > start + 1, position < end else { return nil }
        return position + 1 == end || line[position + 1] == UInt8(ascii: " ") ? position : nil
    }
}
