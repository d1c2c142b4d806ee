import RoostJSON

/// Signs up for an anonymous account, where the server offers them.
public struct CreateAnonymousApiKey: GraphQLOperation {
    public static let name = "CreateAnonymousApiKey"
    public static let document = """
        mutation CreateAnonymousApiKey { createAnonymousEntity(input: {}) { apiKey { name } } }
        """

    public init() {}

    public var variables: JSONObject { [:] }

    /// The new key.
    public func answer(from data: AnswerReader) throws(APIError) -> String {
        try (try (try data.required("createAnonymousEntity")).required("apiKey")).string("name")
    }
}
