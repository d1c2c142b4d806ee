import Crypto
import RoostAPI
import RoostJSON
import RoostLog

/// The place in a job's document where its code is named by its client's id, because the server had given it none when
/// the job was written.
struct JobSourceReference {
    private static let scheme = "wandb-client-artifact://"

    let clientID: String
    private let document: JSONObject
    private let source: JSONObject
    private let localPath: String

    /// - Returns: `nil` for other artifacts than such jobs.
    init?(_ record: LogArtifactRecord) {
        guard record.type == "job",
            let entry = record.manifest.contents.first(where: { $0.path == "wandb-job.json" }),
            let bytes = try? DiskFile.read(entry.localPath, limit: SyncLimits.manifestBytes),
            let document = (try? JSON(parsing: bytes))?.objectValue, let source = document["source"]?.objectValue,
            let artifact = source["artifact"]?.stringValue, artifact.hasPrefix(Self.scheme)
        else { return nil }
        clientID = String(artifact.dropFirst(Self.scheme.count))
        self.document = document
        self.source = source
        localPath = entry.localPath
    }

    /// Puts the server's id into the document, and the new digests into the record and its manifest.
    func resolve(
        to id: String, in record: inout LogArtifactRecord, _ manifest: inout ArtifactManifest
    ) throws(APIError) {
        var (document, source) = (document, source)
        source["artifact"] = .string("wandb-artifact://_id/\(id)")
        document["source"] = .object(source)
        let bytes = Array(JSON.object(document).text.utf8)
        // The log stays as it is: who uploads it again begins with the client's id again.
        let resolved = localPath + ".resolved"
        do throws(SyncError) {
            try DiskFile.replace(resolved, with: bytes)
        } catch {
            throw .file(path: resolved, reason: "\(error)")
        }
        var text = "wandb-artifact-manifest-v1\n"
        for index in manifest.entries.indices {
            if manifest.entries[index].path == "wandb-job.json" {
                manifest.entries[index].digest = ArtifactManifest.digest(of: bytes)
                manifest.entries[index].size = Int64(bytes.count)
                manifest.entries[index].localPath = resolved
            }
            text += "\(manifest.entries[index].path):\(manifest.entries[index].digest)\n"
        }
        record.digest = Insecure.MD5.hash(data: Array(text.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
