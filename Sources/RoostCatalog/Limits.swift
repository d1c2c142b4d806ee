/// Every bound of the catalog, in one place. Passing one yields ``CatalogError/limit(name:limit:value:)`` or
/// ``CatalogError/invalid(field:value:expected:)``, unless the text says otherwise.
public enum Limits {
    /// Characters in the name of a user, team, organisation, project, artifact, collection, type, alias or tag.
    public static let nameLength = 128
    /// Bytes in the id of a run.
    public static let runNameBytes = 128
    /// Bytes in a display name, job type, group, host or other short text of a run.
    public static let shortTextBytes = 1_024
    /// Bytes in a description, a note or the text of an alert.
    public static let longTextBytes = 1 << 20
    /// Bytes in the configuration or the summary of a run.
    public static let documentBytes = 16 << 20
    /// Tags on one run, and characters in one tag.
    public static let tagsPerRun = 1_000
    public static let tagLength = 256
    /// Bytes in the name of a file, and in one component of it.
    public static let fileNameBytes = 1_024
    public static let fileNameComponentBytes = 255

    /// Rows in one page; a larger wish is answered with a page of this size.
    public static let pageSize = 5_000
    /// Bytes in a paging cursor.
    public static let cursorBytes = 8_192

    /// Leaves of a run's configuration, and of its summary, that can be filtered and sorted by. Those beyond are
    /// kept and shown, but not found.
    public static let indexedLeaves = 10_000
    /// How deep nested configuration and summary values can be filtered and sorted by.
    public static let indexedDepth = 16
    /// Bytes of a text value that filters and orders look at; longer values are compared by this prefix.
    public static let indexedTextBytes = 512
    /// Bytes in the path of a value that can be filtered by.
    public static let indexedPathBytes = 512
    /// Elements of a list that filters look at.
    public static let indexedListElements = 64

    /// Bytes of a filter's JSON text.
    public static let filterBytes = 1 << 20
    /// How deep `$and`, `$or`, `$nor` and `$not` may nest.
    public static let filterDepth = 32
    /// Conditions in one filter.
    public static let filterConditions = 1_000
    /// Operands of all conditions of one filter together (`$in` with a long list has many).
    public static let filterOperands = 20_000
    /// Fields of each run of a page whose values are asked for.
    public static let valueKeys = 500
    /// Fields by which runs are grouped, and values that are worked out of each group.
    public static let groupKeys = 4
    public static let groupAggregates = 50
    /// Bytes of the text that the names of fields are searched for.
    public static let searchBytes = 1_024
    /// Runs that a page may skip.
    public static let pageOffset = 100_000_000
    /// Keys in one order.
    public static let orderKeys = 8
    /// Bytes in a regular expression.
    public static let patternBytes = 1_024
    /// States of a compiled regular expression (counted repetitions multiply them).
    public static let patternStates = 10_000

    /// Bytes in what a saved view shows, and in the name of its kind.
    public static let viewSpecBytes = 1 << 20
    public static let viewTypeBytes = 64
    /// Saved views of one user in one project.
    public static let viewsPerUser = 1_000
    /// Chart specifications of one user or team.
    public static let chartsPerEntity = 1_000

    /// Entries in the manifest of one artifact version.
    public static let manifestEntries = 10_000_000
    /// Keys at the top level of an artifact's metadata are the client's to bound; this is the size of its text.
    public static let metadataBytes = 16 << 20
    /// How long a version may be kept for a limited time, in seconds (100 years).
    public static let artifactLifetimeSeconds: Int64 = 100 * 36_525 * 864
    /// Aliases on one version.
    public static let aliasesPerVersion = 1_000

    /// Characters in the name of a queue.
    public static let queueNameLength = 64
    /// Bytes in the specification of a queued job, and in the configuration of a queue.
    public static let launchSpecBytes = 4 << 20
    /// Bytes of an attempt's message, and of the end of its output; of longer ones the end is kept.
    public static let launchMessageBytes = 64 << 10
    /// Warnings of one item; later ones are dropped.
    public static let warningsPerItem = 100
    /// Queues that one agent serves.
    public static let queuesPerAgent = 1_000
    /// How long the key of an attempt works unless its lease is renewed, in seconds.
    public static let attemptKeySeconds: Double = 24 * 3_600

    /// Bytes in a password.
    public static let passwordBytes = 1_024
    /// Bytes in a presented API key, session token or sign-in link.
    public static let secretBytes = 512
    /// API keys of one user that are neither revoked nor expired.
    public static let keysPerUser = 1_000
}
