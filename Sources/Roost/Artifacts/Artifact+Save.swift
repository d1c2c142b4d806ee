import Foundation
import RoostAPI
import RoostLog
import RoostSync

extension Artifact {
    /// Uploads the artifact without a run.
    ///
    /// - Parameters:
    ///   - project: where it goes; by default the project of the settings.
    ///   - entity: the owner of the project; by default the key's own.
    ///   - aliases: its names beside the version.
    ///   - settings: the server and the key, where those of the surroundings are not meant.
    /// - Throws: ``UsageError`` for an artifact that is logged already, or no project; ``CommError`` when the server
    ///   refuses it.
    public func save(
        project: String? = nil, entity: String? = nil, aliases: [String] = ["latest"], settings: Settings = Settings()
    ) async throws {
        let surroundings = Surroundings.process
        let settings = try settings.resolved(in: surroundings)
        guard let project = project ?? settings.project, !project.isEmpty else {
            throw UsageError(
                argument: "project", value: "nil", problem: "no project is named",
                remedy: "Give one, or set WANDB_PROJECT."
            )
        }
        guard let access = try await ServerAccess.find(settings, surroundings, Messages(settings: settings)) else {
            throw AuthenticationError("There is no API key. Log in with `roost login`, or set WANDB_API_KEY.")
        }
        let client = try access.client()
        do {
            let owner = try await Self.owner(entity ?? settings.entity, client)
            let remote = try await upload(with: client, entity: owner, project: project, aliases: aliases)
            await client.shutdown()
            state.withLock { $0.phase = .known(remote, access) }
        } catch {
            await client.shutdown()
            if let error = error as? APIError { throw error.runError }
            throw error
        }
    }

    private static func owner(_ given: String?, _ client: APIClient) async throws -> String {
        if let given, !given.isEmpty { return given }
        let viewer = try await client.send(ViewerQuery())
        guard let owner = viewer?.entity ?? viewer?.username else {
            throw AuthenticationError("The server does not know the API key. Log in again with `roost login`.")
        }
        return owner
    }

    /// Uploads a draft, and answers what it became.
    package func upload(
        with client: APIClient, entity: String, project: String, aliases: [String]
    ) async throws -> RemoteArtifact {
        try requireDraft()
        try ArtifactRules.check(aliases: aliases)
        let content = state.withLock { $0 }
        let identity = RunIdentity(id: "", entity: entity, project: project, startTime: 0)
        var record = LogRecord.artifact(self, content, aliases: aliases, isUsed: true, run: identity).artifact
        record.useAfterCommit = false
        do throws(SyncError) {
            try await ArtifactUpload(client: client, entity: entity, project: project).send(record)
        } catch .api(let error) {
            throw error
        } catch {
            throw RunError("\(error)")
        }
        guard let remote = try await client.artifact(clientID: clientID) else {
            throw CommError("The server does not know the artifact \"\(name)\" which it has taken.")
        }
        return remote
    }
}
