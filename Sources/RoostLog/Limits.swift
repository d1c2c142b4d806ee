/// Every bound of this module.
public enum LogLimits {
    /// The largest record that is read or written, in bytes. A history line may reach about 10 MiB; its record is little
    /// larger, and a configuration or an artifact's manifest may be larger still.
    public static let recordBytes = 256 << 20
    /// How much a writer gathers before it writes to the file by itself. Rows of words become four times longer then.
    public static let gatherBytes = 256 << 10
    /// How much may gather while another thread writes the file.
    public static let waitBytes = 2 << 20
    /// How much is written to the file at a time.
    public static let writeBytes = 1 << 20
    /// The shapes of rows that a log may have, the columns of each and the bytes of their keys.
    public static let shapes = 256
    public static let shapeColumns = 4096
    public static let shapeKeyBytes = 256 << 10
    /// How much a writer keeps when the file cannot be written (a full disk); beyond it, appending fails.
    public static let pendingBytes = 64 << 20
    /// How much a reader takes from the file at a time.
    public static let readBytes = 8 * LogFormat.blockBytes
    /// Memory for one record that is kept between records; what a larger one needed is given back.
    static let scratchBytes = 1 << 20
}
