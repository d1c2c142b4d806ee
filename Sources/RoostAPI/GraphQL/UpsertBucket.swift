import RoostJSON

/// Creates a run, or changes what is set here of an existing one.
public struct UpsertBucket: GraphQLOperation {
    /// The server's opaque id of the run; where it is set it identifies the run.
    public var storageID: String?
    /// The run's id.
    public var run: String?
    public var project: String?
    /// `nil` for the key's default entity.
    public var entity: String?
    public var group: String?
    public var displayName: String?
    public var notes: String?
    public var commit: String?
    public var host: String?
    public var program: String?
    public var repository: String?
    public var jobType: String?
    public var sweep: String?
    public var state: String?
    /// Replaces all tags; `nil` leaves them.
    public var tags: [String]?
    /// Replaces the whole config; every value wrapped as `{"value": …}`, with the `_wandb` item.
    public var config: JSON?
    /// Replaces the summary.
    public var summary: JSON?

    public init(run: String?, project: String?, entity: String?) {
        self.run = run
        self.project = project
        self.entity = entity
    }

    public static let name = "UpsertBucket"
    public static let document = """
        mutation UpsertBucket($id: String, $name: String, $project: String, $entity: String, $groupName: String, \
        $description: String, $displayName: String, $notes: String, $commit: String, $config: JSONString, \
        $host: String, $debug: Boolean, $program: String, $repo: String, $jobType: String, $state: String, \
        $sweep: String, $tags: [String!], $summaryMetrics: JSONString) { \
        upsertBucket(input: {id: $id, name: $name, groupName: $groupName, modelName: $project, \
        entityName: $entity, description: $description, displayName: $displayName, notes: $notes, \
        config: $config, commit: $commit, host: $host, debug: $debug, jobProgram: $program, jobRepo: $repo, \
        jobType: $jobType, state: $state, sweep: $sweep, tags: $tags, summaryMetrics: $summaryMetrics}) { \
        bucket { \(UpsertedRun.selection) } inserted } }
        """
    public static let policy = RetryPolicy.upsertRun

    public var variables: JSONObject {
        [
            "id": JSON(storageID), "name": JSON(run), "project": JSON(project), "entity": JSON(entity),
            "groupName": JSON(group), "description": .null, "displayName": JSON(displayName), "notes": JSON(notes),
            "commit": JSON(commit), "config": JSON(config?.text), "host": JSON(host), "debug": .null,
            "program": JSON(program), "repo": JSON(repository), "jobType": JSON(jobType), "state": JSON(state),
            "sweep": JSON(sweep), "tags": tags.map { .array($0.map(JSON.string)) } ?? .null,
            "summaryMetrics": JSON(summary?.text),
        ]
    }

    public func answer(from data: AnswerReader) throws(APIError) -> UpsertedRun {
        let upsert = try data.required("upsertBucket")
        return try UpsertedRun(
            try upsert.required("bucket"), isNew: upsert["inserted"]?.value.boolValue ?? false)
    }
}

/// A run as the server has stored it, with the names that every later request uses.
public struct UpsertedRun: Sendable, Hashable {
    public var storageID: String
    /// Where the run is; the server may have put it elsewhere than it was asked to.
    public var path: RunPath
    public var displayName: String?
    public var sweep: String?
    /// The rows of history that the server already has.
    public var historyLineCount: Int64
    /// The stored config, wrapped; empty when the server sends none.
    public var config: JSON
    /// Whether the request created the run.
    public var isNew: Bool

    static let selection =
        "id name displayName description config sweepName project { id name entity { id name } } historyLineCount"

    init(_ bucket: AnswerReader, isNew: Bool) throws(APIError) {
        let project = try bucket.required("project")
        storageID = try bucket.string("id")
        path = RunPath(
            entity: try (try project.required("entity")).string("name"), project: try project.string("name"),
            run: try bucket.string("name"))
        displayName = bucket["displayName"]?.value.stringValue
        sweep = bucket["sweepName"]?.value.stringValue
        historyLineCount = bucket["historyLineCount"]?.value.intValue ?? 0
        config = try bucket.embeddedJSON("config") ?? .emptyObject
        self.isNew = isNew
    }
}

extension JSON {
    /// The text, or `null`.
    init(_ text: String?) { self = text.map(JSON.string) ?? .null }
}
