import RoostGraphQL
import RoostJSON

/// The objects behind the corpus; the Python side holds the same.
struct UserNode: GraphQLObject, Equatable {
    static let graphQLTypeName = "User"
    let id: String
    let name: String
    let email: String?

    static let ada = UserNode(id: "User:1", name: "ada", email: "ada@example.org")
    static let bob = UserNode(id: "User:2", name: "bob", email: nil)
    static let all = [ada, bob]
}

struct ProjectNode: GraphQLObject, Equatable {
    static let graphQLTypeName = "Project"
    let id: String
    let name: String
    let owner: UserNode

    static let mnist = ProjectNode(id: "Project:1", name: "mnist", owner: .ada)
    static let cifar = ProjectNode(id: "Project:2", name: "cifar", owner: .bob)
    static let all = [mnist, cifar]
}

enum RunState: String, GraphQLOutput {
    case running = "RUNNING"
    case finished = "FINISHED"
    case failed = "FAILED"
}

struct RunNode: GraphQLObject {
    static let graphQLTypeName = "Run"
    let id: String
    let displayName: String?
    let state: String
    let tags: [String]
    let steps: Int64
    let loss: Double?
    let summary: JSON
    let config: String?
    let creator: Resolved
    let parentID: String?
    let project: ProjectNode

    static let first = RunNode(
        id: "Run:1", displayName: "first", state: RunState.running.rawValue, tags: ["a", "b"], steps: 10, loss: 0.5,
        summary: ["acc": 0.9, "n": nil], config: #"{"lr": 0.1}"#, creator: UserNode.ada.resolved, parentID: nil,
        project: .mnist)
    static let second = RunNode(
        id: "Run:2", displayName: nil, state: RunState.finished.rawValue, tags: [], steps: 9_007_199_254_740_993,
        loss: nil, summary: [:], config: "{}", creator: first.resolved, parentID: "Run:1", project: .mnist)
    static let third = RunNode(
        id: "Run:3", displayName: "third", state: RunState.failed.rawValue, tags: ["b"], steps: 0, loss: 1e-07,
        summary: [1, 2.5, "x"], config: nil, creator: .null, parentID: "Run:2", project: .mnist)
    static let fourth = RunNode(
        id: "Run:4", displayName: "fourth", state: RunState.running.rawValue, tags: ["é😀"], steps: 1, loss: 3.0,
        summary: "text", config: "[]", creator: UserNode.bob.resolved, parentID: nil, project: .cifar)
    static let all = [first, second, third, fourth]

    static func find(_ id: String?) -> RunNode? { all.first { $0.id == id } }
}

struct FailingNode: GraphQLObject {
    static let graphQLTypeName = "Failing"
    var isBroken = false
}

struct LeavesNode: GraphQLObject {
    static let graphQLTypeName = "Leaves"
}

struct CounterNode: GraphQLObject {
    static let graphQLTypeName = "Counter"
    let value: Int64
}

struct CreateRunPayload: GraphQLObject {
    static let graphQLTypeName = "CreateRunPayload"
    let run: RunNode
    let input: JSON
}
