import RoostJSON

/// The files of a run, as media values write into them.
///
/// The value notes what was written, so that the run can report the files for upload, name the classes of masks and
/// boxes in its config, and log the artifacts of tables.
public struct MediaDirectory: Sendable {
    /// The run's files directory; paths of media are relative to it.
    public let root: String
    /// Where and for which run the artifacts of tables are made; `nil` for none.
    public let artifacts: TableArtifactStaging?
    /// The files written, relative to ``root``, each once, in the order of their first writing.
    public private(set) var written: [String] = []
    /// The class names to put into the config's `_wandb` section.
    public private(set) var classLabels: [ClassLabels] = []
    /// The artifacts of the tables written, to be logged by the run.
    public private(set) var tableArtifacts: [TableArtifact] = []

    private var known: Set<String> = []

    /// A folder in which nothing is written yet.
    ///
    /// - Parameters:
    ///   - root: the absolute path of the folder.
    ///   - artifacts: where the artifacts of tables are made; `nil` for none.
    public init(root: String, artifacts: TableArtifactStaging? = nil) {
        self.root = root
        self.artifacts = artifacts
    }

    /// Forgets what was noted so far, once it is reported.
    public mutating func clear() {
        written.removeAll()
        classLabels.removeAll()
        tableArtifacts.removeAll()
        known.removeAll()
    }

    mutating func note(_ labels: ClassLabels) {
        classLabels.append(labels)
    }

    mutating func note(_ artifact: TableArtifact) {
        tableArtifacts.append(artifact)
    }

    /// Writes a file below `media/FOLDER` and answers the members that every file-backed value logs.
    mutating func store(
        _ content: MediaContent, folder: String, type: String, key: String, step: MediaStep
    ) throws(MediaError) -> JSONObject {
        let name = "\(Self.safeName(key))_\(step)_\(content.sha256.prefix(20))\(content.suffix)"
        let path = "media/\(folder)/\(name)"
        try content.write(to: "\(root)/\(path)")
        if known.insert(path).inserted { written.append(path) }
        return [
            "_type": .string(type),
            "sha256": .string(content.sha256),
            "size": .int(content.size),
            "path": .string(path),
        ]
    }

    /// The key as the path of a file: without leading slashes, and with the dots of `.` and `..` replaced, so that it
    /// stays below its folder.
    static func safeName(_ key: String) -> String {
        key.drop { $0 == "/" }
            .split(separator: "/", omittingEmptySubsequences: false)
            .map { part in
                switch part {
                case ".": "_"
                case "..": "__"
                default: String(part)
                }
            }
            .joined(separator: "/")
    }
}
