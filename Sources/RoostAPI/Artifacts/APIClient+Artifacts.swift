import Foundation

extension APIClient {
    /// The version of an artifact at `entity/project/name:alias`; without an alias its latest. The forms
    /// `wandb-artifact://entity/project/name:alias` and `wandb-artifact://_id/ID` are taken too.
    ///
    /// - Returns: `nil` when there is none that the key may read.
    /// - Throws: `APIError.artifact` for a text of another form.
    public func artifact(_ path: String) async throws(APIError) -> RemoteArtifact? {
        let scheme = "wandb-artifact://"
        let place = path.hasPrefix(scheme) ? String(path.dropFirst(scheme.count)) : path
        if place.hasPrefix("_id/") { return try await artifact(id: path) }
        guard let name = ArtifactName(place) else {
            throw .artifact(name: path, path: "", reason: "an artifact is named as entity/project/name:alias")
        }
        return try await artifact(name)
    }

    /// The version of an artifact of this name; `nil` when there is none that the key may read.
    public func artifact(_ name: ArtifactName) async throws(APIError) -> RemoteArtifact? {
        try await send(ArtifactByName(artifact: name))
    }

    /// The version with this id, which may also be written as in `wandb-artifact://_id/ID`.
    public func artifact(id: String) async throws(APIError) -> RemoteArtifact? {
        let id = id.hasPrefix("wandb-artifact://") ? String(id.dropFirst("wandb-artifact://".count)) : id
        return try await send(ArtifactByID(id: id.hasPrefix("_id/") ? String(id.dropFirst("_id/".count)) : id))
    }

    /// The version that an artifact became which a client made and named by this id; `nil` as long as the server does
    /// not know it.
    public func artifact(clientID: String) async throws(APIError) -> RemoteArtifact? {
        guard let id = try await send(ClientIDMapping(clientID: clientID)) else { return nil }
        return try await artifact(id: id)
    }

    /// What a version holds.
    ///
    /// - Throws: `APIError.artifact` for a version that is not committed.
    public func manifest(of artifact: RemoteArtifact) async throws(APIError) -> RemoteManifest {
        guard let url = artifact.manifestURL else {
            throw .artifact(name: artifact.qualifiedName, path: "", reason: "it is not committed")
        }
        return try RemoteManifest(parsing: try await download(url), of: artifact.qualifiedName)
    }
}

extension RemoteArtifact {
    /// The server's id in a reference `wandb-artifact://HEX/PATH`, and the path there.
    static func target(of reference: String) -> (id: String, path: String)? {
        let scheme = "wandb-artifact://"
        guard reference.hasPrefix(scheme) else { return nil }
        let parts = reference.dropFirst(scheme.count).split(separator: "/", maxSplits: 1)
        guard parts.count == 2, parts[0].utf8.count.isMultiple(of: 2) else { return nil }
        let digits = Array(parts[0].utf8)
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return (Data(bytes).base64EncodedString(), String(parts[1]))
    }
}
