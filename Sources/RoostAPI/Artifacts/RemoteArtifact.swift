import Foundation
import RoostJSON

/// A version of an artifact as the server knows it.
public struct RemoteArtifact: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        /// It is being uploaded.
        case pending = "PENDING"
        case committed = "COMMITTED"
        case deleted = "DELETED"
    }

    /// The server's id.
    public let id: String
    /// Where it was logged.
    public let entity: String
    public let project: String
    /// The name of the collection in which it was logged.
    public let name: String
    public let type: String
    /// The number of the version; `nil` until it is committed.
    public let versionIndex: Int?
    /// Its names in the collection in which it was logged, without the version.
    public let aliases: [String]
    public let tags: [String]
    public let state: State
    /// The digest over the names and digests of its files.
    public let digest: String
    public let description: String?
    public let metadata: JSONObject
    /// Bytes of all its files.
    public let size: Int64
    public let fileCount: Int64
    public let createdAt: String
    /// How long it is kept; `nil` for ever.
    public let ttlSeconds: Int64?
    /// Where its complete manifest is read, without a key; `nil` until it is committed.
    public let manifestURL: String?

    /// `v3`; empty until it is committed.
    public var version: String { versionIndex.map { "v\($0)" } ?? "" }

    /// `entity/project/name:v3`.
    public var qualifiedName: String {
        "\(entity)/\(project)/\(name)" + (versionIndex.map { ":v\($0)" } ?? "")
    }

    /// The id as `wandb-artifact://` references write it.
    public var hexadecimalID: String {
        (Data(base64Encoded: id) ?? Data()).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// What ``init(_:)`` reads.
    static let selection = """
        { id state versionIndex digest description metadata size fileCount createdAt ttlDurationSeconds \
        tags { name } artifactType { name } artifactSequence { name project { name entityName } } \
        aliases { alias artifactCollection { name project { name entityName } } } \
        currentManifest { file { directUrl } } }
        """

    init(_ node: AnswerReader) throws(APIError) {
        let sequence = try node.required("artifactSequence")
        let project = try sequence.required("project")
        let (name, projectName, entity) = (
            try sequence.string("name"), try project.string("name"), try project.string("entityName")
        )
        id = try node.string("id")
        self.name = name
        self.project = projectName
        self.entity = entity
        type = try (try node.required("artifactType")).string("name")
        let index = node["versionIndex"]?.value.intValue.map { Int($0) }
        versionIndex = index
        let state = try node.string("state")
        guard let state = State(rawValue: state) else { throw node.missing("state", "PENDING, COMMITTED or DELETED") }
        self.state = state
        aliases = (node["aliases"]?.elements ?? []).compactMap { alias in
            let collection = alias["artifactCollection"]
            guard let text = alias["alias"]?.value.stringValue, text != index.map({ "v\($0)" }),
                collection?["name"]?.value.stringValue == name,
                collection?["project"]?["name"]?.value.stringValue == projectName,
                collection?["project"]?["entityName"]?.value.stringValue == entity
            else { return nil }
            return text
        }
        tags = (node["tags"]?.elements ?? []).compactMap { $0["name"]?.value.stringValue }
        digest = try node.string("digest")
        description = node["description"]?.value.stringValue
        metadata = try node.embeddedJSON("metadata")?.objectValue ?? [:]
        size = node["size"]?.value.intValue ?? 0
        fileCount = node["fileCount"]?.value.intValue ?? 0
        createdAt = try node.string("createdAt")
        ttlSeconds = node["ttlDurationSeconds"]?.value.intValue.flatMap { $0 > 0 ? $0 : nil }
        manifestURL = node["currentManifest"]?["file"]?["directUrl"]?.value.stringValue
    }
}
