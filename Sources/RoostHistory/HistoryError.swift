/// Everything that this module may refuse or fail with.
public enum HistoryError: Error, Sendable, Hashable {
    /// A file-stream request is not what it should be. Nothing of it was stored.
    case malformed(MalformedRequest)
    /// A bound of ``Limits`` was passed. Nothing was stored.
    case limitExceeded(LimitExceeded)
    /// An argument that cannot be served.
    case invalidArgument(name: String, value: String, expected: String)
    /// A fork was asked for a run that has rows, or that is forked from another point.
    case forkTargetInUse(RunKey)
    /// The store was written by a newer version of Roost.
    case newerFormat(found: Int, supported: Int)
    /// The file is no history store.
    case notAHistoryStore(path: String)
    /// Stored bytes that do not decode.
    case corrupt(String)
    /// The disk or quota is full. Nothing was stored.
    case diskFull
    /// The database failed otherwise; nothing was stored.
    case storage(code: Int, message: String)
    /// The task was cancelled; nothing was stored.
    case cancelled
    /// The store was closed.
    case closed
}

/// Where and why a file-stream request is malformed.
public struct MalformedRequest: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        case unexpectedEnd
        case unexpectedByte(UInt8, expected: String)
        case invalidNumber
        case invalidEscape
        case invalidUTF8
        case controlCharacterInString
        case trailingBytes
        /// A member whose value has the wrong type or range.
        case invalidMember(name: String, expected: String)
    }

    public let reason: Reason
    /// The streamed file, when the fault lies in one.
    public let file: String?
    /// The index of the line in the file's `content`, from 0, when the fault lies in one.
    public let line: Int?
    /// The offset of the fault in the request body.
    public let byte: Int

    public init(_ reason: Reason, file: String? = nil, line: Int? = nil, byte: Int) {
        self.reason = reason
        self.file = file
        self.line = line
        self.byte = byte
    }
}

/// Which bound of ``Limits`` was passed, and by what.
public struct LimitExceeded: Sendable, Hashable {
    /// What is bounded, in words: `line bytes`.
    public let limit: String
    public let maximum: Int
    public let file: String?
    public let line: Int?

    public init(_ limit: String, maximum: Int, file: String? = nil, line: Int? = nil) {
        self.limit = limit
        self.maximum = maximum
        self.file = file
        self.line = line
    }
}

extension HistoryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let fault): fault.description
        case .limitExceeded(let excess): excess.description
        case .invalidArgument(let name, let value, let expected): "\(name) is \(value); it must be \(expected)"
        case .forkTargetInUse(let run): "run \(run.rawValue) has rows already, so it cannot become a fork"
        case .newerFormat(let found, let supported):
            "the history store has format \(found); this version reads up to \(supported): use a newer Roost"
        case .notAHistoryStore(let path): "\(path) is no history store of Roost"
        case .corrupt(let what): "the history store is damaged: \(what)"
        case .diskFull: "the disk is full; nothing was stored"
        case .storage(let code, let message): "the history store failed: \(message) (SQLite \(code))"
        case .cancelled: "the request was cancelled; nothing was stored"
        case .closed: "the history store is closed"
        }
    }
}

extension MalformedRequest: CustomStringConvertible {
    public var description: String {
        let what =
            switch reason {
            case .unexpectedEnd: "the text ends too early"
            case .unexpectedByte(let byte, let expected):
                byte >= 0x20 && byte < 0x7f
                    ? "'\(Character(Unicode.Scalar(byte)))' where \(expected) is expected"
                    : "byte \(byte) where \(expected) is expected"
            case .invalidNumber: "invalid number"
            case .invalidEscape: "invalid escape"
            case .invalidUTF8: "invalid UTF-8"
            case .controlCharacterInString: "a control character in a string (escape it)"
            case .trailingBytes: "text after the value"
            case .invalidMember(let name, let expected): "\(name) must be \(expected)"
            }
        return "\(Self.place(file, line))\(what) at byte \(byte)"
    }

    fileprivate static func place(_ file: String?, _ line: Int?) -> String {
        switch (file, line) {
        case (let file?, let line?): "\(file), line \(line) of the request: "
        case (let file?, nil): "\(file): "
        default: ""
        }
    }
}

extension LimitExceeded: CustomStringConvertible {
    public var description: String {
        "\(MalformedRequest.place(file, line))more than \(maximum) \(limit)"
    }
}
