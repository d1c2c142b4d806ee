import Foundation
import RoostAPI

extension Artifact {
    /// Waits until the server has the artifact, after which ``id``, ``version`` and the like are known.
    ///
    /// - Parameter timeoutSeconds: how long; without end by default.
    /// - Throws: ``UsageError`` for an artifact that is not logged, or logged to an offline run; ``CommError`` when the
    ///   server refuses it, or the time is over.
    @discardableResult
    public func wait(timeoutSeconds: Double? = nil) async throws -> Artifact {
        let (access, directory) = try waitingPlace()
        guard let access else { return self }
        let client = try access.client()
        do {
            let remote = try await poll(client, directory, timeoutSeconds)
            await client.shutdown()
            state.withLock { $0.phase = .known(remote, access) }
            return self
        } catch {
            await client.shutdown()
            if let error = error as? APIError { throw error.runError }
            throw error
        }
    }

    /// - Returns: no access for an artifact that is known already.
    private func waitingPlace() throws(UsageError) -> (ServerAccess?, String?) {
        let phase = state.withLock { $0.phase }
        switch phase {
        case .known: return (nil, nil)
        case .logged(let access?, let directory): return (access, directory)
        case .draft:
            throw UsageError(
                argument: "artifact", value: name, problem: "it is not logged",
                remedy: "Log it first: run.logArtifact(artifact).")
        case .logged(nil, let directory):
            throw UsageError(
                argument: "artifact", value: name, problem: "its run is offline, so that no server has it yet",
                remedy: "Upload the run first: roost sync \(directory ?? "").")
        }
    }

    private func poll(
        _ client: APIClient, _ directory: String?, _ timeoutSeconds: Double?
    ) async throws -> RemoteArtifact {
        let clock = ContinuousClock()
        let start = clock.now
        var pauseMilliseconds = 10
        while true {
            if let remote = try await client.artifact(clientID: clientID), remote.state == .committed { return remote }
            if let reason = directory.flatMap({ ArtifactRefusal.reason(clientID, runDirectory: $0) }) {
                throw CommError("The artifact \"\(name)\" is not uploaded: \(reason)")
            }
            if let timeoutSeconds, clock.now - start > .seconds(timeoutSeconds) {
                throw CommError(
                    "The artifact \"\(name)\" is not uploaded within \(timeoutSeconds) s. The upload goes on beside the "
                        + "program.")
            }
            try await Task.sleep(for: .milliseconds(pauseMilliseconds))
            pauseMilliseconds = min(pauseMilliseconds * 2, 500)
        }
    }

    /// What the artifact holds, in the order of the paths. Of an artifact that a server has it is read there once.
    public var files: [ArtifactEntry] {
        get async throws {
            guard case .known(let remote, let access) = state.withLock({ $0.phase }) else {
                return state.withLock { Self.sorted($0.entries) }
            }
            if let manifest = state.withLock({ $0.manifest }) { return manifest.entries.map(ArtifactEntry.init) }
            let manifest = try await access.perform { client throws(APIError) in try await client.manifest(of: remote) }
            state.withLock { $0.manifest = manifest }
            return manifest.entries.map(ArtifactEntry.init)
        }
    }

    /// Downloads the content into a folder. Files that are there with the right content stay.
    ///
    /// - Parameters:
    ///   - root: the folder; by default `artifacts/NAME:VERSION` below the current folder, or below `WANDB_ARTIFACT_DIR`.
    ///   - pathPrefix: only what lies there.
    ///   - skipsForeignReferences: leaves out references that the library cannot follow, such as `s3://`, instead of
    ///     throwing.
    /// - Returns: the folder.
    /// - Throws: ``UsageError`` for an artifact that no server has, ``RunError`` for a file that is not as the manifest
    ///   says, ``CommError`` when the server does not answer.
    @discardableResult
    public func download(
        root: String? = nil, pathPrefix: String = "", skipsForeignReferences: Bool = false
    ) async throws -> String {
        let (remote, access) = try await known()
        let folder = root.map { Surroundings.process.absolute($0) } ?? Self.defaultRoot(of: remote)
        _ = try await access.perform { client throws(APIError) in
            try await client.download(
                remote, into: folder,
                options: ArtifactDownloadOptions(
                    pathPrefix: pathPrefix, references: Set(ArtifactDownloadOptions.Reference.allCases),
                    skipsOtherReferences: skipsForeignReferences))
        }
        return folder
    }

    /// Checks that a folder holds exactly the artifact's files. References are not checked.
    ///
    /// - Parameter root: the folder; by default that of ``download(root:pathPrefix:skipsForeignReferences:)``.
    /// - Throws: ``RunError`` that names the first file that is missing, foreign or changed.
    public func verify(root: String? = nil) async throws {
        let (remote, _) = try await known()
        let folder = root.map { Surroundings.process.absolute($0) } ?? Self.defaultRoot(of: remote)
        let entries = Dictionary(try await files.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
        for path in try ArtifactFolder.files(folder.withoutTrailing("/"), argument: folder) where entries[path] == nil {
            throw RunError("\(folder)/\(path) is no file of the artifact \(remote.qualifiedName).")
        }
        for (path, entry) in entries.sorted(by: { $0.key < $1.key }) where entry.reference == nil {
            guard let (digest, _) = try? FileDigest.ofFile("\(folder)/\(path)") else {
                throw RunError("\(folder)/\(path) is missing: \(remote.qualifiedName) has it.")
            }
            guard digest == entry.digest else {
                throw RunError(
                    "\(folder)/\(path) has changed: its digest is \(digest), that of \(remote.qualifiedName) is "
                        + "\(entry.digest).")
            }
        }
    }

    /// The version at the server; waits for it where it is under way.
    private func known() async throws -> (RemoteArtifact, ServerAccess) {
        if isDraft == false, remote == nil { try await wait() }
        guard case .known(let remote, let access) = state.withLock({ $0.phase }) else {
            _ = try waitingPlace()
            throw CommError("The artifact \"\(name)\" is not at the server.")
        }
        return (remote, access)
    }

    private static func defaultRoot(of artifact: RemoteArtifact) -> String {
        let surroundings = Surroundings.process
        let folder = surroundings.environment["WANDB_ARTIFACT_DIR"] ?? "artifacts"
        return surroundings.absolute(folder).withoutTrailing("/") + "/\(artifact.name):\(artifact.version)"
    }
}

extension ServerAccess {
    /// Asks the server with a client of its own.
    func perform<Result: Sendable>(
        _ body: (APIClient) async throws(APIError) -> Result
    ) async throws -> Result {
        let client = try client()
        do throws(APIError) {
            let result = try await body(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error.runError
        }
    }
}
