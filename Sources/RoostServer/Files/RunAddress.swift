import RoostCatalog

/// The parts of an address below `/files/` or `/frames/`: `ENTITY/PROJECT/RUN/PATH`.
///
/// Run ids of old clients may hold a slash, so where the run ends and the path begins is decided by what exists.
struct RunAddress: Sendable, Hashable {
    let entity: String
    let project: String
    let run: String
    /// What follows the run, decoded; empty when nothing does.
    let path: String

    /// - Throws: ``ServerError/invalid(field:value:expected:)`` for an escape that is no UTF-8, and `notFound` for too few
    ///   parts.
    static func parts(of path: String, below prefix: String) throws(ServerError) -> [String] {
        var parts: [String] = []
        for segment in path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false) {
            guard let part = PercentEncoding.decode(segment) else {
                throw .invalid(field: "path", value: path, expected: "percent-encoded UTF-8")
            }
            parts.append(part)
        }
        return parts
    }

    /// The address of a run's file stream: the last part is `file_stream`, all between project and it the run.
    init(fileStream path: String) throws(ServerError) {
        let parts = try Self.parts(of: path, below: "/files/")
        guard parts.count >= 4, parts.last == "file_stream" else { throw .notFound("this address") }
        entity = parts[0]
        project = parts[1]
        run = parts[2..<parts.count - 1].joined(separator: "/")
        self.path = "file_stream"
    }

    init(entity: String, project: String, run: String, path: String) {
        self.entity = entity
        self.project = project
        self.run = run
        self.path = path
    }

    /// All ways to read an address as run and path, the shortest run first.
    static func candidates(_ path: String, below prefix: String) throws(ServerError) -> [RunAddress] {
        let parts = try parts(of: path, below: prefix)
        guard parts.count >= 4 else { throw .notFound("this address") }
        return (3..<parts.count).map { split in
            RunAddress(
                entity: parts[0], project: parts[1], run: parts[2..<split].joined(separator: "/"),
                path: parts[split...].joined(separator: "/"))
        }
    }
}
