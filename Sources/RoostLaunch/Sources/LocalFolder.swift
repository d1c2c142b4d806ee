import Foundation

/// A folder of this machine as the source of a job: it is copied, so that what changes later does not reach the job.
struct LocalFolder: Sendable {
    let path: String

    /// What is made from the source or tracked by others.
    private static let leftOut: Set<String> = [
        ".git", "wandb", "__pycache__", ".build", ".venv", "venv", "node_modules",
    ]

    init(_ path: String) throws(LaunchError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw .notFound(kind: "folder", name: path)
        }
        self.path = path
    }

    /// Copies the folder's files; links stay links.
    func copy(into directory: String) throws(LaunchError) {
        let files = FileManager.default
        var count = 0
        var bytes: Int64 = 0
        var open = [""]
        while let folder = open.popLast() {
            try SmallFile.makeFolder(directory + "/" + folder)
            let names: [String]
            do {
                names = try files.contentsOfDirectory(atPath: path + "/" + folder)
            } catch {
                throw .source(name: path, reason: "\(folder) cannot be read")
            }
            for name in names where !Self.leftOut.contains(name) {
                let place = folder.isEmpty ? name : folder + "/" + name
                do {
                    let attributes = try files.attributesOfItem(atPath: path + "/" + place)
                    switch attributes[.type] as? FileAttributeType {
                    case .typeDirectory: open.append(place)
                    case .typeRegular, .typeSymbolicLink:
                        count += 1
                        bytes += (attributes[.size] as? Int64) ?? Int64((attributes[.size] as? Int) ?? 0)
                        guard count <= LaunchLimits.folderFiles, bytes <= LaunchLimits.folderBytes else {
                            throw TooLarge()
                        }
                        try files.copyItem(atPath: path + "/" + place, toPath: directory + "/" + place)
                    default: break
                    }
                } catch is TooLarge {
                    throw .source(
                        name: path,
                        reason:
                            "it has more than \(LaunchLimits.folderFiles) files or \(LaunchLimits.folderBytes) bytes")
                } catch {
                    throw .source(name: path, reason: "\(place) cannot be copied: \(error.localizedDescription)")
                }
            }
        }
    }

    private struct TooLarge: Error {}
}
