import Roost
import RoostAPI
import RoostJSON

/// What the server holds of a run that a tracking client inside the program may have joined.
///
/// Config and summary are sent whole, so that the last writer, which is this process, would take away what the other
/// has written. It is noted when the program has ended, and what is missing in the end is put back.
struct JoinedRun: Sendable, Hashable {
    let storageID: String
    /// As it is stored: each value wrapped, with what clients note for themselves.
    var config: JSONObject
    var summary: JSONObject

    /// What the server holds now; `nil` when it does not know the run.
    static func now(_ path: RunPath, _ session: ClientSession) async throws(APIError) -> JoinedRun? {
        try await session.send(StoredRunQuery(path: path))
    }

    /// What has to be stored so that nothing is missing of `earlier`; `nil` when nothing is.
    func restoring(_ earlier: JoinedRun) -> JoinedRun? {
        var whole = self
        whole.config = Self.merged(config, earlier.config)
        // What the client in the program has set is what it went by.
        for (key, value) in earlier.config where key != "_wandb" { whole.config[key] = value }
        for (key, value) in earlier.summary where summary[key] == nil { whole.summary[key] = value }
        return whole == self ? nil : whole
    }

    /// The members of both, objects member by member; of two other values the first.
    private static func merged(_ first: JSONObject, _ second: JSONObject) -> JSONObject {
        var result = first
        for (key, value) in second {
            guard let own = first[key] else {
                result[key] = value
                continue
            }
            if let own = own.objectValue, let other = value.objectValue { result[key] = .object(merged(own, other)) }
        }
        return result
    }

    func store(_ session: ClientSession) async throws(APIError) {
        var upsert = UpsertBucket(run: nil, project: nil, entity: nil)
        upsert.storageID = storageID
        upsert.config = .object(config)
        upsert.summary = .object(summary)
        _ = try await session.send(upsert)
    }
}

private struct StoredRunQuery: GraphQLOperation {
    var path: RunPath

    static let name = "StoredRun"
    static let document = """
        query StoredRun($project: String!, $entity: String!, $name: String!) { \
        project(name: $project, entityName: $entity) { run(name: $name) { id config summaryMetrics } } }
        """

    var variables: JSONObject {
        ["project": .string(path.project), "entity": .string(path.entity), "name": .string(path.run)]
    }

    func answer(from data: AnswerReader) throws(APIError) -> JoinedRun? {
        guard let run = data["project"]?["run"] else { return nil }
        return JoinedRun(
            storageID: try run.string("id"), config: try run.embeddedJSON("config")?.objectValue ?? [:],
            summary: try run.embeddedJSON("summaryMetrics")?.objectValue ?? [:])
    }
}
