import Crypto
import Foundation
import RoostAPI
import RoostJSON
import Synchronization

/// A named and versioned set of files: a data set, a model, the results of an evaluation.
///
/// ```swift
/// let artifact = try Artifact(name: "mnist", type: "dataset", metadata: ["rows": 60_000])
/// try artifact.addDirectory("data")
/// try run.logArtifact(artifact, aliases: ["raw"])
/// try await artifact.wait()
/// print(artifact.qualifiedName ?? "")  // team/project/mnist:v3
///
/// let data = try await run.useArtifact("mnist:latest")
/// let folder = try await data.download()
/// ```
///
/// A value is a handle: it may be used from any thread or task. Once it is logged, its content does not change.
public final class Artifact: Sendable {
    /// What the artifact is.
    enum Phase: Sendable {
        case draft
        /// Written to a run's log; `nil` where no server gets the run.
        case logged(ServerAccess?, runDirectory: String?)
        case known(RemoteArtifact, ServerAccess)
    }

    struct State: Sendable {
        var phase = Phase.draft
        var description: String?
        var metadata: JSONObject
        var ttl: ArtifactTTL?
        var tags: [String] = []
        var entries: [String: ArtifactEntry] = [:]
        /// What has been read of a known artifact's manifest.
        var manifest: RemoteManifest?
    }

    /// The name of the collection that holds the versions.
    public let name: String
    /// What kind of thing it is, such as `dataset` or `model`.
    public let type: String
    /// By which the server knows the artifact before it gives it an id.
    let clientID: String
    let sequenceClientID: String
    /// Where the content waits until the artifact is logged.
    let staging: ArtifactStaging
    let state: Mutex<State>

    /// An artifact to fill and to log.
    ///
    /// - Parameters:
    ///   - name: letters, digits, dashes, underscores and dots. Artifacts of one name are versions of each other.
    ///   - type: what it is, such as `dataset` or `model`; the same for all versions.
    ///   - description: for people.
    ///   - metadata: at most 100 members that it can be found and compared by.
    /// - Throws: ``UsageError`` for a name, type or metadata that cannot be.
    public convenience init(
        name: String, type: String, description: String? = nil, metadata: [String: RunValue] = [:]
    ) throws(UsageError) {
        try ArtifactRules.check(type: type, name: name)
        try self.init(unreservedName: name, type: type, description: description, metadata: metadata)
    }

    /// As the public one, for types of the library itself too.
    init(
        unreservedName name: String, type: String, description: String? = nil, metadata: [String: RunValue] = [:]
    ) throws(UsageError) {
        try ArtifactRules.check(name: name)
        self.name = name
        self.type = type
        let id = TableArtifact.randomID()
        clientID = id
        sequenceClientID = TableArtifact.randomID()
        staging = ArtifactStaging(clientID: id)
        state = Mutex(State(description: description, metadata: try Self.members(metadata)))
    }

    /// One that the server has.
    init(_ artifact: RemoteArtifact, _ access: ServerAccess) {
        name = artifact.name
        type = artifact.type
        clientID = ""
        sequenceClientID = ""
        staging = ArtifactStaging(clientID: TableArtifact.randomID())
        state = Mutex(
            State(
                phase: .known(artifact, access), description: artifact.description, metadata: artifact.metadata,
                ttl: artifact.ttlSeconds.map(ArtifactTTL.seconds), tags: artifact.tags))
    }

    deinit { staging.remove() }

    static func members(_ values: [String: RunValue]) throws(UsageError) -> JSONObject {
        var members: JSONObject = [:]
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let json = value.json else {
                throw UsageError(
                    argument: "metadata", value: key, problem: "it holds media",
                    remedy: "Add media to the artifact as files.")
            }
            members[key] = json
        }
        try ArtifactRules.check(metadata: members)
        return members
    }
}

extension Artifact {
    /// For people. It can be changed until the artifact is logged.
    public var description: String? {
        get { state.withLock { $0.description } }
        set { change { $0.description = newValue } }
    }

    /// What it can be found and compared by.
    public var metadata: JSON { .object(state.withLock { $0.metadata }) }

    /// Replaces the metadata of an artifact that is not logged yet.
    ///
    /// - Throws: ``UsageError`` for more than 100 members, or media among them.
    public func setMetadata(_ metadata: [String: RunValue]) throws(UsageError) {
        let members = try Self.members(metadata)
        change { $0.metadata = members }
    }

    /// How long it is kept; `nil` where nothing was said.
    public var ttl: ArtifactTTL? {
        get { state.withLock { $0.ttl } }
        set { change { $0.ttl = newValue } }
    }

    /// Words to find it by.
    public var tags: [String] { state.withLock { $0.tags } }

    /// Changes a draft; what is logged stays as it is.
    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            if case .draft = state.phase { body(&state) }
        }
    }

    /// Whether it is not logged yet.
    public var isDraft: Bool { state.withLock { if case .draft = $0.phase { true } else { false } } }

    var remote: RemoteArtifact? { state.withLock { if case .known(let remote, _) = $0.phase { remote } else { nil } } }

    // MARK: What the server says; `nil` until the artifact was waited for.

    /// The server's id.
    public var id: String? { remote?.id }
    /// `v3`
    public var version: String? { remote?.version }
    /// Whose it is; `nil` before the server has it.
    public var entity: String? { remote?.entity }
    /// The project that it is in; `nil` before the server has it.
    public var project: String? { remote?.project }
    /// `entity/project/name:v3`
    public var qualifiedName: String? { remote?.qualifiedName }
    /// Its names beside the version.
    public var aliases: [String] { remote?.aliases ?? [] }
    /// When the server took it, in ISO 8601.
    public var createdAt: String? { remote?.createdAt }

    /// Identifies the content: two versions with equal files have the same.
    public var digest: String {
        if let remote { return remote.digest }
        var text = "wandb-artifact-manifest-v1\n"
        for entry in state.withLock({ Self.sorted($0.entries) }) { text += "\(entry.path):\(entry.digest)\n" }
        return Insecure.MD5.hash(data: Array(text.utf8)).hexadecimal
    }

    /// Bytes of all entries.
    public var size: Int64 { remote?.size ?? state.withLock { $0.entries.values.reduce(0) { $0 + $1.size } } }

    static func sorted(_ entries: [String: ArtifactEntry]) -> [ArtifactEntry] {
        entries.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}
