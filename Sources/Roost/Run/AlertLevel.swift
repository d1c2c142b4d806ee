/// How serious an alert is.
public enum AlertLevel: String, Sendable, Hashable, CaseIterable {
    /// Good to know. The default.
    case info = "INFO"
    /// Somebody should look when there is time.
    case warn = "WARN"
    /// Somebody should look now.
    case error = "ERROR"
}
