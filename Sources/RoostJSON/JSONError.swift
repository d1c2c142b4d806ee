/// Why a text is not JSON.
public struct JSONError: Error, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case invalidNumber
        case invalidEscape
        case invalidUTF8
        case controlCharacterInString
        case trailingBytes
        /// Arrays and objects nested deeper than the limit given to the parser.
        case tooDeep(limit: Int)
    }

    public let reason: Reason
    /// The offset, in bytes from the start of the text, where the fault was met.
    public let offset: Int

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
