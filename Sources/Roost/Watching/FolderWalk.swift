#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks for files in a folder and those below it.
///
/// Hidden folders, links to folders, and those that hold no results of a program (runs, packages, builds) are left
/// out; a walk ends at ``WatchLimits/entriesOfWalk``.
struct FolderWalk: Sendable {
    private static let skippedFolders: Set<String> = ["wandb", "node_modules", "__pycache__"]

    /// A file that was found.
    struct File: Sendable, Hashable {
        let folder: String
        let name: String

        var path: String { "\(folder)/\(name)" }
    }

    let root: String
    let isWanted: @Sendable (_ name: String) -> Bool

    /// The files that are there, folder by folder, in the order of their names.
    func files() -> [File] {
        var found: [File] = []
        var entries = 0
        var waiting = [(path: root, depth: 0)]
        while let (folder, depth) = waiting.popLast() {
            var inner: [String] = []
            for entry in Self.entries(of: folder, limit: WatchLimits.entriesOfWalk - entries) {
                entries += 1
                if !entry.isFolder {
                    if isWanted(entry.name) { found.append(File(folder: folder, name: entry.name)) }
                } else if !entry.name.hasPrefix("."), !Self.skippedFolders.contains(entry.name) {
                    inner.append("\(folder)/\(entry.name)")
                }
            }
            guard depth < WatchLimits.depthOfWalk, entries < WatchLimits.entriesOfWalk else { continue }
            waiting += inner.reversed().map { ($0, depth + 1) }
        }
        return found
    }

    /// What a folder holds, sorted by name; nothing when it cannot be read.
    private static func entries(of folder: String, limit: Int) -> [(name: String, isFolder: Bool)] {
        guard limit > 0, let directory = opendir(folder) else { return [] }
        defer { _ = closedir(directory) }
        var found: [(name: String, isFolder: Bool)] = []
        while found.count < limit, let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            let kind = Int(entry.pointee.d_type)
            if kind == Int(DT_UNKNOWN) {
                found.append((name, FileState("\(folder)/\(name)")?.isFolder == true))
            } else {
                found.append((name, kind == Int(DT_DIR)))
            }
        }
        return found.sorted { $0.name < $1.name }
    }
}
