import RoostAPI
import RoostJSON

/// What a server tells of a run.
struct RunHead: Sendable, Hashable {
    /// The answer as it is; texts that hold JSON are in ``config`` and ``summary``.
    var members: JSON
    /// The inputs, unwrapped, without what clients note for themselves.
    var config: JSON
    var summary: JSON

    static let selection =
        "id name displayName state group jobType sweepName commit tags notes createdAt heartbeatAt historyLineCount "
        + "user { username }"
    static let values = "config summaryMetrics"

    init(members: JSON, config: JSON, summary: JSON) {
        self.members = members
        self.config = config
        self.summary = summary
    }

    init(_ run: AnswerReader) throws(APIError) {
        var members = run.value.objectValue ?? [:]
        config = Self.unwrapped(try run.embeddedJSON("config") ?? .emptyObject)
        summary = try run.embeddedJSON("summaryMetrics") ?? .emptyObject
        for name in ["config", "summaryMetrics"] { members.removeValue(forKey: name) }
        self.members = .object(members)
    }

    private static func unwrapped(_ config: JSON) -> JSON {
        var values: JSONObject = [:]
        for (key, item) in config.objectValue ?? [:] where key != "_wandb" && key != "wandb_version" {
            values[key] = item.objectValue.flatMap { $0["value"] } ?? item
        }
        return .object(values)
    }
}

/// Asks for a page of a project's runs.
struct RunsQuery: GraphQLOperation {
    /// The runs of one page.
    static let pageRuns = 500

    var entity: String
    var project: String
    var filters: JSON
    var order: String
    /// Whether config and summary are asked for.
    var needsValues: Bool
    var count = pageRuns
    var cursor: String?

    struct Page: Sendable {
        var runs: [RunHead]
        /// The cursor of the next page; `nil` after the last.
        var next: String?
    }

    static let name = "Runs"
    static let document = """
        query Runs($project: String!, $entity: String!, $filters: JSONString, $order: String, $cursor: String, \
        $perPage: Int!, $values: Boolean!) { project(name: $project, entityName: $entity) { \
        runs(filters: $filters, order: $order, after: $cursor, first: $perPage) { \
        edges { node { \(RunHead.selection) config @include(if: $values) summaryMetrics @include(if: $values) } cursor } \
        pageInfo { endCursor hasNextPage } } } }
        """

    var variables: JSONObject {
        [
            "project": .string(project), "entity": .string(entity), "filters": .string(filters.text),
            "order": .string(order), "cursor": JSON(cursor), "perPage": .int(Int64(count)),
            "values": .bool(needsValues),
        ]
    }

    /// `nil` when there is no such project.
    func answer(from data: AnswerReader) throws(APIError) -> Page? {
        guard let runs = data["project"]?["runs"] else { return nil }
        let edges = runs["edges"]?.elements ?? []
        var heads: [RunHead] = []
        for edge in edges { heads.append(try RunHead(try edge.required("node"))) }
        let hasNext = runs["pageInfo"]?["hasNextPage"]?.value.boolValue ?? false
        let last = edges.last?["cursor"]?.value.stringValue ?? runs["pageInfo"]?["endCursor"]?.value.stringValue
        return Page(runs: heads, next: hasNext && !edges.isEmpty ? last : nil)
    }
}
