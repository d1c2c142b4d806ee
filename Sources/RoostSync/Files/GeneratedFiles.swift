import RoostJSON

/// The files that every run has at its end and that follow from its log.
struct GeneratedFiles {
    /// The names of those that are always made afresh.
    static let names: Set<String> = ["config.yaml", "wandb-summary.json", ConsoleFile.name]
    private static let metadata = "wandb-metadata.json"

    let directory: String
    /// `nil` when that is another program's.
    let configuration: RunConfiguration?
    /// JSON text; `nil` when that is another program's.
    let summary: [UInt8]?
    /// Whether the console's file was written.
    let hasConsole: Bool

    /// Writes the files that are not there as they should be.
    ///
    /// - Returns: the names of all of them.
    func write() throws(SyncError) -> [String] {
        try DiskFile.makeDirectory(directory)
        var names = hasConsole ? [ConsoleFile.name] : []
        if let members = configuration?.encoded.objectValue {
            try write("config.yaml", Array(YAMLText.text(of: members).utf8), &names)
        }
        if let summary { try write("wandb-summary.json", summary, &names) }
        // The program may have written a better one.
        if DiskFile.exists("\(directory)/\(Self.metadata)") {
            names.append(Self.metadata)
        } else if let metadata = configuration?.metadata {
            try write(Self.metadata, Array(metadata.text.utf8), &names)
        }
        return names
    }

    /// A file that is the same already stays, so that it is not uploaded again.
    private func write(_ name: String, _ bytes: [UInt8], _ names: inout [String]) throws(SyncError) {
        names.append(name)
        let path = "\(directory)/\(name)"
        if let found = try? DiskFile.read(path, limit: bytes.count), found == bytes { return }
        try DiskFile.replace(path, with: bytes)
    }
}
