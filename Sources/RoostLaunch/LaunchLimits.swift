/// Every bound of launching.
public enum LaunchLimits {
    /// The characters of a value that an error message shows.
    static let excerptCharacters = 80
    /// The words of a command or of its arguments.
    static let words = 4096
    /// The bytes of a launch spec as JSON text.
    public static let specBytes = 4 << 20
    /// The characters of one variable that carries a config; longer ones are cut into numbered pieces. Some shells and
    /// systems cut what is longer.
    static let variableCharacters = 32_670
    /// How deep macros are looked for in resource arguments.
    static let argumentDepth = 64

    /// The bytes of a job's log; what follows is dropped.
    static let logBytes = 256 << 20
    /// The bytes of a tool's output that are kept for its error message.
    static let toolLogBytes = 16 << 10
    /// The bytes of a tool's standard output that are read.
    static let toolAnswerBytes = 4 << 20

    /// How long a program has after it was asked to end, in seconds, where the launch does not say.
    static let graceSeconds: Double = 30
    /// How long processes that a program leaves behind may go on, in seconds: an uploader that sends the rest.
    static let leftoverSeconds: Double = 10
    /// How long a supervisor has to begin, in seconds.
    static let supervisorStartSeconds: Double = 30

    /// How long git may take, in seconds.
    static let gitSeconds: Double = 1800
    /// How long an environment or an image may take to build, in seconds.
    static let buildSeconds: Double = 7200
    /// How long a question to a tool may take, in seconds.
    static let questionSeconds: Double = 120
    /// The files of a local folder that is launched.
    static let folderFiles = 100_000
    /// The bytes of a local folder that is launched.
    static let folderBytes: Int64 = 4 << 30
}
