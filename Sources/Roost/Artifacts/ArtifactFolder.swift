import Foundation

/// Lists the files of folders.
enum ArtifactFolder {
    /// How deep folders may lie in each other; links may lead in circles.
    private static let depth = 100

    /// The regular files below a folder, links followed, as paths relative to it in their order.
    static func files(_ folder: String, argument: String) throws(UsageError) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw UsageError(
                argument: "path", value: argument, problem: "it is not a folder",
                remedy: "Give a folder, or add a file with addFile.")
        }
        var files: [String] = []
        walk(folder, "", 0, &files)
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func walk(_ root: String, _ below: String, _ level: Int, _ files: inout [String]) {
        guard level < depth,
            let names = try? FileManager.default.contentsOfDirectory(atPath: below.isEmpty ? root : "\(root)/\(below)")
        else { return }
        for name in names {
            let path = below.isEmpty ? name : "\(below)/\(name)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                walk(root, path, level + 1, &files)
            } else {
                files.append(path)
            }
        }
    }
}
