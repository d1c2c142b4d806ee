import RoostJSON

/// What a server can do beyond the oldest protocol.
public struct ServerFeatures: Sendable, Hashable {
    /// The names of the features that are switched on, for example `FILESTREAM_GZIP`.
    public var enabled: Set<String>

    public init(enabled: Set<String> = []) { self.enabled = enabled }

    /// Console lines may be JSON objects with level, time and label.
    public var hasStructuredConsole: Bool { enabled.contains("STRUCTURED_CONSOLE_LOGS") }
    /// File-stream bodies may be compressed.
    public var acceptsCompressedFileStream: Bool { enabled.contains("FILESTREAM_GZIP") }
}

/// Asks for the server's features. Older servers answer with an error, which means: none.
public struct ServerFeaturesQuery: GraphQLOperation {
    public static let name = "ServerFeaturesQuery"
    public static let document = "query ServerFeaturesQuery { serverInfo { features { name isEnabled } } }"

    public init() {}

    public var variables: JSONObject { [:] }

    public func answer(from data: AnswerReader) throws(APIError) -> ServerFeatures {
        let features = data["serverInfo"]?["features"]?.elements ?? []
        return ServerFeatures(
            enabled: Set(
                features.filter { $0["isEnabled"]?.value.boolValue == true }
                    .compactMap { $0["name"]?.value.stringValue }))
    }
}
