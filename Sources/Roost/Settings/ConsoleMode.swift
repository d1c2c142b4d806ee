/// Whether the program's own output becomes the run's console log.
public enum ConsoleMode: String, Sendable, Hashable, CaseIterable {
    /// Standard output and standard error are captured, and still appear where they did.
    case redirect
    /// Nothing is captured.
    case off

    init(setting text: String, argument: String) throws(UsageError) {
        switch text {
        case "auto", "redirect", "wrap", "wrap_raw", "wrap_emu": self = .redirect
        case "off": self = .off
        default:
            throw UsageError(
                argument: argument, value: text, problem: "there is no such console mode", remedy: "Use auto or off.")
        }
    }
}
