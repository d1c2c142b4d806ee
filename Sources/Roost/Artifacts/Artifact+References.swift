import Foundation
import RoostAPI
import RoostJSON

extension Artifact {
    /// The files that one reference to a folder may stand for.
    public static let referencedFiles = 10_000_000

    /// Adds a reference: the content stays where it is, and is not uploaded.
    ///
    /// | address | digest |
    /// |---|---|
    /// | `file:///…` | the MD5 of the file; of a folder, an entry for each of its files |
    /// | `http(s)://…` | the entity tag that the server tells, else the address |
    /// | other, such as `s3://…` | the address |
    ///
    /// - Parameters:
    ///   - address: where the content is.
    ///   - name: its name within the artifact; by default the last part of the address.
    ///   - checksum: whether the content is looked at. Buckets are not: give `false` for `s3://` and `gs://`, whose
    ///     versions then change only with the address.
    ///   - maxObjects: the most files that a folder may have.
    /// - Returns: what was added.
    /// - Throws: ``UsageError`` for an address that is none or that names nothing; ``CommError`` when its server does
    ///   not answer.
    @discardableResult
    public func addReference(
        _ address: String, name: String? = nil, checksum: Bool = true, maxObjects: Int = referencedFiles
    ) async throws -> [ArtifactEntry] {
        try requireDraft()
        guard let mark = address.firstRange(of: "://") else {
            throw UsageError(
                argument: "address", value: address, problem: "it is not an address",
                remedy: "Begin with a scheme; a file of this machine is file:///….")
        }
        let entries: [ArtifactEntry]
        switch address[..<mark.lowerBound].lowercased() {
        case "file": entries = try fileReferences(address, name, checksum: checksum, maxObjects: maxObjects)
        case "http", "https": entries = [try await webReference(address, name, checksum: checksum)]
        case "s3", "gs":
            let key = address[mark.upperBound...].split(separator: "/", maxSplits: 1)
            guard !checksum, let bucket = key.first else {
                throw UsageError(
                    argument: "checksum", value: "true", problem: "buckets are not read: \(address)",
                    remedy: "Use checksum: false; the version then changes with the address alone.")
            }
            let path = key.count > 1 ? String(key[1].prefix { $0 != "?" }) : String(bucket)
            entries = [try plainReference(address, name ?? path)]
        default:
            guard let name else {
                throw UsageError(
                    argument: "name", value: "nil", problem: "the address \(address) does not say a name",
                    remedy: "Give the name within the artifact.")
            }
            entries = [try plainReference(address, name)]
        }
        try add(entries, overwrite: false)
        return entries
    }

    /// Adds a reference to a file of another artifact, which has to be logged.
    ///
    /// - Throws: ``UsageError`` when the other has no such file.
    @discardableResult
    public func addReference(to path: String, of other: Artifact, name: String? = nil) async throws -> ArtifactEntry {
        try requireDraft()
        guard !other.isDraft else {
            throw UsageError(
                argument: "of", value: other.name, problem: "it is not logged", remedy: "Log the artifact first.")
        }
        guard let target = try await other.files.first(where: { $0.path == path }) else {
            throw UsageError(
                argument: "to", value: path, problem: "\(other.name) has no such file",
                remedy: "Use a path that its files tell.")
        }
        let reference =
            if let remote = other.remote {
                "wandb-artifact://\(remote.hexadecimalID)/\(path)"
            } else {
                // The server's id takes its place when both are uploaded.
                "wandb-client-artifact://\(other.clientID)/\(path)"
            }
        let entry = ArtifactEntry(
            path: try ArtifactRules.path(name ?? DiskFile.lastComponent(path)), digest: target.digest, size: 0,
            reference: reference)
        try add([entry], overwrite: false)
        return entry
    }

    private func plainReference(_ address: String, _ name: String) throws(UsageError) -> ArtifactEntry {
        ArtifactEntry(path: try ArtifactRules.path(name), digest: address, size: 0, reference: address)
    }

    private func webReference(_ address: String, _ name: String?, checksum: Bool) async throws -> ArtifactEntry {
        let name = try ArtifactRules.path(name ?? DiskFile.lastComponent(address))
        if !checksum { return try plainReference(address, name) }
        do {
            let client = try APIClient(endpoint: try Endpoint(address), credentials: .none)
            let resource: WebResource
            do throws(APIError) {
                resource = try await client.describe(address)
                await client.shutdown()
            } catch {
                await client.shutdown()
                throw error
            }
            return ArtifactEntry(
                path: name, digest: resource.digest(of: address), size: resource.size ?? 0, reference: address,
                extra: resource.entityTag.map { ["etag": .string($0)] } ?? [:])
        } catch let error as APIError {
            throw error.runError
        }
    }

    private func fileReferences(
        _ address: String, _ name: String?, checksum: Bool, maxObjects: Int
    ) throws -> [ArtifactEntry] {
        let path = String(address.dropFirst("file://".count)).removingPercentEncoding ?? ""
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw UsageError(
                argument: "address", value: address, problem: "there is no such file or folder",
                remedy: "Give the absolute path of one.")
        }
        if !isFolder.boolValue {
            let name = name ?? DiskFile.lastComponent(path)
            return [try fileReference(address, path, name, checksum: checksum)]
        }
        let files = try ArtifactFolder.files(path.withoutTrailing("/"), argument: address)
        guard files.count <= maxObjects else {
            throw UsageError(
                argument: "maxObjects", value: "\(maxObjects)", problem: "\(address) has \(files.count) files",
                remedy: "Allow as many, or refer to a smaller folder.")
        }
        let prefix = name.map { $0.withoutTrailing("/") + "/" } ?? ""
        return try files.map { file in
            try fileReference(
                "\(address.withoutTrailing("/"))/\(file)", "\(path.withoutTrailing("/"))/\(file)", prefix + file,
                checksum: checksum)
        }
    }

    private func fileReference(
        _ address: String, _ path: String, _ name: String, checksum: Bool
    ) throws -> ArtifactEntry {
        let name = try ArtifactRules.path(name)
        do throws(APIError) {
            let (content, size) = try FileDigest.ofFile(path)
            // Without a checksum the place counts, links followed.
            let place = URL(filePath: path).resolvingSymlinksInPath().absoluteString
            return ArtifactEntry(
                path: name, digest: checksum ? content : FileDigest.of(Array(place.utf8)), size: size,
                reference: address)
        } catch {
            throw RunError("\(error). It is not added to the artifact.")
        }
    }
}
