/// The ids that clients see: Base64 of `Type:…`. They stay opaque, but a few are built or taken apart by clients.
public enum GlobalID: Hashable, Sendable {
    /// `Run:v1:<id>:<project>:<entity>`. The id of a run may hold colons; projects and entities cannot.
    case run(name: String, project: String, entity: String)
    /// `Project:v1:<name>:<entity>`.
    case project(name: String, entity: String)
    /// `ProjectInternalId:<row>`.
    case projectInternal(Int64)
    case user(Int64)
    case entity(Int64)
    case organization(Int64)
    case apiKey(Int64)
    case invite(Int64)
    /// A file of a run.
    case file(Int64)
    case artifact(Int64)
    case artifactType(Int64)
    case artifactCollection(Int64)
    case artifactMembership(Int64)
    case artifactAlias(Int64)
    case artifactManifest(Int64)
    case artifactFile(Int64)
    case runQueue(Int64)
    case runQueueItem(Int64)
    case launchAgent(Int64)
    /// The default configuration of a run queue.
    case resourceConfig(Int64)
    case sweep(Int64)
    case webSession(Int64)
    case view(Int64)
}

extension GlobalID {
    private static let numbered: [(prefix: String, make: @Sendable (Int64) -> GlobalID)] = [
        ("ProjectInternalId", { .projectInternal($0) }), ("User", { .user($0) }), ("Entity", { .entity($0) }),
        ("Organization", { .organization($0) }), ("ApiKey", { .apiKey($0) }), ("Invite", { .invite($0) }),
        ("File", { .file($0) }), ("Artifact", { .artifact($0) }), ("ArtifactType", { .artifactType($0) }),
        ("ArtifactCollection", { .artifactCollection($0) }),
        ("ArtifactCollectionMembership", { .artifactMembership($0) }), ("ArtifactAlias", { .artifactAlias($0) }),
        ("ArtifactManifest", { .artifactManifest($0) }), ("ArtifactFile", { .artifactFile($0) }),
        ("RunQueue", { .runQueue($0) }), ("RunQueueItem", { .runQueueItem($0) }), ("LaunchAgent", { .launchAgent($0) }),
        ("DefaultResourceConfig", { .resourceConfig($0) }), ("Sweep", { .sweep($0) }),
        ("WebSession", { .webSession($0) }),
        ("View", { .view($0) }),
    ]

    /// The text under the Base64.
    private var plain: String {
        switch self {
        case .run(let name, let project, let entity): "Run:v1:\(name):\(project):\(entity)"
        case .project(let name, let entity): "Project:v1:\(name):\(entity)"
        case .projectInternal(let row): "ProjectInternalId:\(row)"
        case .user(let row): "User:\(row)"
        case .entity(let row): "Entity:\(row)"
        case .organization(let row): "Organization:\(row)"
        case .apiKey(let row): "ApiKey:\(row)"
        case .invite(let row): "Invite:\(row)"
        case .file(let row): "File:\(row)"
        case .artifact(let row): "Artifact:\(row)"
        case .artifactType(let row): "ArtifactType:\(row)"
        case .artifactCollection(let row): "ArtifactCollection:\(row)"
        case .artifactMembership(let row): "ArtifactCollectionMembership:\(row)"
        case .artifactAlias(let row): "ArtifactAlias:\(row)"
        case .artifactManifest(let row): "ArtifactManifest:\(row)"
        case .artifactFile(let row): "ArtifactFile:\(row)"
        case .runQueue(let row): "RunQueue:\(row)"
        case .runQueueItem(let row): "RunQueueItem:\(row)"
        case .launchAgent(let row): "LaunchAgent:\(row)"
        case .resourceConfig(let row): "DefaultResourceConfig:\(row)"
        case .sweep(let row): "Sweep:\(row)"
        case .webSession(let row): "WebSession:\(row)"
        case .view(let row): "View:\(row)"
        }
    }

    /// Base64 in the standard alphabet, padded. Ids with a number hold neither `/` nor `+`: letters, digits and
    /// colons never yield them, and clients put such ids into paths without escaping.
    public var text: String {
        Base64.encode(Array(plain.utf8))
    }

    /// Reads an id, with or without padding.
    ///
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` when the text is no id of a known kind.
    public init(_ text: String) throws(CatalogError) {
        let invalid = CatalogError.invalid(field: "id", value: text, expected: "a global id (Base64 of Type:…)")
        guard text.utf8.count <= 2_048, let bytes = Base64.decode(text),
            let plain = String(validating: bytes, as: UTF8.self), let colon = plain.firstIndex(of: ":")
        else { throw invalid }
        let kind = plain[..<colon]
        let rest = plain[plain.index(after: colon)...]
        if kind == "Run" || kind == "Project", rest.hasPrefix("v1:") {
            guard let id = Self(versioned: rest.dropFirst(3), isRun: kind == "Run") else { throw invalid }
            self = id
            return
        }
        guard let row = Int64(rest), row >= 0, row.description == rest,
            let make = Self.numbered.first(where: { $0.prefix == kind })?.make
        else { throw invalid }
        self = make(row)
    }

    /// Reads from the right, because only the leftmost part may hold colons.
    private init?(versioned text: Substring, isRun: Bool) {
        guard let last = text.lastIndex(of: ":") else { return nil }
        let entity = String(text[text.index(after: last)...])
        let head = text[..<last]
        if !isRun {
            guard !head.isEmpty, !entity.isEmpty else { return nil }
            self = .project(name: String(head), entity: entity)
            return
        }
        guard let middle = head.lastIndex(of: ":") else { return nil }
        let name = String(head[..<middle])
        let project = String(head[head.index(after: middle)...])
        guard !name.isEmpty, !project.isEmpty, !entity.isEmpty else { return nil }
        self = .run(name: name, project: project, entity: entity)
    }
}
