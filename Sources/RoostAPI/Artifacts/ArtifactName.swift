/// Where a version of an artifact is found: `entity/project/name:alias`.
public struct ArtifactName: Sendable, Hashable {
    public var entity: String
    public var project: String
    /// The collection's name.
    public var collection: String
    /// An alias, or a version such as `v3`.
    public var alias: String

    public init(entity: String, project: String, collection: String, alias: String = "latest") {
        self.entity = entity
        self.project = project
        self.collection = collection
        self.alias = alias
    }

    /// Reads `[[entity/]project/]name[:alias]`; what is left out comes from the arguments, the alias is `latest`.
    ///
    /// - Returns: `nil` when a part is empty or missing.
    public init?(_ text: String, entity: String? = nil, project: String? = nil) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), let last = parts.last,
            let entity = parts.count == 3 ? parts[0] : entity,
            let project = parts.count >= 2 ? parts[parts.count - 2] : project
        else { return nil }
        let name = last.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let alias = name.count == 2 ? name[1] : "latest"
        guard !entity.isEmpty, !project.isEmpty, !name[0].isEmpty, !alias.isEmpty else { return nil }
        self.init(entity: entity, project: project, collection: name[0], alias: alias)
    }

    /// `name:alias`, as the server looks it up in the project.
    public var nameInProject: String { "\(collection):\(alias)" }
}

extension ArtifactName: CustomStringConvertible {
    public var description: String { "\(entity)/\(project)/\(nameInProject)" }
}
