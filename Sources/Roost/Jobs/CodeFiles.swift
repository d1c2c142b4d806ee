import Foundation

/// The files that make up a program's code.
enum CodeFiles {
    /// The most files that are taken along, and the most bytes of one and of all.
    static let count = 10_000
    static let fileBytes = 16 << 20
    static let allBytes = 256 << 20

    /// The files of a folder: those that git knows or would, else all but what is built, hidden, or a run's.
    ///
    /// - Returns: paths relative to the folder; `nil` when there are none, or too many to be code.
    static func list(_ root: String, usesGit: Bool, searchPath: String) -> [String]? {
        let found = (usesGit ? ofGit(root, searchPath) : nil) ?? ofFolder(root)
        var files: [String] = []
        var total = 0
        for path in found.sorted() {
            guard let size = size("\(root)/\(path)"), size <= fileBytes else { continue }
            total += size
            files.append(path)
        }
        return files.isEmpty || files.count > count || total > allBytes ? nil : files
    }

    private static func ofGit(_ root: String, _ searchPath: String) -> [String]? {
        let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        guard let bytes = GitCommand(directory: root, searchPath: searchPath)?.bytes(arguments) else { return nil }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func ofFolder(_ root: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
        var files: [String] = []
        while let path = walk.nextObject() as? String, files.count <= count {
            let name = path.split(separator: "/").last ?? ""
            if name.hasPrefix(".") || name == "wandb" || name == "__pycache__" || name == "artifacts" {
                walk.skipDescendants()
            } else {
                files.append(path)
            }
        }
        return files
    }

    /// The size of a regular file.
    private static func size(_ path: String) -> Int? {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
            facts[.type] as? FileAttributeType == .typeRegular
        else { return nil }
        return facts[.size] as? Int
    }
}
