import RoostAPI
import RoostLog

/// Uploads an artifact that belongs to no run.
public struct ArtifactUpload: Sendable {
    private let sender: ArtifactSender

    /// - Parameters:
    ///   - entity: the owner of the project.
    ///   - project: is made when it does not exist.
    public init(client: APIClient, entity: String, project: String) {
        sender = ArtifactSender(
            client: client, path: RunPath(entity: entity, project: project, run: ""),
            policies: RunUploader.Options().policies)
    }

    /// - Parameter record: what is uploaded; it says itself that a user has created it.
    /// - Throws: ``SyncError`` when a file is gone or the server refuses it.
    public func send(_ record: LogArtifactRecord) async throws(SyncError) {
        if let failure = try await sender.send(record).first {
            throw .file(path: record.name, reason: failure)
        }
    }
}
