import RoostGraphQL
import RoostJSON

/// What the server can do, by which clients decide what to send.
struct ServerInfoNode: GraphQLObject {
    static let graphQLTypeName = "ServerInfo"

    /// Features that work here, by the names that clients look for.
    static let features = [
        "LARGE_FILENAMES", "CLIENT_IDS", "STRUCTURED_CONSOLE_LOGS", "TOTAL_COUNT_IN_FILE_CONNECTION",
        "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION", "EXPAND_DEFINED_METRIC_GLOBS", "MARK_RUN_FILES_UPLOADED",
        "FILESTREAM_GZIP", "ARTIFACT_TAGS", "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP",
        "ARTIFACT_COLLECTION_MEMBERSHIP_FILES", "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE", "UPDATE_RUN_STATE",
    ]

    /// Clients compare this with thresholds up to 0.12.21, and print an upgrade hint when it is newer than they are.
    private static let maximumClientVersion = "0.16.0"
    private static let minimumClientVersion = "0.16.0"

    static func types() -> [any TypeDeclaration] {
        [
            Object<ServerInfoNode>("ServerInfo") {
                Field("cliVersionInfo", "JSON", .open) { _, _, _ in
                    JSON.object([
                        "min_cli_version": .string(minimumClientVersion),
                        "max_cli_version": .string(maximumClientVersion),
                    ])
                }
                Field("latestLocalVersionInfo", "LatestLocalVersionInfo", .open) { _, _, _ in
                    LatestLocalVersionInfo?.none
                }
                Field("features", "[ServerFeature!]!", .open) { _, _, _ in features.map(ServerFeature.init) }
            },
            Object<ServerFeature>("ServerFeature") {
                Field("name", "String!", .open) { feature, _, _ in feature.name }
                Field("isEnabled", "Boolean!", .open) { _, _, _ in true }
            },
            Object<LatestLocalVersionInfo>("LatestLocalVersionInfo") {
                Field("outOfDate", "Boolean!", .open) { _, _, _ in false }
                Field("latestVersionString", "String", .open) { _, _, _ in RoostServer.version }
                Field("versionOnThisInstanceString", "String", .open) { _, _, _ in RoostServer.version }
            },
            Object<ServerSettings>("ServerSettings") {
                Field("serverMessages", "[ServerMessage!]!", .parent) { _, _, _ in [ServerMessage]() }
            },
            Object<ServerMessage>("ServerMessage") {
                Field("utfText", "String", .parent) { message, _, _ in message.text }
                Field("plainText", "String", .parent) { message, _, _ in message.text }
                Field("htmlText", "String", .parent) { message, _, _ in message.text }
                Field("messageType", "String", .parent) { _, _, _ in "footer" }
                Field("messageLevel", "String", .parent) { _, _, _ in "20" }
            },
        ]
    }

    @QueryFields static var queries: [QueryField] {
        Field("serverInfo", "ServerInfo", .open) { _, _, _ in ServerInfoNode() }
    }
}

struct ServerFeature: GraphQLObject {
    static let graphQLTypeName = "ServerFeature"
    let name: String
}

struct LatestLocalVersionInfo: GraphQLObject {
    static let graphQLTypeName = "LatestLocalVersionInfo"
}

/// Messages of the server to old clients' terminals; there are none.
struct ServerSettings: GraphQLObject {
    static let graphQLTypeName = "ServerSettings"
}

struct ServerMessage: GraphQLObject {
    static let graphQLTypeName = "ServerMessage"
    let text: String
}
