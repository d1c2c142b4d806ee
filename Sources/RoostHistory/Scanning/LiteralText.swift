/// The text of a JSON string.
enum LiteralText {
    /// Appends what the string whose content is `bytes` stands for. A lone surrogate, which has no UTF-8 form, becomes
    /// U+FFFD.
    static func unescape(_ bytes: Span<UInt8>, into target: inout [UInt8]) throws(RowFault) {
        var position = 0
        while true {
            let special = WordSearch.firstSpecial(in: bytes, from: position)
            bytes.extracting(position..<special).withUnsafeBufferPointer { target.append(contentsOf: $0) }
            guard special < bytes.count else { return }
            position = special
            guard bytes[position] == UInt8(ascii: "\\") else {
                if bytes[position] == UInt8(ascii: "\"") {
                    throw .malformed(.unexpectedByte(bytes[position], expected: "an escaped quote"), at: position)
                }
                throw .malformed(.controlCharacterInString, at: position)
            }
            position = try appendEscape(bytes, at: position, to: &target)
        }
    }

    /// The string whose content is `bytes`.
    static func string(_ bytes: Span<UInt8>) throws(RowFault) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        try unescape(bytes, into: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Where in `bytes` the byte stands that becomes the one at `index` of the unescaped text.
    static func sourcePosition(of index: Int, in bytes: Span<UInt8>) -> Int {
        var position = 0
        var unescaped = 0
        while unescaped < index, position < bytes.count {
            var piece: [UInt8] = [0]
            var next = position + 1
            if bytes[position] == UInt8(ascii: "\\") {
                piece = []
                do throws(RowFault) {
                    next = try appendEscape(bytes, at: position, to: &piece)
                } catch {
                    return position
                }
            }
            unescaped += piece.count
            position = next
        }
        return position
    }

    /// Checks the escape at `position`.
    ///
    /// - Returns: the position after it.
    static func skipEscape(_ bytes: Span<UInt8>, at position: Int) throws(RowFault) -> Int {
        guard position + 1 < bytes.count else { throw .malformed(.unexpectedEnd, at: bytes.count) }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return position + 2
        case UInt8(ascii: "u"):
            _ = try hex4(bytes, at: position + 2)
            return position + 6
        default: throw .malformed(.invalidEscape, at: position)
        }
    }

    private static func appendEscape(
        _ bytes: Span<UInt8>, at position: Int, to target: inout [UInt8]
    ) throws(RowFault) -> Int {
        guard position + 1 < bytes.count else { throw .malformed(.unexpectedEnd, at: bytes.count) }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): target.append(bytes[position + 1])
        case UInt8(ascii: "b"): target.append(0x08)
        case UInt8(ascii: "f"): target.append(0x0c)
        case UInt8(ascii: "n"): target.append(0x0a)
        case UInt8(ascii: "r"): target.append(0x0d)
        case UInt8(ascii: "t"): target.append(0x09)
        case UInt8(ascii: "u"): return try appendUnicodeEscape(bytes, at: position, to: &target)
        default: throw .malformed(.invalidEscape, at: position)
        }
        return position + 2
    }

    private static func appendUnicodeEscape(
        _ bytes: Span<UInt8>, at position: Int, to target: inout [UInt8]
    ) throws(RowFault) -> Int {
        let first = try hex4(bytes, at: position + 2)
        var end = position + 6
        var scalar = Unicode.Scalar(first) ?? "\u{fffd}"
        if UTF16.isLeadSurrogate(first), end + 1 < bytes.count, bytes[end] == UInt8(ascii: "\\"),
            bytes[end + 1] == UInt8(ascii: "u")
        {
            let second = try hex4(bytes, at: end + 2)
            if UTF16.isTrailSurrogate(second) {
                scalar = UTF16.decode(UTF16.EncodedScalar([first, second]))
                end += 6
            }
        }
        target.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        return end
    }

    private static func hex4(_ bytes: Span<UInt8>, at position: Int) throws(RowFault) -> UInt16 {
        guard position + 4 <= bytes.count else { throw .malformed(.unexpectedEnd, at: bytes.count) }
        var value: UInt16 = 0
        for index in position..<(position + 4) {
            let byte = bytes[index]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw .malformed(.invalidEscape, at: index)
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
