/// Reads tokens of JSON text, in place. `Q` says how its quotes are written.
struct TextScanner<Q: Quoting>: ~Escapable {
    let bytes: Span<UInt8>
    var position: Int
    let floats = FloatParser()

    @_lifetime(copy bytes)
    init(bytes: Span<UInt8>, position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// The byte at the position; 0, which JSON text never holds, at the end.
    @inline(__always)
    var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    @inline(__always)
    mutating func skipSpace() {
        while byte <= 0x20, isSpace(byte) { position &+= 1 }
    }

    @inline(__always)
    private func isSpace(_ byte: UInt8) -> Bool {
        // In escaped text the other white space is an escape, or a control character that must not be there.
        byte == 0x20 || (Q.width == 1 && (byte == 0x0a || byte == 0x0d || byte == 0x09))
    }

    @inline(__always)
    var isAtQuote: Bool { isQuote(at: position) }

    @inline(__always)
    func isQuote(at position: Int) -> Bool {
        if Q.width == 1 {
            return position < bytes.count && bytes[position] == UInt8(ascii: "\"")
        }
        return position &+ 1 < bytes.count && bytes[position] == UInt8(ascii: "\\")
            && bytes[position &+ 1] == UInt8(ascii: "\"")
    }

    @inline(never)
    func fault(expected: String) -> RowFault {
        guard position < bytes.count else { return .malformed(.unexpectedEnd, at: position) }
        if Q.width == 2 {
            if bytes[position] == UInt8(ascii: "\\") { return .needsUnescaping }
            if bytes[position] == UInt8(ascii: "\"") { return .malformed(.unexpectedEnd, at: position) }
        }
        return .malformed(.unexpectedByte(bytes[position], expected: expected), at: position)
    }

    /// The position of the quote that ends the string whose content starts at `start`.
    @inline(__always)
    func stringEnd(from start: Int) throws(RowFault) -> Int {
        let end = WordSearch.firstSpecial(in: bytes, from: start)
        return isQuote(at: end) ? end : try stringEnd(after: end)
    }

    @inline(never)
    private func stringEnd(after special: Int) throws(RowFault) -> Int {
        var end = special
        while !isQuote(at: end) {
            guard end < bytes.count else { throw .malformed(.unexpectedEnd, at: end) }
            guard bytes[end] == UInt8(ascii: "\\") else {
                let isEnd = bytes[end] == UInt8(ascii: "\"")
                throw .malformed(isEnd ? .unexpectedEnd : .controlCharacterInString, at: end)
            }
            if Q.width == 2 { throw .needsUnescaping }
            end = WordSearch.firstSpecial(in: bytes, from: try LiteralText.skipEscape(bytes, at: end))
        }
        return end
    }

    /// Reads the string at the position.
    ///
    /// - Returns: where its content lies.
    mutating func string() throws(RowFault) -> Range<Int> {
        guard isAtQuote else { throw fault(expected: "a string") }
        let start = position + Q.width
        let end = try stringEnd(from: start)
        position = end + Q.width
        return start..<end
    }

    @inline(__always)
    mutating func expect(_ character: UInt8, _ name: String) throws(RowFault) {
        guard byte == character else { throw fault(expected: name) }
        position &+= 1
    }

    mutating func literal(_ text: StaticString) throws(RowFault) {
        for index in 0..<text.utf8CodeUnitCount {
            guard byte == text.utf8Start[index] else { throw fault(expected: "\(text)") }
            position &+= 1
        }
    }

    func ascii(_ range: Range<Int>) -> String {
        bytes.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: Skipping

    /// Checks and passes over the value at the position.
    ///
    /// - Parameters:
    ///   - depth: arrays and objects around the value.
    ///   - typeDepth: becomes the least depth of an object with a member `_type`.
    mutating func skipValue(depth: Int, typeDepth: inout Int) throws(RowFault) {
        if isAtQuote {
            _ = try string()
            return
        }
        switch byte {
        case UInt8(ascii: "{"): try skipObject(depth: depth + 1, typeDepth: &typeDepth)
        case UInt8(ascii: "["): try skipArray(depth: depth + 1, typeDepth: &typeDepth)
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        case UInt8(ascii: "N"): try literal("NaN")
        case UInt8(ascii: "I"): try literal("Infinity")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try number()
        default: throw fault(expected: "a value")
        }
    }

    mutating func skipValue() throws(RowFault) {
        var typeDepth = Int.max
        try skipValue(depth: 0, typeDepth: &typeDepth)
    }

    private mutating func skipArray(depth: Int, typeDepth: inout Int) throws(RowFault) {
        guard depth <= Limits.nestingDepth else { throw .limit("nested levels", maximum: Limits.nestingDepth) }
        position += 1
        skipSpace()
        if byte == UInt8(ascii: "]") {
            position += 1
            return
        }
        while true {
            skipSpace()
            try skipValue(depth: depth, typeDepth: &typeDepth)
            skipSpace()
            if byte == UInt8(ascii: "]") {
                position += 1
                return
            }
            try expect(UInt8(ascii: ","), "',' or ']'")
        }
    }

    private mutating func skipObject(depth: Int, typeDepth: inout Int) throws(RowFault) {
        guard depth <= Limits.nestingDepth else { throw .limit("nested levels", maximum: Limits.nestingDepth) }
        position += 1
        skipSpace()
        if byte == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            skipSpace()
            let key = try string()
            if key.count == 5, bytes[key.lowerBound] == UInt8(ascii: "_"), ascii(key) == "_type" {
                typeDepth = min(typeDepth, depth)
            }
            skipSpace()
            try expect(UInt8(ascii: ":"), "':'")
            skipSpace()
            try skipValue(depth: depth, typeDepth: &typeDepth)
            skipSpace()
            if byte == UInt8(ascii: "}") {
                position += 1
                return
            }
            try expect(UInt8(ascii: ","), "',' or '}'")
        }
    }
}
