import Roost
import RoostJSON

extension Player {
    /// An artifact as `{"name", "type", "description", "metadata", "ttl", "add": [{KIND: parameters}]}` describes it.
    static func artifact(_ step: JSON) async throws -> Artifact {
        let metadata = (step["metadata"]?.objectValue ?? [:]).map { ($0.key, $0.value.runValue) }
        let artifact = try Artifact(
            name: step["name"]?.stringValue ?? "", type: step["type"]?.stringValue ?? "",
            description: step["description"]?.stringValue,
            metadata: Dictionary(metadata, uniquingKeysWith: { $1 }))
        if let seconds = step["ttl"]?.intValue { artifact.ttl = .seconds(seconds) }
        for addition in step["add"]?.arrayValue ?? [] {
            for (kind, given) in addition.objectValue ?? [:] { try await add(kind, given, to: artifact) }
        }
        return artifact
    }

    private static func add(_ kind: String, _ given: JSON, to artifact: Artifact) async throws {
        func text(_ name: String) -> String { given[name]?.stringValue ?? "" }
        switch kind {
        case "file":
            try artifact.addFile(
                text("path"), name: given["name"]?.stringValue,
                policy: given["policy"]?.stringValue == "immutable" ? .immutable : .mutable,
                overwrite: given["overwrite"]?.boolValue ?? false)
        case "dir": try artifact.addDirectory(text("path"), name: given["name"]?.stringValue)
        case "reference":
            try await artifact.addReference(
                text("uri"), name: given["name"]?.stringValue, checksum: given["checksum"]?.boolValue ?? true)
        case "new_file":
            try artifact.newFile(text("name")) { file in try file.write(contentsOf: Array(text("text").utf8)) }
        case "remove": try artifact.remove(given.stringValue ?? "")
        default: throw UnknownStep(name: kind)
        }
    }

    /// Logs an artifact, waits for it where that is asked for, and tells what became of it.
    mutating func log(artifact step: JSON) async throws -> JSON {
        let artifact = try await Self.artifact(step)
        let aliases = Self.texts(step["aliases"]) ?? ["latest"]
        if step["use"]?.boolValue == true {
            try await current.useArtifact(artifact, aliases: aliases)
        } else {
            try current.logArtifact(artifact, aliases: aliases, tags: Self.texts(step["tags"]) ?? [])
        }
        if step["wait"]?.boolValue != false { try await artifact.wait(timeoutSeconds: 60) }
        return try await Self.describe(artifact)
    }

    /// Uses an artifact by its name, and downloads and checks it where that is asked for.
    func use(artifact step: JSON) async throws -> JSON {
        let artifact = try await current.useArtifact(
            step["name"]?.stringValue ?? "", type: step["type"]?.stringValue, useAs: step["use_as"]?.stringValue)
        var seen = try await Self.describe(artifact)
        if let root = step["download"]?.stringValue {
            let folder = try await artifact.download(root: root)
            try await artifact.verify(root: root)
            if case .object(var members) = seen {
                members["folder"] = .string(folder)
                seen = .object(members)
            }
        }
        return seen
    }

    private static func describe(_ artifact: Artifact) async throws -> JSON {
        let files = try await artifact.files
        return [
            "name": .string(artifact.name), "type": .string(artifact.type), "digest": .string(artifact.digest),
            "size": .int(artifact.size), "version": artifact.version.map(JSON.string) ?? .null,
            "qualified_name": artifact.qualifiedName.map(JSON.string) ?? .null,
            "id": artifact.id.map(JSON.string) ?? .null,
            "aliases": .array(artifact.aliases.sorted().map(JSON.string)),
            "description": artifact.description.map(JSON.string) ?? .null, "metadata": artifact.metadata,
            "files": .object(JSONObject(files.map { ($0.path, .string($0.digest)) }, uniquingKeysWith: { $1 })),
        ]
    }
}
