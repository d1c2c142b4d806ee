import RoostJSON

/// What a client asks for.
public struct GraphQLRequest: Sendable, Hashable {
    /// The document's text.
    public var query: String
    /// Which of the document's operations to execute; nil when it has but one. The empty name counts as nil.
    public var operationName: String?
    public var variables: JSONObject

    public init(query: String, operationName: String? = nil, variables: JSONObject? = nil) {
        self.query = query
        self.operationName = operationName
        self.variables = variables ?? [:]
    }
}
