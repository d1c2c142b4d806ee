/// What a reader meets next in a log.
public enum LogEntry: Sendable, Equatable {
    /// A record that is intact.
    case record(LogPayload)
    /// A stretch of the file that cannot be used. Reading goes on after it.
    case fault(LogFault)
    /// Nothing more for now. When the file grows, asking again goes on where this stopped.
    case end(LogEnd)
}

/// One record as it stands in the log.
public struct LogPayload: Sendable, Equatable {
    /// The serialized ``LogRecord``.
    public let bytes: [UInt8]
    /// Where the record's first chunk begins, in bytes from the start of the file.
    public let offset: Int64
    /// Where the next record begins: a reader that is opened at this offset goes on after this record.
    public let end: Int64

    /// Decodes the message.
    ///
    /// - Throws: ``LogError/invalidMessage(offset:reason:)`` when the bytes are no ``LogRecord``.
    public func record() throws(LogError) -> LogRecord {
        do {
            return try LogRecord(serializedBytes: bytes)
        } catch {
            throw .invalidMessage(offset: offset, reason: String(describing: error))
        }
    }
}

/// A stretch of a log that was skipped.
public struct LogFault: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        /// The checksum in a chunk's header is not that of its content.
        case checksum(expected: UInt32, found: UInt32)
        /// A chunk's length reaches beyond its block.
        case length(Int)
        /// A chunk's type is none of 1 to 4.
        case type(UInt8)
        /// A continuation without the beginning, or a beginning without its end.
        case incompleteRecord
        /// The record exceeds ``LogLimits/recordBytes``.
        case tooLarge
        /// The file's own header is damaged.
        case fileHeader
    }

    /// Where the fault was met, in bytes from the start of the file.
    public let offset: Int64
    /// How many bytes were skipped.
    public let skipped: Int64
    public let reason: Reason

    public var description: String {
        let what =
            switch reason {
            case .checksum(let expected, let found):
                "the checksum is \(String(found, radix: 16)), not \(String(expected, radix: 16))"
            case .length(let length): "a chunk of \(length) bytes does not fit its block"
            case .type(let type): "chunk type \(type) is none of 1 to 4"
            case .incompleteRecord: "a record lacks its beginning or its end"
            case .tooLarge: "a record exceeds \(LogLimits.recordBytes) bytes"
            case .fileHeader: "the file's header is damaged"
            }
        return "damaged at byte \(offset): \(what); \(skipped) bytes skipped"
    }
}

/// How the part of a log that can be read now ends.
public enum LogEnd: Sendable, Hashable {
    /// After a whole record.
    case clean
    /// Within a record that begins at `offset`: its writer has not written the rest yet, or never will.
    case truncated(offset: Int64)
}
