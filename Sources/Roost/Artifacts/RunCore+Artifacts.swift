import RoostAPI
import RoostJSON
import RoostLog

extension RunCore {
    /// The server of an online run.
    var access: ServerAccess? { mode == .online ? upload.withLock { $0?.access } : nil }

    /// Writes an artifact to the log.
    ///
    /// - Parameters:
    ///   - isUsed: whether it is an input of the run: it has been made elsewhere.
    ///   - duringEnd: whether the run's end itself logs it.
    func log(
        _ artifact: Artifact, aliases: [String], tags: [String], isUsed: Bool = false, duringEnd: Bool = false
    ) throws {
        try artifact.requireDraft()
        try ArtifactRules.check(aliases: aliases)
        try ArtifactRules.check(tags: tags)
        guard duringEnd || !state.withLock({ $0.isFinished }) else {
            throw UsageError(
                argument: "artifact", value: artifact.name, problem: "the run \(identity.id) has finished",
                remedy: "Log it to a run that goes on.")
        }
        guard let directory else {
            artifact.state.withLock { $0.phase = .logged(nil, runDirectory: nil) }
            return
        }
        let folder = try artifact.staging.move(to: directory.temporary + "/artifacts")
        let staged = artifact.staging.folder
        let content = artifact.state.withLock { state in
            for (path, entry) in state.entries {
                guard let local = entry.localPath, local.hasPrefix(staged + "/") else { continue }
                state.entries[path] = ArtifactEntry(
                    path: path, digest: entry.digest, size: entry.size,
                    localPath: folder + local.dropFirst(staged.count))
            }
            for tag in tags where !state.tags.contains(tag) { state.tags.append(tag) }
            state.phase = .logged(access, runDirectory: directory.path)
            return state
        }
        append(.artifact(artifact, content, aliases: aliases, isUsed: isUsed, run: identity))
        // Who waits for it does not wait for the next flush.
        flush()
    }

    /// Writes to the log that the run uses an artifact.
    func use(_ artifact: RemoteArtifact, as role: String?) {
        append(
            .with {
                $0.useArtifact.id = artifact.id
                $0.useArtifact.type = artifact.type
                $0.useArtifact.name = role ?? ""
            })
        if artifact.type == "job" { state.withLock { $0.usesJob = true } }
        flush()
    }
}

extension LogRecord {
    /// An artifact that a person has filled.
    static func artifact(
        _ artifact: Artifact, _ content: Artifact.State, aliases: [String], isUsed: Bool, run: RunIdentity
    ) -> LogRecord {
        self.artifact(artifact.type, artifact.name, digest: artifact.digest, run: run) { record in
            record.artifact.description_p = content.description ?? ""
            if !content.metadata.isEmpty { record.artifact.metadata = JSON.object(content.metadata).text }
            record.artifact.userCreated = isUsed
            record.artifact.useAfterCommit = isUsed
            record.artifact.aliases = aliases
            record.artifact.tags = content.tags
            record.artifact.ttlDurationSeconds = content.ttl?.wire ?? 0
            record.artifact.clientID = artifact.clientID
            record.artifact.sequenceClientID = artifact.sequenceClientID
            record.artifact.manifest.contents = Artifact.sorted(content.entries).map { entry in
                .with {
                    $0.path = entry.path
                    $0.digest = entry.digest
                    $0.size = entry.size
                    $0.ref = entry.reference ?? ""
                    $0.localPath = entry.localPath ?? ""
                    $0.extra = entry.extra.map { key, value in
                        .with {
                            $0.key = key
                            $0.valueJson = value.text
                        }
                    }
                }
            }
        }
    }
}
