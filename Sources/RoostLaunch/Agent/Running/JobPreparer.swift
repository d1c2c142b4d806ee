/// Makes a leased item ready to run: its job, its source, its environment.
protocol JobPreparer: Sendable {
    /// - Parameter directory: a folder of the attempt alone, which is empty.
    func prepare(
        _ lease: AgentLease, policy: ResourcePolicy, in directory: String
    ) async throws(LaunchError) -> PreparedItem
}

/// An item that is ready, and what is not quite as the job wants it.
struct PreparedItem: Sendable {
    var job: PreparedJob
    var warnings: [String] = []
}
