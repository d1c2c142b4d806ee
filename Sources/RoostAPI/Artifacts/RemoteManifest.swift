import RoostJSON

/// What a version of an artifact holds.
public struct RemoteManifest: Sendable, Hashable {
    /// A file of the artifact, or a reference to one elsewhere.
    public struct Entry: Sendable, Hashable {
        /// The name within the artifact, with slashes.
        public let path: String
        /// The MD5 in base64 for a file; for a reference what its kind has: an entity tag, or the address itself.
        public let digest: String
        /// In bytes, where it is known.
        public let size: Int64?
        /// The address of a reference; `nil` for a file that the server keeps.
        public let reference: String?
        public let birthArtifactID: String?
        /// What else the manifest tells of a reference.
        public let extra: JSONObject
    }

    public let storagePolicy: String
    /// In the order of their paths.
    public let entries: [Entry]

    /// The entry at `path`.
    public func entry(_ path: String) -> Entry? {
        let index = entries.partitioningIndex { $0.path.utf8.lexicographicallyPrecedes(path.utf8) }
        return index < entries.count && entries[index].path == path ? entries[index] : nil
    }

    /// Reads a manifest's file.
    ///
    /// - Throws: `APIError.artifact` for what is no manifest of version 1.
    public init(parsing bytes: [UInt8], of name: String) throws(APIError) {
        let file = "wandb_manifest.json"
        guard let json = try? JSON(parsing: bytes), json["version"]?.intValue == 1,
            let contents = json["contents"]?.objectValue
        else { throw .artifact(name: name, path: file, reason: "it is not a manifest of version 1") }
        var entries: [Entry] = []
        entries.reserveCapacity(contents.count)
        for (path, value) in contents {
            guard let digest = value["digest"]?.stringValue else {
                throw .artifact(name: name, path: path, reason: "the manifest has no digest of it")
            }
            entries.append(
                Entry(
                    path: path, digest: digest, size: value["size"]?.intValue,
                    reference: value["ref"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 },
                    birthArtifactID: value["birthArtifactID"]?.stringValue,
                    extra: value["extra"]?.objectValue ?? [:]))
        }
        entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        self.entries = entries
        storagePolicy = json["storagePolicy"]?.stringValue ?? ""
    }
}

extension Array {
    /// The first index of a sorted array whose element does not come before.
    fileprivate func partitioningIndex(_ isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
