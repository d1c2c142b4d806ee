import FoundationEssentials

public enum AlertSeverity: String, Sendable, Hashable, CaseIterable {
    case info = "INFO"
    case warn = "WARN"
    case error = "ERROR"
}

/// Something that a run wants people to know.
public struct Alert: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let runID: Int64
    public let title: String
    public let text: String
    public let severity: AlertSeverity
    /// How long after an alert others of the same title are dropped, in seconds.
    public let waitSeconds: Double
    public let createdAt: Date
}
