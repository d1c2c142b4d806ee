import Roost

extension Settings {
    /// Nothing beside the log: no console capture, no system metrics, no messages.
    static var quiet: Settings {
        var settings = Settings()
        settings.console = .off
        settings.disableStats = true
        settings.silent = true
        return settings
    }
}
