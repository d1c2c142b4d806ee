import RoostJSON

/// Asks whether somebody has asked a run to stop.
public struct RunStoppedStatus: GraphQLOperation {
    public var path: RunPath

    public init(path: RunPath) { self.path = path }

    public static let name = "RunStoppedStatus"
    public static let document = """
        query RunStoppedStatus($projectName: String, $entityName: String, $runId: String!) { \
        project(name: $projectName, entityName: $entityName) { run(name: $runId) { stopped } } }
        """

    public var variables: JSONObject {
        [
            "projectName": .string(path.project), "entityName": .string(path.entity), "runId": .string(path.run),
        ]
    }

    public func answer(from data: AnswerReader) throws(APIError) -> Bool {
        data["project"]?["run"]?["stopped"]?.value.boolValue ?? false
    }
}
