import RoostJSON

/// A GraphQL operation with its variables and the shape of its answer.
public protocol GraphQLOperation: Sendable {
    associatedtype Answer: Sendable

    /// The operation's name, as the document says it.
    static var name: String { get }
    /// The document, with one operation.
    static var document: String { get }
    /// How failures are retried.
    static var policy: RetryPolicy { get }

    /// Every declared variable; `null` for one that is not set.
    var variables: JSONObject { get }

    /// Reads the answer's `data`.
    func answer(from data: AnswerReader) throws(APIError) -> Answer
}

extension GraphQLOperation {
    public static var policy: RetryPolicy { .graphQL }
}

/// Reads the fields of an answer and names the field that is not as promised.
public struct AnswerReader: Sendable {
    public let value: JSON
    private let operation: String
    private let path: String

    init(_ value: JSON, operation: String, path: String = "data") {
        self.value = value
        self.operation = operation
        self.path = path
    }

    /// The member `name`; `nil` when it is absent or `null`.
    public subscript(name: String) -> AnswerReader? {
        guard let member = value[name], !member.isNull else { return nil }
        return AnswerReader(member, operation: operation, path: "\(path).\(name)")
    }

    /// The member `name`, which must be there.
    public func required(_ name: String) throws(APIError) -> AnswerReader {
        guard let member = self[name] else { throw missing("\(path).\(name)", "a value") }
        return member
    }

    /// The text of the member `name`, which must be there.
    public func string(_ name: String) throws(APIError) -> String {
        guard let text = self[name]?.value.stringValue else { throw missing("\(path).\(name)", "a text") }
        return text
    }

    /// The integer of the member `name`, which must be there.
    public func integer(_ name: String) throws(APIError) -> Int64 {
        guard let number = self[name]?.value.intValue else { throw missing("\(path).\(name)", "an integer") }
        return number
    }

    /// The JSON value that the member `name` holds as text.
    public func embeddedJSON(_ name: String) throws(APIError) -> JSON? {
        guard let member = self[name] else { return nil }
        guard let text = member.value.stringValue, let json = try? JSON(parsing: text) else {
            throw missing("\(path).\(name)", "JSON as text")
        }
        return json
    }

    /// The elements of a list.
    public var elements: [AnswerReader] {
        (value.arrayValue ?? []).enumerated().map { index, element in
            AnswerReader(element, operation: operation, path: "\(path)[\(index)]")
        }
    }

    /// The error for a field that is not as promised.
    public func missing(_ field: String, _ expected: String) -> APIError {
        .invalidAnswer(request: operation, reason: "\(field) is missing or is not \(expected)")
    }
}
