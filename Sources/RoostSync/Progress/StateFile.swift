import RoostJSON

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The file beside a log in which a run's progress is kept, and the lock that lets one process sync a run at a time.
final class StateFile: Sendable {
    let path: String
    private let lock: CInt

    /// Takes the lock, which ends with this value.
    ///
    /// - Throws: ``SyncError/busy(path:)`` while another process holds it.
    init(besideLog log: String) throws(SyncError) {
        path = log + Self.pathExtension
        // The log itself is locked: the state is replaced again and again, and a lock belongs to a file, not a name.
        lock = open(log, O_RDONLY | O_CLOEXEC)
        if lock < 0 { throw .file(path: log, reason: String(cString: strerror(errno))) }
        // File systems without locks let everybody pass.
        if flock(lock, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(lock)
            throw .busy(path: log)
        }
    }

    deinit {
        // A process that is being started holds a copy of the descriptor for a moment; the lock must not wait for it.
        flock(lock, LOCK_UN)
        close(lock)
    }

    /// What was saved for `destination`; `nil` when there is nothing, or only that of another destination.
    ///
    /// - Throws: ``SyncError/state(path:reason:)`` when the file holds something else.
    func load(for destination: String) throws(SyncError) -> SyncState? {
        guard let state = try Self.saved(path), state.destination == destination else { return nil }
        return state
    }

    /// What was saved of a run, without taking its lock.
    static func saved(besideLog log: String) throws(SyncError) -> SyncState? {
        try saved(log + pathExtension)
    }

    private static let pathExtension = ".progress"

    private static func saved(_ path: String) throws(SyncError) -> SyncState? {
        guard let bytes = try DiskFile.read(path, limit: SyncLimits.stateBytes) else { return nil }
        guard let json = try? JSON(parsing: bytes), let state = SyncState(json) else {
            throw .state(path: path, reason: "the file is not what this program writes there")
        }
        return state
    }

    /// Replaces what is saved.
    func save(_ state: SyncState) throws(SyncError) {
        var writer = JSONWriter()
        writer.write(state.json)
        try DiskFile.replace(path, with: writer.bytes)
    }
}
