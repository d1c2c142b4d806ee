/// Every bound of this module.
public enum SyncLimits {
    /// The longest line that a server takes, in bytes; longer ones are left out with a warning.
    public static let lineBytes = 10_383_360
    /// How many bytes of lines are gathered for one request.
    public static let requestBytes = 4 << 20
    /// How many records are read before what they say is sent.
    public static let requestRecords = 50_000
    /// How many console lines one request holds.
    public static let requestConsoleLines = 2_000
    /// How many lines above the newest a terminal still changes.
    public static let terminalLines = 32
    /// How many lines of the whole console, whichever stream they are of, may still change.
    public static let consoleLines = 256
    /// The longest console line, in characters.
    public static let consoleColumns = 4096
    /// How many files of one run are uploaded at a time.
    public static let uploads = 8
    /// How long the upload of an empty file may take, in seconds.
    static let transferSeconds = 60.0
    /// How many bytes of a file are uploaded in a second at least; an attempt that is slower is made again.
    static let transferBytesPerSecond = 8192.0
    /// How many names one request for upload addresses holds.
    public static let filesPerRequest = 100
    /// How many entries of an artifact one request for upload addresses holds.
    public static let artifactFilesPerRequest = 500
    /// How many runs are synced at a time.
    public static let runs = 8
    /// The largest state file that is read, in bytes.
    public static let stateBytes = 64 << 20
    /// The largest manifest of an artifact that is read from its own file, in bytes.
    public static let manifestBytes = 256 << 20
    /// How many bytes of the console are gathered before they are written to its file.
    static let consoleFileBytes = 1 << 16
    /// How many warnings about one run are kept.
    public static let warnings = 100
    /// After how many seconds of silence the server is told that the run lives.
    static let heartbeatSeconds = 30.0
    /// How many seconds pass at least between two updates of a configuration.
    static let configurationSeconds = 5.0
    /// How many seconds pass at least between two notes of what was sent.
    static let saveSeconds = 1.0
    /// Where a writer cannot be found: after how many seconds without a change it counts as gone.
    public static let silentWriterSeconds: Int64 = 300
}
