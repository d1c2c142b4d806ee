/// The name of a container image: `[host[:port]/]path[:tag][@sha256:digest]`, as a registry knows it.
///
/// Container engines also take names such as `dir:/etc` or `docker-archive:file`, which read this machine's files.
enum ImageName {
    private static let transports: Set<String> = [
        "dir", "oci", "oci-archive", "docker", "docker-archive", "docker-daemon", "containers-storage", "ostree", "sif",
        "tarball", "atomic",
    ]

    static func check(_ name: String, path: String) throws(LaunchError) {
        let refused = LaunchError.invalid(
            path: path, value: name, expected: "the name of an image, such as python:3.12")
        guard name.utf8.count <= 512, let first = name.utf8.first, isWord(first),
            name.utf8.allSatisfy({ isWord($0) || "._-/:@+".utf8.contains($0) }), !name.contains("//"),
            !name.split(separator: "/").contains("..")
        else { throw refused }
        if let colon = name.firstIndex(of: ":"), transports.contains(name[..<colon].lowercased()) { throw refused }
    }

    /// A text as part of an image's name: lower case, other characters as dashes.
    static func safe(_ text: String) -> String {
        let kept = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let words = String(kept).split(separator: "-").joined(separator: "-")
        return words.isEmpty ? "job" : String(words.prefix(100))
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
