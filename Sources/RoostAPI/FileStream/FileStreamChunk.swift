/// The files that can be streamed, line by line.
public enum StreamedFile: String, Sendable, Hashable, CaseIterable {
    case history = "wandb-history.jsonl"
    case events = "wandb-events.jsonl"
    case summary = "wandb-summary.json"
    case console = "output.log"
}

/// Consecutive lines of a streamed file: line *i* of the chunk replaces line `offset + i` of the file.
public struct FileStreamChunk: Sendable, Hashable {
    /// The file's name, one of ``StreamedFile`` or a labelled console file.
    public let file: String
    /// The number of the first line, counted from 0.
    public let offset: Int
    public private(set) var lineCount = 0
    /// The lines as JSON strings with commas between them.
    private(set) var encoded: [UInt8] = []

    public init(_ file: StreamedFile, offset: Int) { self.init(name: file.rawValue, offset: offset) }

    public init(name: String, offset: Int) {
        file = name
        self.offset = offset
    }

    /// The bytes that the lines take in a request.
    public var byteCount: Int { encoded.count }
    public var isEmpty: Bool { lineCount == 0 }

    /// Makes room for lines of so many bytes in all.
    public mutating func reserve(bytes: Int) { encoded.reserveCapacity(encoded.count + bytes) }

    /// Adds a line, in UTF-8 without its newline.
    public mutating func append(_ line: Span<UInt8>) {
        begin()
        var start = 0
        for index in 0..<line.count {
            let byte = line[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            copy(line, start..<index)
            escape(byte)
            start = index + 1
        }
        copy(line, start..<line.count)
        encoded.append(UInt8(ascii: "\""))
    }

    /// Adds a line without its newline.
    public mutating func append(_ line: String) {
        append(line.utf8Span.span)
    }

    /// Adds a line that is escaped as the content of a JSON string.
    public mutating func append(escaped line: Span<UInt8>) {
        begin()
        line.withUnsafeBufferPointer { encoded.append(contentsOf: $0) }
        encoded.append(UInt8(ascii: "\""))
    }

    private mutating func begin() {
        if lineCount > 0 { encoded.append(UInt8(ascii: ",")) }
        encoded.append(UInt8(ascii: "\""))
        lineCount += 1
    }

    private mutating func copy(_ line: Span<UInt8>, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        line.extracting(range).withUnsafeBufferPointer { encoded.append(contentsOf: $0) }
    }

    private mutating func escape(_ byte: UInt8) {
        encoded.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): encoded.append(byte)
        case 0x0A: encoded.append(UInt8(ascii: "n"))
        case 0x0D: encoded.append(UInt8(ascii: "r"))
        case 0x09: encoded.append(UInt8(ascii: "t"))
        default:
            let digit = byte & 15
            encoded.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            encoded.append(UInt8(ascii: "0") + (byte >> 4))
            encoded.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
