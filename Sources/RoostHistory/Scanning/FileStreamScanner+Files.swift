extension FileStreamScanner {
    mutating func scanFiles() throws(RowFault) {
        if try null() { return }
        guard text.byte == UInt8(ascii: "{") else { throw invalid("files", "an object") }
        var isFirst = true
        while let name = try nextKey(&isFirst) {
            file = name
            guard text.byte == UInt8(ascii: "{") else { throw invalid("files.\(name)", "an object") }
            if let stream = RunStream.allCases.first(where: { $0.fileName == name }) {
                try scanRows(of: stream)
            } else {
                try scanLines(of: name)
            }
            file = nil
        }
    }

    /// Reads the members of a file's object, calling `content` at the value of `content`.
    ///
    /// - Returns: the offset.
    private mutating func scanFile(
        content: (inout FileStreamScanner) throws(RowFault) -> Void
    ) throws(RowFault) -> Int64 {
        let start = text.position
        var offset: Int64?
        var hasContent = false
        var isFirst = true
        while let key = try nextKey(&isFirst) {
            switch key {
            case "offset":
                guard let value = try integer(key), value >= 0, value <= Limits.lineNumber else {
                    throw invalid("offset", "a line number from 0 to 2^40")
                }
                offset = value
            case "content":
                guard !hasContent else { throw invalid("content", "given once") }
                hasContent = true
                try content(&self)
            default: try text.skipValue()
            }
        }
        guard let offset, hasContent else {
            throw .malformed(
                .invalidMember(name: offset == nil ? "offset" : "content", expected: "given"), at: start)
        }
        return offset
    }

    private mutating func scanRows(of stream: RunStream) throws(RowFault) {
        var builder = RowBatchBuilder(stream: stream, readsLabels: readsLabels)
        builder.reserve(bytes: text.bytes.count - text.position)
        var hash = ContentHash()
        let offset = try scanFile { scanner throws(RowFault) in
            let start = scanner.text.position
            try scanner.scanArray("content") { scanner throws(RowFault) in
                scanner.line = builder.lineCount
                if stream == .console {
                    try scanner.scanEscapedLine(from: scanner.text.position + 1, into: &builder)
                } else {
                    try scanner.scanLine(into: &builder)
                }
            }
            scanner.line = nil
            hash.combine(scanner.text.bytes.extracting(start..<scanner.text.position))
        }
        guard offset <= Limits.lineNumber - Int64(builder.lineCount) else {
            throw invalid("offset", "a line number below 2^40")
        }
        let batch = builder.finish(offset: offset, contentHash: hash.value)
        switch stream {
        case .metrics: request.metrics = batch
        case .system: request.system = batch
        case .console: request.console = batch
        }
    }

    /// Reads a row from the string at the position, in place if its escapes allow.
    @inline(__always)
    private mutating func scanLine(into builder: inout RowBatchBuilder) throws(RowFault) {
        let start = text.position + 1
        var row = RowScanner<EscapedText>(bytes: text.bytes, position: start)
        do throws(RowFault) {
            if try row.scanRow(into: &builder) { builder.finishRow() } else { builder.skipLine() }
        } catch {
            guard case .needsUnescaping = error else { throw error }
            builder.restartRow()
            try scanEscapedLine(from: start, into: &builder)
            return
        }
        try builder.checkRoom(for: row.position - start)
        text.position = row.position + 1
    }

    private mutating func scanEscapedLine(from start: Int, into builder: inout RowBatchBuilder) throws(RowFault) {
        let end = try text.stringEnd(from: start)
        let content = text.bytes.extracting(start..<end)
        do throws(RowFault) {
            try builder.append(escapedLine: content)
        } catch {
            guard case .malformed(let reason, let position) = error else { throw error }
            throw .malformed(reason, at: start + LiteralText.sourcePosition(of: position, in: content))
        }
        text.position = end + 1
    }

    private mutating func scanLines(of name: String) throws(RowFault) {
        var lines: [String] = []
        let offset = try scanFile { scanner throws(RowFault) in
            try scanner.scanArray("content") { scanner throws(RowFault) in
                scanner.line = lines.count
                guard lines.count < Limits.linesPerRequest else {
                    throw .limit("lines of one file in one request", maximum: Limits.linesPerRequest)
                }
                lines.append(try scanner.string())
            }
            scanner.line = nil
        }
        guard name == Self.summaryName else {
            request.otherFiles.append(FileStreamRequest.OtherFile(name: name, offset: offset, lines: lines))
            return
        }
        if let last = lines.last {
            try checkSummary(last, line: lines.count - 1)
            request.summary = last
        }
    }

    private static let summaryName = "wandb-summary.json"

    private mutating func checkSummary(_ summary: String, line: Int) throws(RowFault) {
        let end = text.position
        do throws(RowFault) {
            var scanner = TextScanner<PlainText>(bytes: summary.utf8.span)
            scanner.skipSpace()
            guard scanner.byte == UInt8(ascii: "{") else { throw scanner.fault(expected: "'{'") }
            try scanner.skipValue()
            scanner.skipSpace()
            guard scanner.position == scanner.bytes.count else {
                throw .malformed(.trailingBytes, at: scanner.position)
            }
        } catch {
            self.line = line
            guard case .malformed(let reason, _) = error else { throw error }
            throw .malformed(reason, at: end)
        }
    }
}
