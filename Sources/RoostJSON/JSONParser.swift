extension JSON {
    /// How deep arrays and objects may nest unless a caller says otherwise.
    public static let defaultDepthLimit = 128

    /// Parses one JSON value and nothing else.
    ///
    /// - Parameter depthLimit: how deep arrays and objects may nest.
    /// - Throws: ``JSONError`` with the byte offset of the fault.
    public init(parsing text: String, depthLimit: Int = defaultDepthLimit) throws(JSONError) {
        var text = text
        text.makeContiguousUTF8()
        try self.init(parsing: text.utf8.span, depthLimit: depthLimit)
    }

    /// Parses one JSON value in UTF-8 and nothing else.
    public init(parsing bytes: Span<UInt8>, depthLimit: Int = defaultDepthLimit) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, depthLimit: depthLimit)
        self = try parser.parseDocument()
    }

    /// Parses one JSON value in UTF-8 and nothing else.
    public init(parsing bytes: [UInt8], depthLimit: Int = defaultDepthLimit) throws(JSONError) {
        try self.init(parsing: bytes.span, depthLimit: depthLimit)
    }
}

/// A recursive-descent parser with an explicit bound on its depth.
struct JSONParser: ~Escapable {
    private let bytes: Span<UInt8>
    private let depthLimit: Int
    private var position = 0

    @_lifetime(copy bytes)
    init(bytes: Span<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func parseDocument() throws(JSONError) -> JSON {
        let value = try parseValue(depth: 0)
        skipWhitespace()
        if position < bytes.count { throw JSONError(.trailingBytes, offset: position) }
        return value
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, offset: position) }
        return bytes[position]
    }

    private mutating func parseValue(depth: Int) throws(JSONError) -> JSON {
        skipWhitespace()
        switch try peek() {
        case UInt8(ascii: "{"): return try parseObject(depth: depth + 1)
        case UInt8(ascii: "["): return try parseArray(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "N"): return try literal("NaN", .number(.nan))
        case UInt8(ascii: "I"): return try literal("Infinity", .number(.infinity))
        case UInt8(ascii: "-") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "I"):
            return try literal("-Infinity", .number(-.infinity))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        case let byte: throw JSONError(.unexpectedByte(byte), offset: position)
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let start = position
        for index in 0..<text.utf8CodeUnitCount {
            guard start + index < bytes.count else { throw JSONError(.unexpectedEnd, offset: start + index) }
            guard bytes[start + index] == text.utf8Start[index] else {
                throw JSONError(.unexpectedByte(bytes[start + index]), offset: start + index)
            }
        }
        position += text.utf8CodeUnitCount
        return value
    }

    private func checkDepth(_ depth: Int) throws(JSONError) {
        if depth > depthLimit { throw JSONError(.tooDeep(limit: depthLimit), offset: position) }
    }

    private mutating func parseArray(depth: Int) throws(JSONError) -> JSON {
        try checkDepth(depth)
        position += 1
        var elements: [JSON] = []
        skipWhitespace()
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            elements.append(try parseValue(depth: depth))
            skipWhitespace()
            switch try peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return .array(elements)
            case let byte: throw JSONError(.unexpectedByte(byte), offset: position)
            }
        }
    }

    private mutating func parseObject(depth: Int) throws(JSONError) -> JSON {
        try checkDepth(depth)
        position += 1
        var members = JSONObject()
        skipWhitespace()
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipWhitespace()
            guard try peek() == UInt8(ascii: "\"") else {
                throw JSONError(.unexpectedByte(bytes[position]), offset: position)
            }
            let key = try parseString()
            skipWhitespace()
            guard try peek() == UInt8(ascii: ":") else {
                throw JSONError(.unexpectedByte(bytes[position]), offset: position)
            }
            position += 1
            members[key] = try parseValue(depth: depth)
            skipWhitespace()
            switch try peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return .object(members)
            case let byte: throw JSONError(.unexpectedByte(byte), offset: position)
            }
        }
    }

    private mutating func parseNumber() throws(JSONError) -> JSON {
        let start = position
        var isInteger = true
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let digits = position
        skipDigits()
        guard position > digits, bytes[digits] != UInt8(ascii: "0") || position == digits + 1 else {
            throw JSONError(.invalidNumber, offset: start)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            let fraction = position
            skipDigits()
            guard position > fraction else { throw JSONError(.invalidNumber, offset: start) }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            let exponent = position
            skipDigits()
            guard position > exponent else { throw JSONError(.invalidNumber, offset: start) }
        }
        let text = ascii(start..<position)
        // "-0" is the one integer literal that only a floating-point number can hold.
        if isInteger, text != "-0", let value = Int64(text) { return .int(value) }
        guard let value = Double(text) else { throw JSONError(.invalidNumber, offset: start) }
        return .number(value)
    }

    private mutating func skipDigits() {
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    }

    private func ascii(_ range: Range<Int>) -> String {
        String(unsafeUninitializedCapacity: range.count) { buffer in
            for (target, source) in range.enumerated() { buffer[target] = bytes[source] }
            return range.count
        }
    }

    private mutating func parseString() throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = try validated(start..<position)
                position += 1
                return text
            case UInt8(ascii: "\\"): return try parseEscapedString(from: start)
            case 0..<0x20: throw JSONError(.controlCharacterInString, offset: position)
            default: position += 1
            }
        }
        throw JSONError(.unexpectedEnd, offset: position)
    }

    private func validated(_ range: Range<Int>) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw JSONError(.invalidUTF8, offset: range.lowerBound)
        }
    }

    private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
        var text = try validated(start..<position)
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return text
            case UInt8(ascii: "\\"):
                position += 1
                text.unicodeScalars.append(try parseEscape())
            case 0..<0x20: throw JSONError(.controlCharacterInString, offset: position)
            default:
                let run = position
                while position < bytes.count, bytes[position] != UInt8(ascii: "\""),
                    bytes[position] != UInt8(ascii: "\\"), bytes[position] >= 0x20
                {
                    position += 1
                }
                text += try validated(run..<position)
            }
        }
    }

    private mutating func parseEscape() throws(JSONError) -> Unicode.Scalar {
        let byte = try peek()
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try parseHex4()
            if UTF16.isLeadSurrogate(first), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                let mark = position
                position += 2
                let second = try parseHex4()
                if UTF16.isTrailSurrogate(second) {
                    return UTF16.decode(UTF16.EncodedScalar([first, second]))
                }
                position = mark
            }
            // A lone surrogate has no UTF-8 form; Python writes them, so replace rather than refuse.
            return Unicode.Scalar(first) ?? "\u{fffd}"
        default: throw JSONError(.invalidEscape, offset: position - 1)
        }
    }

    private mutating func parseHex4() throws(JSONError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw JSONError(.unexpectedEnd, offset: bytes.count) }
        var value: UInt16 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw JSONError(.invalidEscape, offset: position)
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
