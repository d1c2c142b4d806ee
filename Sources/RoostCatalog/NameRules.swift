/// What names may look like, and what they may not.
enum NameRules {
    /// Words that name pages and routes of the web application, and so cannot name a user or a team.
    static let reserved: Set<String> = [
        "admin", "api", "artifacts", "artifactsv2", "assets", "authorize", "embed", "files", "frames", "graphql",
        "health", "healthz", "home", "login", "logout", "metrics", "new", "oidc", "orgs", "ready", "readyz",
        "registry", "sdk", "settings", "signin", "signout", "signup", "static", "storage", "upload", "uploads",
        "user", "users",
    ]

    /// The name of a user, a team or an organisation.
    static func checkEntity(_ name: String, field: String) throws(CatalogError) {
        let expected = "1 to \(Limits.nameLength) of the characters A-Z a-z 0-9 _ . -"
        guard !name.isEmpty, name.utf8.count <= Limits.nameLength, name.utf8.allSatisfy(isEntityByte) else {
            throw .invalid(field: field, value: name, expected: expected)
        }
        guard name.utf8.contains(where: { $0 != UInt8(ascii: ".") }) else {
            throw .invalid(field: field, value: name, expected: "\(expected), not dots alone")
        }
        guard !reserved.contains(name.lowercased()) else {
            throw .invalid(field: field, value: name, expected: "a name that is not reserved")
        }
    }

    private static func isEntityByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The name of a project.
    static func checkProject(_ name: String) throws(CatalogError) {
        guard !name.isEmpty, name.count <= Limits.nameLength, name != ".", name != "..",
            !name.unicodeScalars.contains(where: { "/\\#?%:".unicodeScalars.contains($0) || $0.isControl })
        else {
            throw .invalid(
                field: "project name", value: name,
                expected: "1 to \(Limits.nameLength) characters, none of / \\ # ? % : and no control characters")
        }
    }

    /// The id of a run.
    ///
    /// Old clients let slashes, colons and number signs through, so they are allowed; what would be mistaken for
    /// another path is not.
    static func checkRun(_ name: String) throws(CatalogError) {
        guard !name.isEmpty, name.utf8.count <= Limits.runNameBytes,
            !name.unicodeScalars.contains(where: \.isControl), name.first?.isWhitespace == false,
            name.last?.isWhitespace == false,
            !name.split(separator: "/", omittingEmptySubsequences: false).contains(where: isPathTrick)
        else {
            throw .invalid(
                field: "run id", value: name,
                expected: "1 to \(Limits.runNameBytes) bytes without control characters, outer blanks, \".\" or \"..\"")
        }
    }

    private static func isPathTrick(_ part: Substring) -> Bool {
        part.isEmpty || part == "." || part == ".."
    }

    /// The name of an artifact collection.
    static func checkCollection(_ name: String) throws(CatalogError) {
        try check(name, field: "artifact name", without: "/:")
    }

    static func checkArtifactType(_ name: String) throws(CatalogError) {
        try check(name, field: "artifact type", without: "/:")
    }

    static func checkAlias(_ name: String) throws(CatalogError) {
        try check(name, field: "alias", without: "/:")
    }

    static func checkTag(_ name: String) throws(CatalogError) {
        try check(name, field: "tag", without: "")
    }

    private static func check(_ name: String, field: String, without: String) throws(CatalogError) {
        guard !name.isEmpty, name.count <= Limits.nameLength,
            !name.unicodeScalars.contains(where: { without.unicodeScalars.contains($0) || $0.isControl })
        else {
            let list = without.map { "\"\($0)\"" }.joined(separator: " or ")
            throw .invalid(
                field: field, value: name,
                expected: "1 to \(Limits.nameLength) characters without \(list.isEmpty ? "" : "\(list) or ")"
                    + "control characters")
        }
    }

    /// A text with a bound in bytes, and without zero bytes, which PostgreSQL cannot store.
    static func checkLength(_ text: String?, field: String, bytes: Int) throws(CatalogError) {
        guard let text else { return }
        guard text.utf8.count <= bytes else {
            throw .limit(name: "bytes of \(field)", limit: bytes, value: text.utf8.count)
        }
        guard !text.utf8.contains(0) else { throw .invalid(field: field, value: text, expected: "no zero bytes") }
    }
}

extension Unicode.Scalar {
    var isControl: Bool { value < 0x20 || (value >= 0x7f && value < 0xa0) }
}
