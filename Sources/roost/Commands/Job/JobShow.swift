import ArgumentParser
import Foundation
import RoostAPI
import RoostJSON
import RoostLaunch

struct JobShow: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a job: where its program comes from, how it starts, what it takes.")

    @Argument(help: "[[ENTITY/]PROJECT/]NAME[:ALIAS]")
    var name: String

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let (artifact, job) = try await ClientSession.with(server) { session in
            let place = try await session.artifactName(name)
            guard let artifact = try await session.client.artifact(place) else {
                throw CommandFailure(.notFound, "There is no job \(place), or your account may not read it.")
            }
            guard artifact.type == Job.artifactType else {
                throw CommandFailure(.usage, "\(artifact.qualifiedName) is no job: its type is \(artifact.type).")
            }
            let folder = FileManager.default.temporaryDirectory.appending(path: "roost-job-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.path(percentEncoded: false)
            try await session.client.download(artifact, into: path)
            return (artifact, try Job(artifactDirectory: path, metadata: .object(artifact.metadata)))
        }
        print(listing.json ? PrettyJSON.text(Self.document(artifact, job)) : Self.page(artifact, job))
    }

    private static func document(_ artifact: RemoteArtifact, _ job: Job) -> JSON {
        var members: JSONObject = [
            "name": .string(artifact.qualifiedName), "aliases": .array(artifact.aliases.map(JSON.string)),
            "description": artifact.description.map(JSON.string) ?? .null, "created": .string(artifact.createdAt),
            "partial": .bool(job.isPartial),
        ]
        for (key, value) in job.document.objectValue ?? [:] where !key.hasPrefix("_") { members[key] = value }
        members["requirements"] = .array(job.requirements.map(JSON.string))
        members["has_patch"] = .bool(job.patch != nil)
        return .object(members)
    }

    private static func page(_ artifact: RemoteArtifact, _ job: Job) -> String {
        var pairs = [("job", artifact.qualifiedName), ("aliases", artifact.aliases.joined(separator: ", "))]
        if let description = artifact.description { pairs.append(("description", description)) }
        pairs.append(("created", artifact.createdAt))
        switch job.source {
        case .repository(let remote, let commit):
            pairs += [("repository", remote), ("commit", commit ?? "that of its main branch")]
        case .artifact(let code): pairs.append(("code", code))
        case .image(let image, _): pairs.append(("image", image))
        }
        if !job.entrypoint.isEmpty { pairs.append(("entry point", job.entrypoint.joined(separator: " "))) }
        if let runtime = job.runtime { pairs.append(("runtime", "\(runtime)")) }
        for (name, value) in [
            ("build context", job.buildContext), ("dockerfile", job.dockerfile), ("base image", job.baseImage),
        ] {
            if let value { pairs.append((name, value)) }
        }
        if job.patch != nil { pairs.append(("changes", "beyond the commit")) }
        pairs.append(("takes", job.inputTypes.json.text))
        return TextTable.pairs(pairs.filter { !$0.1.isEmpty }.map { (key: $0.0, value: $0.1) })
    }
}

extension ClientSession {
    /// The full name of an artifact as a person names it.
    func artifactName(_ text: String) async throws -> ArtifactName {
        let entity = text.filter({ $0 == "/" }).count < 2 ? try await defaultEntity() : nil
        guard let name = ArtifactName(text, entity: entity, project: settings.project) else {
            throw CommandFailure(.usage, "'\(text)' names no artifact. Give ENTITY/PROJECT/NAME:ALIAS.")
        }
        return name
    }
}
