/// Why a text is not JSON.
public struct JSONError: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// The text ends within a value.
        case unexpectedEnd
        /// A byte that cannot stand where it does.
        case unexpectedByte(UInt8)
        /// A number that JSON cannot have, such as `01` or `1.`.
        case invalidNumber
        /// A backslash with something behind it that is no escape.
        case invalidEscape
        /// Bytes in a string that are not UTF-8.
        case invalidUTF8
        /// A control character in a string, which has to be escaped.
        case controlCharacterInString
        /// Something behind the value.
        case trailingBytes
        /// Arrays and objects nested deeper than the limit given to the parser.
        case tooDeep(limit: Int)
    }

    /// What is wrong.
    public let reason: Reason
    /// The offset, in bytes from the start of the text, where the fault was met.
    public let offset: Int

    /// A fault at an offset in bytes.
    public init(_ reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    public var description: String {
        let what =
            switch reason {
            case .unexpectedEnd: "unexpected end"
            case .unexpectedByte(let byte):
                byte >= 0x20 && byte < 0x7f
                    ? "unexpected character '\(Character(Unicode.Scalar(byte)))'" : "unexpected byte \(byte)"
            case .invalidNumber: "invalid number"
            case .invalidEscape: "invalid escape"
            case .invalidUTF8: "invalid UTF-8"
            case .controlCharacterInString: "control character in a string (escape it)"
            case .trailingBytes: "text after the value"
            case .tooDeep(let limit): "nested deeper than \(limit) levels"
            }
        return "not JSON: \(what) at byte \(offset)"
    }
}
