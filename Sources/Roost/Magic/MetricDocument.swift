import RoostJSON

/// Metrics of a line that is an object, in JSON or as Python prints its dictionaries.
enum MetricDocument {
    private static let depth = 4

    /// The numbers of the object under their names, those of inner objects behind the outer's name and a dot; `nil` when
    /// the line is no object.
    static func members(of line: [UInt8]) -> [(key: String, value: RunValue)]? {
        let text = trimmed(line)
        guard text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}") else { return nil }
        var isPython = false
        var document = try? JSON(parsing: Array(text))
        if document == nil {
            isPython = true
            document = try? JSON(parsing: json(ofPython: text))
        }
        guard case .object(let object)? = document else { return nil }
        var found: [(key: String, value: RunValue)] = []
        collect(object, prefix: "", depth: 0, readsTexts: isPython, into: &found)
        return found
    }

    private static func collect(
        _ object: JSONObject, prefix: String, depth: Int, readsTexts: Bool,
        into found: inout [(key: String, value: RunValue)]
    ) {
        for (name, value) in object where found.count < MagicLimits.metricsOfLine {
            let key = prefix + name
            guard key.utf8.count <= MagicLimits.nameBytes, MetricWords.kind(of: name) != .never, name != "time" else {
                continue
            }
            switch value {
            case .int(let number): found.append((key, .integer(number)))
            case .number(let number): found.append((key, .number(number)))
            // Some trainers print their numbers as text.
            case .string(let text) where readsTexts:
                if let number = Double(text) { found.append((key, .number(number))) }
            case .object(let inner) where depth < Self.depth:
                collect(inner, prefix: key + ".", depth: depth + 1, readsTexts: readsTexts, into: &found)
            default: break
            }
        }
    }

    private static func trimmed(_ line: [UInt8]) -> ArraySlice<UInt8> {
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let rest = line.drop(while: isSpace)
        return rest.dropLast(rest.reversed().prefix(while: isSpace).count)
    }

    /// A dictionary of Python with double quotes, and with `nan`, `inf` and the constants as JSON writes them.
    private static func json(ofPython text: ArraySlice<UInt8>) -> [UInt8] {
        let constants: [String: String] = [
            "True": "true", "False": "false", "None": "null", "nan": "NaN", "inf": "Infinity",
        ]
        var written: [UInt8] = []
        var word: [UInt8] = []
        var quote: UInt8?
        for byte in text {
            if let open = quote {
                if byte == open { quote = nil }
                written.append(byte == open || byte == UInt8(ascii: "\"") ? UInt8(ascii: "\"") : byte)
                continue
            }
            if byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z") {
                word.append(byte)
                continue
            }
            let text = String(decoding: word, as: UTF8.self)
            written += Array((constants[text] ?? text).utf8)
            word.removeAll()
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
                written.append(UInt8(ascii: "\""))
            } else {
                written.append(byte)
            }
        }
        return written
    }
}
