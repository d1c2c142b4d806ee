import RoostJSON

/// The answer to a request.
public struct GraphQLResponse: Sendable {
    public enum Outcome: Sendable, Hashable {
        case ok
        /// The request was refused before any field was resolved: its syntax, its validity, its variables, its size.
        case requestError
        /// The request was executed and some fields failed; `data` holds the rest, or null.
        case fieldErrors
    }

    /// The answer's body: an object with `data` and, when there are any, `errors`.
    public let json: [UInt8]
    public let outcome: Outcome
    /// What `errors` holds.
    public let errors: [GraphQLError]

    /// The answer to a request that is refused as a whole.
    init(refusal errors: [GraphQLError]) {
        var writer = JSONWriter()
        writer.write(raw: "{\"data\":null")
        self.init(data: &writer, errors: errors, outcome: .requestError)
    }

    /// - Parameter data: holds the answer's text up to and including its data.
    init(data writer: inout JSONWriter, errors: [GraphQLError], outcome: Outcome) {
        if !errors.isEmpty {
            writer.write(raw: ",\"errors\":")
            writer.write(.array(errors.map(\.json)))
        }
        writer.write(raw: "}")
        json = writer.bytes
        self.errors = errors
        self.outcome = outcome
    }
}
