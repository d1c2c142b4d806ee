import CLaunch
import Foundation

#if canImport(Darwin)
    private let systemWrite = Darwin.write
#else
    private let systemWrite = Glibc.write
#endif

/// Small files that only their owner reads, written whole or not at all.
enum SmallFile {
    /// Writes a file in the place of what is there, and onto the disk.
    static func write(_ bytes: [UInt8], to path: String) throws(LaunchError) {
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
        let descriptor = roost_open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("writing \(path)") }
        var isWritten = put(bytes, to: descriptor)
        isWritten = fsync(descriptor) == 0 && isWritten
        isWritten = close(descriptor) == 0 && isWritten
        guard isWritten, rename(temporary, path) == 0 else {
            let error = failure("writing \(path)")
            unlink(temporary)
            throw error
        }
    }

    /// Writes a file that must not be there yet.
    ///
    /// - Returns: whether it was made; false where one is there.
    static func create(_ bytes: [UInt8], at path: String) throws(LaunchError) -> Bool {
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
        try write(bytes, to: temporary)
        defer { unlink(temporary) }
        if link(temporary, path) == 0 { return true }
        guard errno == EEXIST else { throw failure("writing \(path)") }
        return false
    }

    /// The bytes of a file; `nil` where there is none.
    static func read(_ path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map(Array.init) }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The last bytes of a file, whole lines where there are any.
    static func tail(_ path: String, limit: Int) -> String {
        let descriptor = roost_open(path, O_RDONLY | O_CLOEXEC, 0)
        guard descriptor >= 0, limit > 0 else { return "" }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let start = max(0, size - limit)
        var bytes = [UInt8](repeating: 0, count: min(limit, max(0, size)))
        let count = pread(descriptor, &bytes, bytes.count, off_t(start))
        var tail = bytes[..<max(0, count)]
        if start > 0, let line = tail.firstIndex(of: UInt8(ascii: "\n")) { tail = tail[(line + 1)...] }
        return String(decoding: tail, as: UTF8.self)
    }

    /// Makes a folder that only its owner enters, and those above it.
    static func makeFolder(_ path: String) throws(LaunchError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .system(operation: "making the folder \(path)", reason: "\(error.localizedDescription)")
        }
    }

    static func failure(_ operation: String) -> LaunchError {
        .system(operation: operation, reason: String(cString: strerror(errno)))
    }

    /// Writes all bytes; false where the disk takes no more.
    static func put(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var position = 0
        while position < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[position...])
                return systemWrite(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0, errno != EINTR { return false }
            position += max(0, count)
        }
        return true
    }
}
