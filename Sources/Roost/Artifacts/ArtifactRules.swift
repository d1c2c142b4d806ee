import RoostJSON

/// What names, aliases, tags and metadata of artifacts may be.
enum ArtifactRules {
    static let nameCharacters = 128
    static let metadataKeys = 100

    static func check(name: String) throws(UsageError) {
        let isAllowed = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isAllowed, !name.isEmpty, name.utf8.count <= nameCharacters else {
            throw UsageError(
                argument: "name", value: name, problem: "it cannot be the name of an artifact",
                remedy: "Use 1 to \(nameCharacters) letters, digits, dashes, underscores and dots.")
        }
    }

    /// Some types are made by the library itself.
    static func check(type: String, name: String) throws(UsageError) {
        let isReserved =
            type == "job" || type.hasPrefix("wandb-") || (type == "run_table" && name.hasPrefix("run-"))
            || (type == "code" && name.hasPrefix("source-"))
        if isReserved {
            throw UsageError(
                argument: "type", value: type, problem: "it is reserved for what the library makes",
                remedy: "Use another type, such as dataset or model.")
        }
        guard !type.isEmpty, type.utf8.count <= nameCharacters, !type.contains("/"), !type.contains(":") else {
            throw UsageError(
                argument: "type", value: type, problem: "it cannot be the type of an artifact",
                remedy: "Use 1 to \(nameCharacters) characters without / and :.")
        }
    }

    static func check(aliases: [String]) throws(UsageError) {
        for alias in aliases where alias.isEmpty || alias.contains("/") || alias.contains(":") {
            throw UsageError(
                argument: "aliases", value: alias, problem: "it cannot be an alias",
                remedy: "Use a text without / and :.")
        }
    }

    static func check(tags: [String]) throws(UsageError) {
        for tag in tags {
            let words = tag.split(separator: " ", omittingEmptySubsequences: false)
            let isAllowed = tag.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == " " }
            guard isAllowed, words.first?.isEmpty == false, words.last?.isEmpty == false else {
                throw UsageError(
                    argument: "tags", value: tag, problem: "it cannot be a tag",
                    remedy: "Use letters, digits, hyphens, underscores, and spaces between them.")
            }
        }
    }

    static func check(metadata: JSONObject) throws(UsageError) {
        guard metadata.count <= metadataKeys else {
            throw UsageError(
                argument: "metadata", value: "\(metadata.count) keys", problem: "it has too many keys",
                remedy: "Use at most \(metadataKeys), and objects below them.")
        }
    }

    /// The name of an entry without `.` and doubled slashes.
    static func path(_ name: String) throws(UsageError) -> String {
        let parts = name.split(separator: "/").filter { $0 != "." }
        guard !parts.isEmpty, !parts.contains(".."), !name.hasPrefix("/"), !name.utf8.contains(0),
            !name.contains("\\")
        else {
            throw UsageError(
                argument: "name", value: name, problem: "it does not name a file within the artifact",
                remedy: "Use a relative path with slashes and without ...")
        }
        return parts.joined(separator: "/")
    }
}
