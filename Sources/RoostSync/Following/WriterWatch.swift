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

    /// Whether some process has the log open for writing. Where that cannot be found out, as of ``isAlive``.
    var isWritten: Bool {
        guard let processes = Directory.entries(of: "/proc") else { return changedLately }
        return processes.contains { name in Int32(name).map { holdsLog($0, forWriting: true) ?? false } ?? false }
    }

    /// Whether a process holds the log open; `nil` when that is not to be known.
    private func holdsLog(_ process: Int32, forWriting: Bool = false) -> Bool? {
        let folder = "/proc/\(process)/fd"
        guard let files = Directory.entries(of: folder), let (device, node) = Self.identity(of: log) else { return nil }
        return files.contains { name in
            guard let found = Self.identity(of: "\(folder)/\(name)") else { return false }
            return found == (device, node) && (!forWriting || Self.isWritable(process, descriptor: name))
        }
    }

    /// Whether a descriptor of a process was opened for writing; `true` when that is not to be known.
    private static func isWritable(_ process: Int32, descriptor: String) -> Bool {
        guard let text = kernelFile("/proc/\(process)/fdinfo/\(descriptor)"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("flags:") }),
            let flags = Int32(line.dropFirst(6).filter { !$0.isWhitespace }, radix: 8)
        else { return true }
        return flags & O_ACCMODE != O_RDONLY
    }

    /// Whether a process has died though its number is still taken, since nobody has asked for its exit code. Its files
    /// are closed then, but not everybody may see that.
    static func hasEnded(_ process: Int32) -> Bool {
        // `NUMBER (NAME) STATE …`, where the name may hold parentheses too.
        guard let text = kernelFile("/proc/\(process)/stat"), let name = text.lastIndex(of: ")"),
            let state = text[name...].dropFirst(2).first
        else { return false }
        return state == "Z" || state == "X"
    }

    /// The beginning of a file that the kernel makes when it is read.
    private static func kernelFile(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
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
