/// One step from a format of the catalog to the next. Steps are only ever added, never changed.
struct Migration: Sendable {
    /// The format that the catalog has after this step.
    let version: Int
    let statements: @Sendable (SQLDialect) -> [String]
}

extension Migration {
    /// All steps, oldest first; the first one has version 1 and none is missing.
    static let all: [Migration] = [
        .identity, .runs, .files, .artifacts, .notices, .artifactExpiry, .launch, .sweeps, .views, .lineage,
        .charts, .throughput, .names,
    ]
}
