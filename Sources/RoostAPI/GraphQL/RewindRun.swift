import RoostJSON

/// Drops the rows of a run after a step.
public struct RewindRun: GraphQLOperation {
    public var run: String
    public var project: String?
    /// `nil` for the key's default entity.
    public var entity: String?
    /// The last step to keep.
    public var lastStep: Int64

    public init(run: String, project: String?, entity: String?, lastStep: Int64) {
        self.run = run
        self.project = project
        self.entity = entity
        self.lastStep = lastStep
    }

    public static let name = "RewindRun"
    public static let document = """
        mutation RewindRun($runName: String!, $entity: String, $project: String, $metricName: String!, \
        $metricValue: Float!) { rewindRun(input: {runName: $runName, entityName: $entity, projectName: $project, \
        metricName: $metricName, metricValue: $metricValue}) { rewoundRun { \(UpsertedRun.selection) } } }
        """

    public var variables: JSONObject {
        [
            "runName": .string(run), "entity": JSON(entity), "project": JSON(project), "metricName": "_step",
            "metricValue": .number(Double(lastStep)),
        ]
    }

    /// `nil` when there is no such run.
    public func answer(from data: AnswerReader) throws(APIError) -> UpsertedRun? {
        guard let rewound = data["rewindRun"]?["rewoundRun"] else { return nil }
        return try UpsertedRun(rewound, isNew: false)
    }
}
