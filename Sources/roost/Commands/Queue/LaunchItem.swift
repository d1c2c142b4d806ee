import RoostAPI
import RoostJSON

/// What a server tells of a queued item.
struct LaunchItem: Sendable, Hashable {
    var members: JSON

    static let selection =
        "id status associatedRunId reason priority createdAt updatedAt error author entityName projectName"
    static let details =
        "runSpec resumeCount queue { name entityName } warnings { stage message at } attempts { number agent state "
        + "startedAt endedAt kind message stage exitCode node job logTail }"

    func value(_ name: String) -> JSON { members[name] ?? .null }

    /// Where its run is, or will be.
    var run: JSON {
        guard let run = value("associatedRunId").stringValue else { return .null }
        return .string(
            [value("entityName"), value("projectName"), .string(run)].compactMap(\.stringValue).joined(separator: "/"))
    }
}

/// Asks for a page of a queue's items.
struct LaunchItemsQuery: GraphQLOperation {
    static let pageItems = 500

    var queue: String
    var states: [String]?
    var count = pageItems
    var cursor: String?

    struct Page: Sendable {
        var items: [LaunchItem]
        /// `nil` after the last page.
        var next: String?
    }

    static let name = "LaunchItems"
    static let document = """
        query LaunchItems($id: ID!, $states: [String!], $first: Int, $after: String) { runQueue(id: $id) { \
        runQueueItems(first: $first, after: $after, states: $states) { edges { node { \(LaunchItem.selection) } cursor } \
        pageInfo { endCursor hasNextPage } } } }
        """

    var variables: JSONObject {
        [
            "id": .string(queue), "states": states.map { .array($0.map(JSON.string)) } ?? .null,
            "first": .int(Int64(count)), "after": JSON(cursor),
        ]
    }

    func answer(from data: AnswerReader) throws(APIError) -> Page {
        let items = data["runQueue"]?["runQueueItems"]
        let hasNext = items?["pageInfo"]?["hasNextPage"]?.value.boolValue ?? false
        return Page(
            items: (items?["edges"]?.elements ?? []).compactMap { $0["node"].map { LaunchItem(members: $0.value) } },
            next: hasNext ? items?["pageInfo"]?["endCursor"]?.value.stringValue : nil)
    }
}

/// Asks for one item.
struct LaunchItemQuery: GraphQLOperation {
    var id: String

    static let name = "LaunchItem"
    static let document = """
        query LaunchItem($id: ID!) { runQueueItem(id: $id) { \(LaunchItem.selection) \(LaunchItem.details) } }
        """

    var variables: JSONObject { ["id": .string(id)] }

    func answer(from data: AnswerReader) throws(APIError) -> LaunchItem? {
        data["runQueueItem"].map { LaunchItem(members: $0.value) }
    }
}

/// Cancels an item, or tries it again.
struct ChangeLaunchItem: GraphQLOperation {
    enum Change: String, Sendable {
        case cancel = "cancelRunQueueItem"
        case retry = "retryRunQueueItem"
    }

    var id: String
    var change: Change

    static let name = "ChangeLaunchItem"
    static let document = """
        mutation ChangeLaunchItem($id: ID!, $cancel: Boolean!, $retry: Boolean!) { \
        cancelRunQueueItem(input: { itemId: $id }) @include(if: $cancel) { item { \(LaunchItem.selection) } } \
        retryRunQueueItem(input: { itemId: $id }) @include(if: $retry) { item { \(LaunchItem.selection) } } }
        """

    var variables: JSONObject {
        ["id": .string(id), "cancel": .bool(change == .cancel), "retry": .bool(change == .retry)]
    }

    func answer(from data: AnswerReader) throws(APIError) -> LaunchItem? {
        data[change.rawValue]?["item"].map { LaunchItem(members: $0.value) }
    }
}
