import RoostJSON

/// Sends a run's alert to the people who watch it.
public struct NotifyScriptableRunAlert: GraphQLOperation {
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        case info = "INFO"
        case warn = "WARN"
        case error = "ERROR"
    }

    public var path: RunPath
    public var title: String
    public var text: String
    public var severity: Severity
    /// Alerts with the same title within this time are not sent again.
    public var waitMilliseconds: Int64

    public init(
        path: RunPath, title: String, text: String, severity: Severity = .info, waitMilliseconds: Int64 = 60_000
    ) {
        self.path = path
        self.title = title
        self.text = text
        self.severity = severity
        self.waitMilliseconds = waitMilliseconds
    }

    public static let name = "NotifyScriptableRunAlert"
    public static let document = """
        mutation NotifyScriptableRunAlert($entityName: String!, $projectName: String!, $runName: String!, \
        $title: String!, $text: String!, $severity: AlertSeverity = INFO, $waitDuration: Duration) { \
        notifyScriptableRunAlert(input: {entityName: $entityName, projectName: $projectName, runName: $runName, \
        title: $title, text: $text, severity: $severity, waitDuration: $waitDuration}) { success } }
        """

    public var variables: JSONObject {
        [
            "entityName": .string(path.entity), "projectName": .string(path.project), "runName": .string(path.run),
            "title": .string(title), "text": .string(text), "severity": .string(severity.rawValue),
            "waitDuration": .int(waitMilliseconds),
        ]
    }

    /// Whether the server has accepted the alert.
    public func answer(from data: AnswerReader) throws(APIError) -> Bool {
        data["notifyScriptableRunAlert"]?["success"]?.value.boolValue ?? false
    }
}
