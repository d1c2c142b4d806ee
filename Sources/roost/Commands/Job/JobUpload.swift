import Foundation
import Roost
import RoostAPI
import RoostJSON
import RoostLaunch

/// Brings a job and its code to a project.
struct JobUpload: Sendable {
    let client: APIClient
    let entity: String
    let project: String

    /// What is no code although it lies beside it.
    private static let foreign = [".git", ".build", "wandb", "__pycache__", ".venv", "venv", "artifacts"]

    func send(
        _ job: Job, name: String, description: String?, aliases: [String]
    ) async throws -> RemoteArtifact {
        let artifact = try Artifact(job: job, name: name, description: description)
        return try await artifact.upload(with: client, entity: entity, project: project, aliases: aliases)
    }

    /// Uploads the code of a folder.
    func send(folder: String, name: String, entrypoint: [String]) async throws -> RemoteArtifact {
        let artifact = try Artifact(
            name: name, type: "code", description: "Code artifact for job",
            metadata: ["codePath": .string(folder), "entrypoint": .string(entrypoint.last ?? "")])
        try artifact.addDirectory(folder, policy: .immutable)
        let files = try await artifact.files
        for file in files {
            let parts = file.path.split(separator: "/").dropLast()
            if parts.contains(where: { Self.foreign.contains(String($0)) }) { try artifact.remove(file.path) }
        }
        return try await artifact.upload(with: client, entity: entity, project: project, aliases: ["latest"])
    }

    /// The lines of the folder's `requirements.txt`.
    static func requirements(in folder: String) throws -> [String] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/requirements.txt") else { return [] }
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }
}
