/// How a launch names a job: `entity/project/name:alias`.
public struct JobReference: Sendable, Hashable, CustomStringConvertible {
    /// `nil` for the target's entity.
    public var entity: String?
    /// `nil` for the target's project.
    public var project: String?
    public var name: String
    /// `latest` where none is given.
    public var alias: String

    public init(_ text: String) throws(LaunchError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let expected = "entity/project/name:alias"
        guard parts.count <= 3, let last = parts.last, !parts.contains("") else {
            throw .invalid(path: "job", value: text, expected: expected)
        }
        let words = last.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard words.allSatisfy({ !$0.isEmpty }), !text.contains(where: { $0.isNewline || $0 == "\0" }) else {
            throw .invalid(path: "job", value: text, expected: expected)
        }
        name = words[0]
        alias = words.count > 1 ? words[1] : "latest"
        project = parts.count > 1 ? parts[parts.count - 2] : nil
        entity = parts.count > 2 ? parts[0] : nil
    }

    public var description: String {
        ([entity, project].compactMap { $0 } + ["\(name):\(alias)"]).joined(separator: "/")
    }
}

/// What ids and names of a launch may look like, so that they are single words of paths and addresses.
enum RunNames {
    static func check(id: String, path: String) throws(LaunchError) {
        guard id.utf8.count <= 128, !id.contains(where: { "/\\#?%:\0".contains($0) || $0.isNewline }) else {
            throw .invalid(path: path, value: id, expected: "at most 128 characters without / \\ # ? % :")
        }
    }

    static func check(segment: String, path: String) throws(LaunchError) {
        guard segment.utf8.count <= 128, !segment.contains(where: { "/\\#?%:\0".contains($0) || $0.isNewline }),
            segment != ".", segment != ".."
        else {
            throw .invalid(path: path, value: segment, expected: "a name without / \\ # ? % :")
        }
    }
}
