/// Cuts a document into tokens, one at a time, so that the first fault in reading order is the one reported.
struct Lexer {
    let source: SourceText
    private(set) var position = 0

    init(_ source: SourceText) {
        self.source = source
    }

    /// The next token; the end of the file again and again once it is reached.
    mutating func next() throws(GraphQLError) -> Token {
        skipIgnored()
        guard let byte = peek() else {
            return Token(kind: .endOfFile, start: position, end: position)
        }
        if let kind = punctuation(byte) { return token(kind, length: 1) }
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            return readName()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try readNumber()
        case UInt8(ascii: "\""):
            if peek(1) == byte, peek(2) == byte { return try readBlockString() }
            return try readString()
        case UInt8(ascii: "."):
            if peek(1) == byte, peek(2) == byte { return token(.spread, length: 3) }
        case UInt8(ascii: "'"):
            throw fault("Unexpected single quote character ('), did you mean to use a double quote (\")?")
        default: break
        }
        throw fault("Unexpected character: \(describeCharacter(at: position)).")
    }

    /// A syntax error at an offset; here when none is given.
    func fault(_ message: String, at offset: Int? = nil) -> GraphQLError {
        GraphQLError("Syntax Error: \(message)", locations: [source.location(at: offset ?? position)])
    }

    func peek(_ ahead: Int = 0) -> UInt8? {
        let index = position + ahead
        return index < source.bytes.count ? source.bytes[index] : nil
    }

    mutating func advance(_ count: Int = 1) {
        position += count
    }

    private mutating func token(_ kind: Token.Kind, length: Int) -> Token {
        let token = Token(kind: kind, start: position, end: position + length)
        position += length
        return token
    }

    private func punctuation(_ byte: UInt8) -> Token.Kind? {
        switch byte {
        case UInt8(ascii: "!"): .bang
        case UInt8(ascii: "$"): .dollar
        case UInt8(ascii: "&"): .ampersand
        case UInt8(ascii: "("): .parenthesisLeft
        case UInt8(ascii: ")"): .parenthesisRight
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: "="): .equals
        case UInt8(ascii: "@"): .at
        case UInt8(ascii: "["): .bracketLeft
        case UInt8(ascii: "]"): .bracketRight
        case UInt8(ascii: "{"): .braceLeft
        case UInt8(ascii: "|"): .pipe
        case UInt8(ascii: "}"): .braceRight
        default: nil
        }
    }

    /// White space, commas, byte order marks and comments.
    private mutating func skipIgnored() {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ","):
                position += 1
            case 0xEF where peek(1) == 0xBB && peek(2) == 0xBF:
                position += 3
            case UInt8(ascii: "#"):
                while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { position += 1 }
            default: return
            }
        }
    }

    private mutating func readName() -> Token {
        let start = position
        while let byte = peek(), isNameByte(byte) { position += 1 }
        return Token(kind: .name, start: start, end: position, text: source.text(start..<position))
    }

    private func isNameStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        isNameStart(byte) || byte &- UInt8(ascii: "0") < 10
    }

    private mutating func readNumber() throws(GraphQLError) -> Token {
        let start = position
        var kind = Token.Kind.int
        if peek() == UInt8(ascii: "-") { position += 1 }
        if peek() == UInt8(ascii: "0") {
            position += 1
            if let byte = peek(), byte &- UInt8(ascii: "0") < 10 {
                throw fault("Invalid number, unexpected digit after 0: \(describeCharacter(at: position)).")
            }
        } else {
            try readDigits()
        }
        if peek() == UInt8(ascii: ".") {
            kind = .float
            position += 1
            try readDigits()
        }
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
            kind = .float
            position += 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
            try readDigits()
        }
        if let byte = peek(), byte == UInt8(ascii: ".") || isNameStart(byte) {
            throw fault("Invalid number, expected digit but got: \(describeCharacter(at: position)).")
        }
        return Token(kind: kind, start: start, end: position, text: source.text(start..<position))
    }

    private mutating func readDigits() throws(GraphQLError) {
        guard let byte = peek(), byte &- UInt8(ascii: "0") < 10 else {
            throw fault("Invalid number, expected digit but got: \(describeCharacter(at: position)).")
        }
        while let byte = peek(), byte &- UInt8(ascii: "0") < 10 { position += 1 }
    }

    /// A character as messages show it: printable ASCII in quotes, the rest as a code point.
    func describeCharacter(at offset: Int) -> String {
        guard offset < source.bytes.count else { return Token.Kind.endOfFile.rawValue }
        let end = min(offset + 4, source.bytes.count)
        guard let scalar = source.text(offset..<end).unicodeScalars.first else { return Token.Kind.endOfFile.rawValue }
        if scalar == "\"" { return "'\"'" }
        if (0x20...0x7E).contains(scalar.value) { return "'\(scalar)'" }
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    }
}
