import Foundation
import RoostAPI
import RoostLaunch

extension Run {
    /// Logs an artifact as what the run has made. It is uploaded beside the program; ``Artifact/wait(timeoutSeconds:)``
    /// waits for it.
    ///
    /// ```swift
    /// let model = try Artifact(name: "digits-model", type: "model")
    /// try model.addFile("model.bin")
    /// try run.logArtifact(model, aliases: ["best"])
    /// ```
    ///
    /// - Parameters:
    ///   - artifact: what to log. Its content does not change any more.
    ///   - aliases: its names beside the version. The newest version is always `latest` too.
    ///   - tags: words to find it by.
    /// - Returns: the artifact.
    /// - Throws: ``UsageError`` for an alias or tag that cannot be, an artifact that is logged already, or a run that has
    ///   finished; ``RunError`` when its files cannot be kept.
    @discardableResult
    public func logArtifact(_ artifact: Artifact, aliases: [String] = ["latest"], tags: [String] = []) throws
        -> Artifact
    {
        try core.log(artifact, aliases: aliases, tags: tags)
        return artifact
    }

    /// Logs a file, a folder or what an address names, as an artifact.
    ///
    /// - Parameters:
    ///   - path: a file, a folder, or an address such as `s3://bucket/data` (see
    ///     ``Artifact/addReference(_:name:checksum:maxObjects:)``).
    ///   - name: the artifact's name; by default `run-ID-NAME` with the path's last part.
    ///   - type: the artifact's type.
    ///   - aliases: its names beside the version.
    ///   - tags: words to find it by.
    /// - Returns: the artifact.
    /// - Throws: as ``logArtifact(_:aliases:tags:)`` and the methods that fill an artifact.
    @discardableResult
    public func logArtifact(
        _ path: String, name: String? = nil, type: String = "unspecified", aliases: [String] = ["latest"],
        tags: [String] = []
    ) async throws -> Artifact {
        let last = DiskFile.lastComponent(path)
        let artifact = try Artifact(
            name: name ?? "run-\(id)-\(JobName.cleaned(last))",
            type: type)
        var isFolder: ObjCBool = false
        if path.contains("://") {
            try await artifact.addReference(path)
        } else if FileManager.default.fileExists(
            atPath: Surroundings.process.absolute(path), isDirectory: &isFolder), isFolder.boolValue
        {
            try artifact.addDirectory(path)
        } else {
            try artifact.addFile(path)
        }
        return try logArtifact(artifact, aliases: aliases, tags: tags)
    }

    /// Looks an artifact up, and says that the run uses it.
    ///
    /// - Parameters:
    ///   - name: `[[entity/]project/]name[:alias]`; what is left out is the run's, the alias is `latest`.
    ///   - type: what it has to be; anything by default.
    ///   - useAs: the part that it plays in the run.
    /// - Throws: ``UsageError`` for an offline run, a name that cannot be, or another type; ``CommError`` when there is no
    ///   such artifact.
    public func useArtifact(_ name: String, type: String? = nil, useAs: String? = nil) async throws -> Artifact {
        guard let access = core.access else {
            throw UsageError(
                argument: "name", value: name, problem: "the run is not online, so that nobody can be asked for it",
                remedy: "Use an artifact that was looked up or made before.")
        }
        guard let place = ArtifactName(name, entity: entity, project: project) else {
            throw UsageError(
                argument: "name", value: name, problem: "it is not the name of an artifact",
                remedy: "Use name:alias, project/name:alias or entity/project/name:alias.")
        }
        guard let found = try await access.perform({ client throws(APIError) in try await client.artifact(place) })
        else {
            throw CommError("There is no artifact \(place) that you may use.")
        }
        if let type, type != found.type {
            throw UsageError(
                argument: "type", value: type, problem: "\(found.qualifiedName) is a \(found.type)",
                remedy: "Leave the type out, or use another artifact.")
        }
        return try await useArtifact(Artifact(found, access), useAs: useAs)
    }

    /// Says that the run uses an artifact. One that is not logged yet is logged first.
    ///
    /// - Parameters:
    ///   - artifact: what is used.
    ///   - aliases: its names, where it is logged with this call.
    ///   - useAs: the part that it plays in the run.
    /// - Returns: the artifact.
    /// - Throws: as ``logArtifact(_:aliases:tags:)`` and ``Artifact/wait(timeoutSeconds:)``.
    @discardableResult
    public func useArtifact(
        _ artifact: Artifact, aliases: [String] = [], useAs: String? = nil
    ) async throws -> Artifact {
        if artifact.isDraft {
            try core.log(artifact, aliases: aliases.isEmpty ? ["latest"] : aliases, tags: [], isUsed: true)
            if core.access != nil { try await artifact.wait() }
            return artifact
        }
        if artifact.remote == nil { try await artifact.wait() }
        guard let remote = artifact.remote else { return artifact }
        core.use(remote, as: useAs)
        return artifact
    }
}
