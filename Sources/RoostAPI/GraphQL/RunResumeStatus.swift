import RoostJSON

/// Asks what a server has of a run, to go on from there.
public struct RunResumeStatus: GraphQLOperation {
    public var run: String
    public var project: String?
    /// `nil` for the key's default entity.
    public var entity: String?

    public init(run: String, project: String?, entity: String?) {
        self.run = run
        self.project = project
        self.entity = entity
    }

    public static let name = "RunResumeStatus"
    public static let document = """
        query RunResumeStatus($project: String, $entity: String, $name: String!) { \
        model(name: $project, entityName: $entity) { id name entity { id name } \
        bucket(name: $name, missingOk: true) { id name summaryMetrics displayName logLineCount historyLineCount \
        eventsLineCount historyTail eventsTail config tags notes wandbConfig(keys: ["t"]) } } }
        """

    public var variables: JSONObject {
        ["project": JSON(project), "entity": JSON(entity), "name": .string(run)]
    }

    /// `nil` when there is no such run, or one that was created but never started.
    public func answer(from data: AnswerReader) throws(APIError) -> ResumableRun? {
        guard let model = data["model"], let bucket = model["bucket"],
            try bucket.embeddedJSON("wandbConfig")?["t"] != nil
        else { return nil }
        return ResumableRun(
            storageID: try bucket.string("id"),
            path: RunPath(
                entity: try (try model.required("entity")).string("name"), project: try model.string("name"),
                run: try bucket.string("name")),
            displayName: bucket["displayName"]?.value.stringValue,
            notes: bucket["notes"]?.value.stringValue,
            tags: (bucket["tags"]?.elements ?? []).compactMap(\.value.stringValue),
            config: try requiredJSON("config", in: bucket),
            summary: try requiredJSON("summaryMetrics", in: bucket),
            historyLineCount: try bucket.integer("historyLineCount"),
            eventsLineCount: try bucket.integer("eventsLineCount"),
            logLineCount: try bucket.integer("logLineCount"),
            lastHistoryRow: try lastRow("historyTail", in: bucket),
            lastEventsRow: try lastRow("eventsTail", in: bucket))
    }

    private func requiredJSON(_ field: String, in bucket: AnswerReader) throws(APIError) -> JSON {
        guard let json = try bucket.embeddedJSON(field), json.objectValue != nil else {
            throw bucket.missing("bucket.\(field)", "a JSON object as text")
        }
        return json
    }

    private func lastRow(_ field: String, in bucket: AnswerReader) throws(APIError) -> JSON? {
        guard let rows = try bucket.embeddedJSON(field)?.arrayValue else {
            throw bucket.missing("bucket.\(field)", "a JSON list as text")
        }
        guard let last = rows.last else { return nil }
        guard let text = last.stringValue, let row = try? JSON(parsing: text) else {
            throw bucket.missing("bucket.\(field)", "a list of JSON objects as text")
        }
        return row
    }
}

/// What a server has of a run that can be continued.
public struct ResumableRun: Sendable, Hashable {
    public var storageID: String
    public var path: RunPath
    public var displayName: String?
    public var notes: String?
    public var tags: [String]
    /// The stored config, wrapped, with its `_wandb` item.
    public var config: JSON
    public var summary: JSON
    /// Where the next line of each stream goes.
    public var historyLineCount: Int64
    public var eventsLineCount: Int64
    public var logLineCount: Int64
    public var lastHistoryRow: JSON?
    public var lastEventsRow: JSON?

    /// The step after the last one that was logged.
    public var nextStep: Int64 {
        guard historyLineCount > 0 else { return 0 }
        let last = lastHistoryRow?["_step"]?.intValue ?? summary["_step"]?.intValue
        return last.map { $0 + 1 } ?? 0
    }

    /// How long the run has run so far, in whole seconds.
    public var runtimeSeconds: Int64 {
        let times = [
            summary["_wandb"]?["runtime"]?.doubleValue ?? summary["_runtime"]?.doubleValue,
            lastHistoryRow?["_runtime"]?.doubleValue, lastEventsRow?["_runtime"]?.doubleValue,
        ]
        let longest = times.compactMap { $0 }.filter(\.isFinite).max() ?? 0
        return Int64(exactly: longest.rounded(.down)) ?? 0
    }
}
