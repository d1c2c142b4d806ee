/// The bounds of the server in one place. Passing one yields a typed error that names it.
public enum Limits {
    /// A GraphQL request body, in bytes. Configs and summaries of clients reach 10 MB.
    static let graphQLBody = 64 << 20
    /// A file-stream request body, in bytes, as received and after decompression. Clients split at about 10 MiB,
    /// older ones later.
    static let fileStreamBody = 96 << 20
    /// One uploaded file, in bytes (5 TiB).
    static let uploadedFile = 5 << 40
    /// Answers below this many bytes are not worth compressing.
    static let smallestCompressedBody = 1024
    /// Answers above this many bytes are sent as they are.
    static let largestCompressedBody = 32 << 20
    /// How long a signed upload address stays valid, in seconds. Clients retry an upload for up to a week.
    static let uploadAddressSeconds = 8 * 24 * 3600
    /// How long a signed download address stays valid, in seconds.
    static let downloadAddressSeconds = 24 * 3600
    /// How long an artifact may be pending without a sign of life before it is deleted, in seconds. By then no address
    /// under which a part of it could still arrive is valid.
    static let abandonedArtifactSeconds = uploadAddressSeconds + 24 * 3600
    /// Buckets of a series, at most.
    static let seriesBuckets = 20_000
    /// Runs or keys in one series request, at most.
    static let seriesPerRequest = 1_000
    /// Rows of a history page, at most.
    static let historyPage = 100_000
    /// Live subscriptions at once, at most.
    static let liveSubscribers = 10_000
    /// Updates that one slow live subscriber may have pending before it must start over.
    static let liveBacklog = 256
    /// The manifest of an artifact, in bytes.
    static let manifest = 256 << 20
    /// Versions of a collection that is listed with the oldest first, at most.
    static let versionsInOrder = 100_000
    /// Edges of a connection page, at most.
    static let page = 10_000
    /// Runs that one request moves into another project.
    static let runsPerMove = 1_000
    /// How long a key's verification is remembered, in seconds. A revoked key works no longer than this.
    static let keyCacheSeconds = 5.0
    /// Keys remembered at once.
    static let keyCacheEntries = 4_096
    /// Items in one request that puts them into a queue.
    static let itemsPerRequest = 1_000
    /// Items that one answer gives to an agent.
    static let leasesPerPoll = 100
    /// A request about queues, in bytes.
    static let launchBody = 64 << 20
    /// Open connections at once.
    static let connections = 8_192
    /// Bytes of a request's header list.
    static let headerBytes = 64 * 1024
}
