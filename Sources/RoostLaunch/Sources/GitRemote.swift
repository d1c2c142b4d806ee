/// The address of a git repository that is safe to fetch from: `https://…`, `ssh://…` or `user@host:path`.
///
/// Git knows addresses that run programs (`ext::`), read this machine's files (`file:`, paths) or pass for options.
/// None of these is a remote.
struct GitRemote: Sendable, Hashable, CustomStringConvertible {
    let address: String
    /// The protocols that git may use for it and for what it refers to.
    let protocols: [String]

    /// - Parameter path: what names the value in an error.
    init(_ text: String, path: String, policy: SourcePolicy) throws(LaunchError) {
        let refused = LaunchError.forbidden(
            path: path,
            reason:
                "'\(Self.masked(text).prefix(LaunchLimits.excerptCharacters))' is no https://…, ssh://… or user@host:path"
        )
        guard !text.hasPrefix("-"), text.utf8.count <= 4096,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") })
        else { throw refused }
        address = text
        if policy.trustedRemotes.contains(where: { !$0.isEmpty && text.hasPrefix($0) }) {
            let scheme = text.firstRange(of: "://").map { String(text[..<$0.lowerBound]) } ?? "file"
            protocols = ["https", "ssh", scheme]
            return
        }
        protocols = ["https", "ssh"]
        guard !text.contains("::") else { throw refused }
        if let mark = text.firstRange(of: "://") {
            let scheme = text[..<mark.lowerBound].lowercased()
            let authority = text[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
            guard scheme == "https" || scheme == "ssh", !host.isEmpty, !host.hasPrefix("-"), !authority.hasPrefix("-"),
                authority.filter({ $0 == "@" }).count <= 1
            else { throw refused }
            return
        }
        // user@host:path, as scp writes it.
        guard let colon = text.firstIndex(of: ":") else { throw refused }
        let parts = text[..<colon].split(separator: "@", omittingEmptySubsequences: false)
        let place = text[text.index(after: colon)...]
        guard parts.count == 2, parts.allSatisfy(Self.isName), !place.isEmpty, !place.hasPrefix("-") else {
            throw refused
        }
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && !text.hasPrefix("-")
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }

    /// Whether a text is meant as the address of a repository, safe or not.
    static func looksLikeOne(_ text: String) -> Bool {
        if text.contains("://") || text.contains("::") || text.lowercased().hasPrefix("file:") { return true }
        guard let colon = text.firstIndex(of: ":") else { return text.hasSuffix(".git") }
        return text[..<colon].contains("@")
    }

    /// The address without what may be a password.
    var description: String { Self.masked(address) }

    static func masked(_ text: String) -> String {
        guard let mark = text.firstRange(of: "://"),
            let at = text[mark.upperBound...].prefix(while: { $0 != "/" }).lastIndex(of: "@")
        else { return text }
        return text[..<mark.upperBound] + "***" + text[at...]
    }
}
