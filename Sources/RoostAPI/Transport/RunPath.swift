/// Where a run lives on its server.
public struct RunPath: Sendable, Hashable {
    public var entity: String
    public var project: String
    /// The run's id, which the wire calls its name.
    public var run: String

    public init(entity: String, project: String, run: String) {
        self.entity = entity
        self.project = project
        self.run = run
    }

    /// `entity/project/run` as the path of an address.
    public var percentEncoded: String {
        [entity, project, run].map { PercentEncoding.pathSegment($0) }.joined(separator: "/")
    }
}

extension RunPath: CustomStringConvertible {
    public var description: String { "\(entity)/\(project)/\(run)" }
}
