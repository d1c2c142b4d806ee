/// Why the scanner stopped inside a line.
enum RowFault: Error {
    /// The line has escapes that the scanner does not read in place: unescape it and scan again.
    case needsUnescaping
    case malformed(MalformedRequest.Reason, at: Int)
    case limit(String, maximum: Int)

    func error(file: String?, line: Int?, base: Int = 0) -> HistoryError {
        switch self {
        case .needsUnescaping: .malformed(MalformedRequest(.invalidEscape, file: file, line: line, byte: base))
        case .malformed(let reason, let position):
            .malformed(MalformedRequest(reason, file: file, line: line, byte: base + position))
        case .limit(let limit, let maximum):
            .limitExceeded(LimitExceeded(limit, maximum: maximum, file: file, line: line))
        }
    }
}
