import RoostJSON

/// The account that a key belongs to.
public struct Viewer: Sendable, Hashable {
    public var id: String
    /// The entity that runs go to when none is named.
    public var entity: String?
    public var username: String?
    public var email: String?
    /// The teams that the account belongs to.
    public var teams: [String]
    /// Whether the account wants the main source file saved with its runs.
    public var isCodeSavingEnabled: Bool
}

/// Asks who the key belongs to.
public struct ViewerQuery: GraphQLOperation {
    public static let name = "Viewer"
    public static let document = """
        query Viewer { viewer { id entity username email flags teams { edges { node { name } } } } }
        """

    public init() {}

    public var variables: JSONObject { [:] }

    /// `nil` when the server does not know the key.
    public func answer(from data: AnswerReader) throws(APIError) -> Viewer? {
        guard let viewer = data["viewer"] else { return nil }
        let flags = try viewer.embeddedJSON("flags")
        let teams = viewer["teams"]?["edges"]?.elements.compactMap { $0["node"]?["name"]?.value.stringValue }
        return Viewer(
            id: try viewer.string("id"), entity: viewer["entity"]?.value.stringValue,
            username: viewer["username"]?.value.stringValue, email: viewer["email"]?.value.stringValue,
            teams: teams ?? [], isCodeSavingEnabled: flags?["code_saving_enabled"]?.boolValue ?? false)
    }
}
