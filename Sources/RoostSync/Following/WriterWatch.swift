#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Tells whether anybody still writes a log.
struct WriterWatch: Sendable {
    let log: String
    /// The process that writes; `nil` for whichever holds the log open.
    let writer: Int32?

    /// Whether the log may still grow. Where that cannot be found out, a log that changed within the last minutes
    /// counts as growing.
    var isAlive: Bool {
        if let writer {
            if writer == getpid() { return true }
            if kill(writer, 0) != 0, errno == ESRCH { return false }
            if Self.hasEnded(writer) { return false }
            // The number may be another process's by now.
            return holdsLog(writer) ?? true
        }
        guard let processes = Directory.entries(of: "/proc") else { return changedLately }
        let own = getpid()
        return processes.contains { name in
            guard let process = Int32(name), process != own else { return false }
            return holdsLog(process) ?? false
        }
    }

    /// Whether a process holds the log open; `nil` when that is not to be known.
    private func holdsLog(_ process: Int32) -> Bool? {
        let folder = "/proc/\(process)/fd"
        guard let files = Directory.entries(of: folder), let (device, node) = Self.identity(of: log) else { return nil }
        return files.contains { name in
            guard let found = Self.identity(of: "\(folder)/\(name)") else { return false }
            return found == (device, node)
        }
    }

    /// Whether a process has died though its number is still taken, since nobody has asked for its exit code. Its files
    /// are closed then, but not everybody may see that.
    static func hasEnded(_ process: Int32) -> Bool {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return false }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        // `NUMBER (NAME) STATE …`, where the name may hold parentheses too.
        guard count > 0, let name = bytes[..<count].lastIndex(of: UInt8(ascii: ")")), name + 2 < count else {
            return false
        }
        return [UInt8(ascii: "Z"), UInt8(ascii: "X")].contains(bytes[name + 2])
    }

    private var changedLately: Bool {
        guard let mark = DiskFile.mark(log) else { return false }
        return Int64(time(nil)) - mark.modifiedNanoseconds / 1_000_000_000 < SyncLimits.silentWriterSeconds
    }

    private static func identity(of path: String) -> (UInt64, UInt64)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return (UInt64(truncatingIfNeeded: status.st_dev), UInt64(truncatingIfNeeded: status.st_ino))
    }
}
