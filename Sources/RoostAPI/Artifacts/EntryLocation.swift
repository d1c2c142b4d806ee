#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the entries of an artifact lie in a folder of this machine. No entry lies outside, whatever its name is.
struct EntryLocation: Sendable {
    /// The folder that they are in.
    let root: String
    /// For messages.
    let artifact: String

    /// The folder, which is made.
    init(root: String, artifact: String) throws(APIError) {
        self.root = root
        self.artifact = artifact
        var path = root.hasPrefix("/") ? "" : "."
        for part in root.split(separator: "/") {
            path += "/\(part)"
            // Above the folder links are the user's own affair.
            if mkdir(path, 0o777) != 0, errno != EEXIST { throw Self.failure(path) }
        }
        var status = stat()
        guard stat(root, &status) == 0 else { throw Self.failure(root) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .file(path: root, reason: "it is not a folder") }
    }

    /// Where an entry goes.
    func path(of entry: String) throws(APIError) -> String { "\(root)/\(try components(entry).joined(separator: "/"))" }

    /// Makes the folders of an entry. One that leads elsewhere is refused.
    func makeFolders(for entry: String) throws(APIError) {
        var path = root
        for part in try components(entry).dropLast() {
            path += "/\(part)"
            if mkdir(path, 0o777) == 0 { continue }
            guard errno == EEXIST else { throw Self.failure(path) }
            var status = stat()
            guard lstat(path, &status) == 0 else { throw Self.failure(path) }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw refusal(entry, "'\(path)' is in the way: it is not a folder")
            }
        }
    }

    private func components(_ entry: String) throws(APIError) -> [Substring] {
        let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
        if entry.isEmpty || entry.utf8.contains(0) || entry.utf8.contains(UInt8(ascii: "\\")) {
            throw refusal(entry, "its name is empty or holds a character that no name may have")
        }
        for part in parts where part.isEmpty || part == "." || part == ".." {
            throw refusal(entry, "its name does not stay in the artifact's folder")
        }
        return parts
    }

    private func refusal(_ entry: String, _ reason: String) -> APIError {
        .artifact(name: artifact, path: entry, reason: reason)
    }

    private static func failure(_ path: String) -> APIError {
        .file(path: path, reason: String(cString: strerror(errno)))
    }
}
