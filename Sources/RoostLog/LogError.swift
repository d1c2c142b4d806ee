/// Why a transaction log could not be opened, written or read.
public enum LogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file is there already; logs are created, never appended to.
    case exists(path: String)
    case cannotCreate(path: String, reason: String)
    case cannotOpen(path: String, reason: String)
    case cannotRead(path: String, offset: Int64, reason: String)
    case cannotWrite(path: String, reason: String)
    /// The file does not begin as a transaction log does.
    case notALog(path: String)
    /// The log is of a later format.
    case unsupportedVersion(path: String, version: UInt8)
    /// The record exceeds ``LogLimits/recordBytes``.
    case recordTooLarge(bytes: Int)
    /// The file could not be written for so long that ``LogLimits/pendingBytes`` wait in memory.
    case backlogFull(path: String, bytes: Int)
    /// The writer was closed.
    case closed(path: String)
    /// A record that is framed well does not hold the message that it should.
    case invalidMessage(offset: Int64, reason: String)

    public var description: String {
        switch self {
        case .exists(let path):
            "transaction log \(path): the file exists already; choose another run directory"
        case .cannotCreate(let path, let reason): "transaction log \(path): cannot be created: \(reason)"
        case .cannotOpen(let path, let reason): "transaction log \(path): cannot be opened: \(reason)"
        case .cannotRead(let path, let offset, let reason):
            "transaction log \(path): cannot be read at byte \(offset): \(reason)"
        case .cannotWrite(let path, let reason): "transaction log \(path): cannot be written: \(reason)"
        case .notALog(let path):
            "transaction log \(path): the file does not begin with \":W&B\" and no intact record follows; "
                + "give a run-ID.wandb file"
        case .unsupportedVersion(let path, let version):
            "transaction log \(path): format version \(version) is not known; expected 0"
        case .recordTooLarge(let bytes):
            "transaction log: a record of \(bytes) bytes exceeds the limit of \(LogLimits.recordBytes) bytes"
        case .backlogFull(let path, let bytes):
            "transaction log \(path): \(bytes) bytes wait to be written; free space on the disk"
        case .closed(let path): "transaction log \(path): the writer is closed"
        case .invalidMessage(let offset, let reason):
            "transaction log: the record at byte \(offset) is not a valid message: \(reason)"
        }
    }
}
