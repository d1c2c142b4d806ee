import RoostAPI
import RoostJSON

/// Asks for one run.
struct RunQuery: GraphQLOperation {
    var path: RunPath

    static let name = "Run"
    static let document = """
        query Run($project: String!, $entity: String!, $name: String!) { \
        project(name: $project, entityName: $entity) { run(name: $name) { \
        \(RunHead.selection) \(RunHead.values) fileCount } } }
        """

    var variables: JSONObject {
        ["project": .string(path.project), "entity": .string(path.entity), "name": .string(path.run)]
    }

    /// `nil` when there is no such run.
    func answer(from data: AnswerReader) throws(APIError) -> RunHead? {
        guard let run = data["project"]?["run"] else { return nil }
        return try RunHead(run)
    }
}
