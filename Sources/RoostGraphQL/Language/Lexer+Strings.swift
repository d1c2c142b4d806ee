extension Lexer {
    /// A string in single quotation marks, its escapes resolved.
    mutating func readString() throws(GraphQLError) -> Token {
        let start = position
        advance()
        var value = ""
        var clean = position
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                value += source.text(clean..<position)
                advance()
                return Token(kind: .string, start: start, end: position, text: value)
            case UInt8(ascii: "\\"):
                value += source.text(clean..<position)
                value.unicodeScalars.append(try readEscape())
                clean = position
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                throw fault("Unterminated string.")
            default: advance()
            }
        }
        throw fault("Unterminated string.")
    }

    private mutating func readEscape() throws(GraphQLError) -> Unicode.Scalar {
        let scalar: Unicode.Scalar
        switch peek(1) {
        case UInt8(ascii: "u"):
            return peek(2) == UInt8(ascii: "{") ? try readBracedEscape() : try readFixedEscape()
        case UInt8(ascii: "\""): scalar = "\""
        case UInt8(ascii: "\\"): scalar = "\\"
        case UInt8(ascii: "/"): scalar = "/"
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{c}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        default: throw fault("Invalid character escape sequence: '\(excerpt(scalars: 2))'.")
        }
        advance(2)
        return scalar
    }

    /// `\u{…}` with any number of digits that make a Unicode scalar.
    private mutating func readBracedEscape() throws(GraphQLError) -> Unicode.Scalar {
        var point: UInt32 = 0
        var size = 3
        while size < 12, let byte = peek(size) {
            size += 1
            if byte == UInt8(ascii: "}") {
                guard size >= 5, let scalar = Unicode.Scalar(point) else { break }
                advance(size)
                return scalar
            }
            guard let digit = hexDigit(byte) else { break }
            point = point << 4 | digit
        }
        throw fault("Invalid Unicode escape sequence: '\(excerpt(scalars: size))'.")
    }

    /// `\uXXXX`, or two of them that form a surrogate pair.
    private mutating func readFixedEscape() throws(GraphQLError) -> Unicode.Scalar {
        if let lead = hexCode(at: 2) {
            if let scalar = Unicode.Scalar(lead) {
                advance(6)
                return scalar
            }
            if UTF16.isLeadSurrogate(lead), peek(6) == UInt8(ascii: "\\"), peek(7) == UInt8(ascii: "u"),
                let trail = hexCode(at: 8), UTF16.isTrailSurrogate(trail)
            {
                advance(12)
                return UTF16.decode(UTF16.EncodedScalar([lead, trail]))
            }
        }
        throw fault("Invalid Unicode escape sequence: '\(excerpt(scalars: 6))'.")
    }

    private func hexCode(at ahead: Int) -> UInt16? {
        var code: UInt32 = 0
        for index in 0..<4 {
            guard let byte = peek(ahead + index), let digit = hexDigit(byte) else { return nil }
            code = code << 4 | digit
        }
        return UInt16(code)
    }

    private func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// The next few characters, for a message.
    private func excerpt(scalars count: Int) -> String {
        let end = min(position + 4 * count, source.bytes.count)
        return String(String.UnicodeScalarView(source.text(position..<end).unicodeScalars.prefix(count)))
    }

    /// A block string: lines as written, common indentation and blank first and last lines removed.
    mutating func readBlockString() throws(GraphQLError) -> Token {
        let start = position
        advance(3)
        var lines: [String] = []
        var line = ""
        var clean = position
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\"") where peek(1) == byte && peek(2) == byte:
                lines.append(line + source.text(clean..<position))
                advance(3)
                return Token(kind: .blockString, start: start, end: position, text: BlockString.value(of: lines))
            case UInt8(ascii: "\\")
            where peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"") && peek(3) == UInt8(ascii: "\""):
                line += source.text(clean..<position)
                clean = position + 1
                advance(4)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                lines.append(line + source.text(clean..<position))
                advance(byte == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n") ? 2 : 1)
                line = ""
                clean = position
            default: advance()
            }
        }
        throw fault("Unterminated string.")
    }
}
