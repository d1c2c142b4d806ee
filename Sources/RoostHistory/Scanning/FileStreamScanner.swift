/// Scans the body of a file-stream request in one pass.
struct FileStreamScanner: ~Escapable {
    var text: TextScanner<PlainText>
    let readsLabels: Bool
    var request = FileStreamRequest()
    /// Where the scanner is, for errors.
    var file: String?
    var line: Int?

    @_lifetime(copy bytes)
    init(bytes: Span<UInt8>, readsLabels: Bool) {
        text = TextScanner(bytes: bytes)
        self.readsLabels = readsLabels
    }

    mutating func scan() throws(HistoryError) -> FileStreamRequest {
        guard text.bytes.count <= Limits.requestBytes else {
            throw .limitExceeded(LimitExceeded("bytes in a request", maximum: Limits.requestBytes))
        }
        do {
            _ = try UTF8Span(validating: text.bytes)
        } catch {
            throw .malformed(MalformedRequest(.invalidUTF8, byte: error.byteOffsets.lowerBound))
        }
        do throws(RowFault) {
            text.skipSpace()
            guard text.byte == UInt8(ascii: "{") else { throw text.fault(expected: "'{'") }
            try scanMembers()
            text.skipSpace()
            guard text.position == text.bytes.count else { throw .malformed(.trailingBytes, at: text.position) }
        } catch {
            throw error.error(file: file, line: line)
        }
        return request
    }

    /// Reads the key, and what stands before the value, of the next member of an object.
    ///
    /// - Parameter isFirst: whether no member was read before; becomes `false`.
    /// - Returns: `nil` after the last member.
    mutating func nextKey(_ isFirst: inout Bool) throws(RowFault) -> String? {
        if isFirst {
            text.position += 1
            text.skipSpace()
        } else {
            text.skipSpace()
        }
        if text.byte == UInt8(ascii: "}") {
            text.position += 1
            return nil
        }
        if !isFirst {
            try text.expect(UInt8(ascii: ","), "',' or '}'")
            text.skipSpace()
        }
        isFirst = false
        let key = try string()
        text.skipSpace()
        try text.expect(UInt8(ascii: ":"), "':'")
        text.skipSpace()
        return key
    }

    mutating func string() throws(RowFault) -> String {
        let content = try text.string()
        do throws(RowFault) {
            return try LiteralText.string(text.bytes.extracting(content))
        } catch {
            throw shifted(error, by: content.lowerBound)
        }
    }

    private func shifted(_ fault: RowFault, by offset: Int) -> RowFault {
        if case .malformed(let reason, let position) = fault {
            return .malformed(reason, at: position + offset)
        }
        return fault
    }

    private mutating func scanMembers() throws(RowFault) {
        var isFirst = true
        while let key = try nextKey(&isFirst) {
            switch key {
            case "files": try scanFiles()
            case "uploaded": request.uploaded = try strings(key)
            case "preempting": request.isPreempting = try bool(key) ?? false
            case "complete": request.isComplete = try bool(key)
            case "failed": request.hasFailed = try bool(key)
            case "exitcode": request.exitCode = try integer(key).map { Int($0) }
            case "dropped": request.dropped = try integer(key).map { Int($0) }
            default: try text.skipValue()
            }
        }
    }

    // MARK: Simple members

    func invalid(_ name: String, _ expected: String) -> RowFault {
        .malformed(.invalidMember(name: name, expected: expected), at: text.position)
    }

    mutating func null() throws(RowFault) -> Bool {
        guard text.byte == UInt8(ascii: "n") else { return false }
        try text.literal("null")
        return true
    }

    private mutating func bool(_ name: String) throws(RowFault) -> Bool? {
        switch text.byte {
        case UInt8(ascii: "t"):
            try text.literal("true")
            return true
        case UInt8(ascii: "f"):
            try text.literal("false")
            return false
        default:
            guard try null() else { throw invalid(name, "true or false") }
            return nil
        }
    }

    mutating func integer(_ name: String) throws(RowFault) -> Int64? {
        if try null() { return nil }
        guard text.byte == UInt8(ascii: "-") || text.byte &- UInt8(ascii: "0") < 10 else {
            throw invalid(name, "a whole number")
        }
        let start = text.position
        let (kind, word) = try text.number()
        if kind == .int { return Int64(bitPattern: word) }
        if kind == .float, let value = Int64(exactly: Double(bitPattern: word)) { return value }
        throw .malformed(.invalidMember(name: name, expected: "a whole number"), at: start)
    }

    private mutating func strings(_ name: String) throws(RowFault) -> [String] {
        if try null() { return [] }
        guard text.byte == UInt8(ascii: "[") else { throw invalid(name, "a list of strings") }
        var strings: [String] = []
        try scanArray(name) { scanner throws(RowFault) in
            strings.append(try scanner.string())
        }
        return strings
    }

    /// Calls `element` at each string of the array at the position.
    mutating func scanArray(
        _ name: String, element: (inout FileStreamScanner) throws(RowFault) -> Void
    ) throws(RowFault) {
        guard text.byte == UInt8(ascii: "[") else { throw invalid(name, "a list of strings") }
        text.position += 1
        text.skipSpace()
        if text.byte == UInt8(ascii: "]") {
            text.position += 1
            return
        }
        while true {
            text.skipSpace()
            guard text.isAtQuote else { throw text.fault(expected: "a string") }
            try element(&self)
            text.skipSpace()
            if text.byte == UInt8(ascii: "]") {
                text.position += 1
                return
            }
            try text.expect(UInt8(ascii: ","), "',' or ']'")
        }
    }
}
