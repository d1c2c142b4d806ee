import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Files that a run takes along.
struct SavedFiles {
    /// The pattern, absolute.
    let pattern: String
    /// The folder below which the files keep their paths, absolute.
    let base: String

    /// - Throws: ``UsageError`` when the pattern is not below the base, or begins with `*` there.
    init(_ pattern: String, basePath: String?, in surroundings: Surroundings) throws(UsageError) {
        guard !pattern.isEmpty else {
            throw UsageError(
                argument: "pattern", value: pattern, problem: "it is empty",
                remedy: "Give a path, with * where it varies.")
        }
        for scheme in ["s3://", "gs://"] where pattern.hasPrefix(scheme) {
            throw UsageError(
                argument: "pattern", value: pattern, problem: "it is an address in cloud storage, not a file",
                remedy: "Save files of this machine, or refer to it from an artifact.")
        }
        let path = Self.normal(surroundings.absolute(pattern))
        let base: String
        if let basePath {
            base = Self.normal(surroundings.absolute(basePath))
        } else if pattern.hasPrefix("/") || pattern.hasPrefix("~") {
            // The folder's name is kept, what is above it is not.
            base = Self.parent(Self.parent(path))
        } else {
            base = Self.normal(surroundings.currentDirectory)
        }
        guard path.hasPrefix(base == "/" ? "/" : base + "/"), path != base else {
            throw UsageError(
                argument: "pattern", value: pattern, problem: "it is not below the base path \(base)",
                remedy: "Give a basePath that the files are in.")
        }
        let relative = path.dropFirst(base == "/" ? 1 : base.count + 1)
        guard relative != "*", !relative.hasPrefix("*/") else {
            throw UsageError(
                argument: "pattern", value: pattern, problem: "it begins with * below the base path \(base)",
                remedy: "Name the folder or the beginning of the files' names.")
        }
        self.pattern = path
        self.base = base
    }

    /// The regular files that match, as paths below the base.
    func matches() -> [String] {
        var result = glob_t()
        defer { globfree(&result) }
        guard glob(pattern, 0, nil, &result) == 0 else { return [] }
        var paths: [String] = []
        for index in 0..<min(Int(result.gl_pathc), RunLimits.savedFiles) {
            guard let text = result.gl_pathv?[index] else { continue }
            let path = String(cString: text)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            paths.append(String(path.dropFirst(base == "/" ? 1 : base.count + 1)))
        }
        return paths
    }

    /// Puts links to the files into the run's files directory.
    func link(_ paths: [String], into folder: String) throws(RunError) {
        for path in paths { try Self.link(base == "/" ? "/" + path : base + "/" + path, as: path, in: folder) }
    }

    /// Puts a link to one file into the run's files directory.
    static func link(_ source: String, as name: String, in folder: String) throws(RunError) {
        let target = folder + "/" + name
        if URL(filePath: source).resolvingSymlinksInPath() == URL(filePath: target).resolvingSymlinksInPath() { return }
        let reason: String
        do throws(MediaError) {
            try DiskFile.makeFolder(parent(target))
            unlink(target)
            if symlink(source, target) == 0 { return }
            reason = String(cString: strerror(errno))
        } catch {
            reason = error.reason
        }
        throw RunError(
            "pattern: \(source) cannot be linked into \(folder): \(reason). Check the permissions and the space of the "
                + "run's folder.")
    }

    /// The path without `.`, `..` and doubled slashes.
    static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    private static func parent(_ path: String) -> String {
        let parent = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        return parent.isEmpty ? "/" : String(parent)
    }
}
