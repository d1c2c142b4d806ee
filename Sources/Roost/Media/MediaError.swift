/// What is wrong with a media value, or with writing its files.
public enum MediaError: Error, Sendable, Hashable {
    /// A file cannot be read: where, and the system's reason.
    case unreadable(path: String, reason: String)
    /// A file of the run cannot be written: where, and the system's reason.
    case unwritable(path: String, reason: String)
    /// A file is of a kind that the value does not take.
    case unsupportedFormat(field: String, value: String, allowed: [String])
    /// A value is not usable: its name, what it is and what would be right.
    case invalidValue(field: String, value: String, expected: String)
    /// A value is larger than its bound.
    case tooLarge(field: String, value: Int, limit: Int)
}

extension MediaError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "The file \"\(path)\" cannot be read: \(reason). Give the path of a readable file."
        case .unwritable(let path, let reason):
            "The file \"\(path)\" cannot be written: \(reason). Check the space and the rights of the run's directory."
        case .unsupportedFormat(let field, let value, let allowed):
            "\(field) is of the format \"\(value)\"; it has to be one of \(allowed.joined(separator: ", "))."
        case .invalidValue(let field, let value, let expected):
            "\(field) is \(value); it has to be \(expected)."
        case .tooLarge(let field, let value, let limit):
            "\(field) is \(value); the limit is \(limit)."
        }
    }
}

extension MediaError {
    /// Why the system refused, without the file; the whole description where it was not the system.
    var reason: String {
        switch self {
        case .unreadable(_, let reason), .unwritable(_, let reason): reason
        default: description
        }
    }
}
