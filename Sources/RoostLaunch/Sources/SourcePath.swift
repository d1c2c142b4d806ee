import Foundation

/// Paths that a job names inside its source.
enum SourcePath {
    /// The absolute path.
    ///
    /// - Throws: ``LaunchError/forbidden(path:reason:)`` for one that leads out of `root`, also by links.
    static func inside(_ root: String, _ relative: String, path: String) throws(LaunchError) -> String {
        let parts = relative.split(separator: "/").filter { $0 != "." }
        guard !relative.hasPrefix("/"), !parts.contains(".."), !relative.contains("\0") else {
            throw .forbidden(path: path, reason: "'\(relative)' is outside of the source")
        }
        let full = ([root] + parts.map(String.init)).joined(separator: "/")
        let (base, place) = (real(root), real(full))
        guard place == base || place.hasPrefix(base.hasSuffix("/") ? base : base + "/") else {
            throw .forbidden(path: path, reason: "'\(relative)' is a link to outside of the source")
        }
        return full
    }

    /// The path without links, as far as it exists.
    private static func real(_ path: String) -> String {
        if let resolved = realpath(path, nil) {
            defer { free(resolved) }
            return String(cString: resolved)
        }
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return path }
        return real(String(path[..<slash])) + path[slash...]
    }

    /// The bytes of a file of the source; `nil` where there is none, or a link to outside: what is read may be shown to
    /// whoever brought the source.
    static func read(_ root: String, _ relative: String) -> [UInt8]? {
        guard let path = try? inside(root, relative, path: relative) else { return nil }
        return SmallFile.read(path)
    }
}
