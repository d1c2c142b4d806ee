import RoostJSON

/// What can be wrong with what is put into a queue.
public enum QueueError: Error, Sendable, Hashable {
    /// A value at a path of the specification, the queue's configuration or the template variables.
    case invalid(path: String, value: JSON, expected: String)
    /// A value that is needed and missing.
    case missing(path: String, expected: String)
}

extension QueueError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalid(let path, let value, let expected):
            "\(path): \(Self.shortened(value)) is not valid; expected \(expected)"
        case .missing(let path, let expected): "\(path): missing; expected \(expected)"
        }
    }

    private static func shortened(_ value: JSON) -> String {
        var writer = JSONWriter()
        writer.write(value)
        return writer.text.count <= 80 ? writer.text : "\(writer.text.prefix(80))…"
    }
}
