/// Every bound of a run, in one place.
public enum RunLimits {
    /// The largest value of one config key, in bytes of JSON.
    public static let configValueBytes = 10 << 20
    /// The longest name of a project, in characters.
    public static let projectNameCharacters = 128
    /// The length of a random run id.
    public static let runIDCharacters = 8
    /// The longest tag, in characters.
    public static let tagCharacters = 64
    /// The keys that one run may log. Values of further keys are logged, but get no summary.
    public static let summaryKeys = 100_000
    /// The different rows of numbers that are told apart, each a list of keys; further ones take a slower way.
    static let rowShapes = 32
    /// The largest settings or config file that is read, in bytes.
    public static let settingsFileBytes = 16 << 20
    /// The nested objects that a value may have.
    public static let valueDepth = 100
    /// The seconds within which what was logged reaches the file.
    public static let flushSeconds = 0.5
    /// The seconds between two samples of system metrics, where the settings say nothing.
    public static let statsSeconds = 15.0
    /// The largest source file that is saved with a run, in bytes.
    public static let sourceBytes = 16 << 20
    /// The seconds that a program that ends waits for an upload of its own.
    public static let exitUploadSeconds = 60.0
    /// The exit code of a run that was stopped at the server.
    static let stoppedExitCode: Int32 = 255
    /// The starts of one run within a second that get folders of their own.
    static let startsPerSecond = 1000
    /// The files that one `save` may match.
    public static let savedFiles = 100_000
}
