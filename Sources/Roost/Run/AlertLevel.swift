/// How serious an alert is.
public enum AlertLevel: String, Sendable, Hashable, CaseIterable {
    case info = "INFO"
    case warn = "WARN"
    case error = "ERROR"
}
