import Crypto
import Foundation
import RoostJSON
import RoostLog

/// The manifest of an artifact on its way to the server: what the log says, and the addresses of its birth.
struct ArtifactManifest: Sendable {
    /// What the artifact's manifest is to its content.
    enum Kind: String, Sendable {
        case full = "FULL"
        case incremental = "INCREMENTAL"
        case patch = "PATCH"

        var fileName: String {
            switch self {
            case .full: "wandb_manifest.json"
            case .incremental: "wandb_manifest.incremental.json"
            case .patch: "wandb_manifest.patch.json"
            }
        }
    }

    var kind: Kind
    private let version: Int32
    private let storagePolicy: String
    private let storageConfiguration: JSONObject
    var entries: [LogArtifactManifestEntry]

    /// - Throws: ``SyncError/file(path:reason:)`` when the entries stand in a file of their own that cannot be read.
    init(_ record: LogArtifactRecord) throws(SyncError) {
        let manifest = record.manifest
        kind = record.incrementalBeta1 ? .incremental : record.distributedID.isEmpty ? .full : .patch
        version = manifest.version
        storagePolicy = manifest.storagePolicy
        var configuration: JSONObject = [:]
        for item in manifest.storagePolicyConfig { configuration[item.key] = JSON(logText: item.valueJson) }
        storageConfiguration = configuration
        entries = manifest.contents
        if entries.isEmpty, !manifest.manifestFilePath.isEmpty {
            entries = try Self.entries(in: manifest.manifestFilePath)
        }
    }

    /// Reads a file of entries: JSON objects, one a line, compressed.
    private static func entries(in path: String) throws(SyncError) -> [LogArtifactManifestEntry] {
        let text = try GzipFile.read(path, limit: SyncLimits.manifestBytes)
        var entries: [LogArtifactManifestEntry] = []
        for line in text.split(separator: UInt8(ascii: "\n")) {
            guard let json = try? JSON(parsing: Array(line)), let name = json["path"]?.stringValue,
                let digest = json["digest"]?.stringValue
            else { throw .file(path: path, reason: "line \(entries.count + 1) is no entry of a manifest") }
            entries.append(
                .with { entry in
                    entry.path = name
                    entry.digest = digest
                    entry.ref = json["ref"]?.stringValue ?? ""
                    entry.size = json["size"]?.intValue ?? 0
                    entry.localPath = json["local_path"]?.stringValue ?? ""
                    entry.birthArtifactID = json["birthArtifactID"]?.stringValue ?? ""
                    entry.skipCache = json["skip_cache"]?.boolValue ?? false
                    entry.extra = (json["extra"]?.objectValue ?? [:]).map { key, value in
                        .with {
                            $0.key = key
                            $0.valueJson = value.text
                        }
                    }
                })
        }
        return entries
    }

    /// The manifest's file.
    var bytes: [UInt8] {
        var contents: JSONObject = [:]
        contents.reserveCapacity(entries.count)
        for entry in entries.sorted(by: { $0.path < $1.path }) {
            var members: JSONObject = ["digest": .string(entry.digest)]
            if !entry.ref.isEmpty { members["ref"] = .string(entry.ref) }
            if !entry.birthArtifactID.isEmpty { members["birthArtifactID"] = .string(entry.birthArtifactID) }
            members["size"] = .int(entry.size)
            if !entry.extra.isEmpty {
                var extra: JSONObject = [:]
                for item in entry.extra { extra[item.key] = JSON(logText: item.valueJson) }
                members["extra"] = .object(extra)
            }
            contents[entry.path] = .object(members)
        }
        var writer = JSONWriter()
        writer.write([
            "version": .int(Int64(version)), "storagePolicy": .string(storagePolicy),
            "storagePolicyConfig": .object(storageConfiguration), "contents": .object(contents),
        ])
        return writer.bytes
    }

    /// The digest of a file as the protocol writes it: MD5 in base 64.
    static func digest(of bytes: [UInt8]) -> String {
        Data(Insecure.MD5.hash(data: bytes)).base64EncodedString()
    }

    /// The references to artifacts that the server did not know when they were made, by their clients' ids.
    var clientReferences: Set<String> {
        Set(entries.compactMap { Self.clientReference(in: $0.ref)?.clientID })
    }

    /// Puts the server's ids in the place of the clients'.
    mutating func resolve(_ serverIDs: [String: String]) {
        for index in entries.indices {
            guard let (clientID, path) = Self.clientReference(in: entries[index].ref),
                let serverID = serverIDs[clientID], let bytes = Data(base64Encoded: serverID)
            else { continue }
            let hexadecimal = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            entries[index].ref = "wandb-artifact://\(hexadecimal)/\(path)"
        }
    }

    private static func clientReference(in reference: String) -> (clientID: String, path: String)? {
        let scheme = "wandb-client-artifact://"
        guard reference.hasPrefix(scheme) else { return nil }
        let parts = reference.dropFirst(scheme.count).split(separator: "/", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
}
