#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few calls to the file system that the directory store makes, with errors that say what failed where.
enum Posix {
    static func open(_ path: String, flags: Int32, mode: mode_t = 0o600) throws(BlobError) -> Int32 {
        let descriptor = retrying { systemOpen(path, flags | O_CLOEXEC, mode) }
        guard descriptor >= 0 else { throw failure("open", path) }
        return descriptor
    }

    /// Opens a file for reading; `nil` when there is none.
    static func openIfPresent(_ path: String) throws(BlobError) -> Int32? {
        let descriptor = retrying { systemOpen(path, O_RDONLY | O_CLOEXEC, 0) }
        if descriptor >= 0 { return descriptor }
        if errno == ENOENT { return nil }
        throw failure("open", path)
    }

    static func close(_ descriptor: Int32) {
        _ = systemClose(descriptor)
    }

    static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(BlobError) {
        var offset = 0
        while offset < bytes.count {
            let start = offset
            let count = retrying { systemWrite(descriptor, bytes, from: start) }
            guard count > 0 else { throw failure("write", "") }
            offset += count
        }
    }

    /// Reads into the whole buffer, or to the end of the file.
    static func read(
        _ descriptor: Int32, offset: Int64, into bytes: UnsafeMutableRawBufferPointer
    ) throws(BlobError) -> Int {
        var done = 0
        while done < bytes.count {
            let start = done
            let count = retrying {
                pread(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start, off_t(offset) + start)
            }
            guard count >= 0 else { throw failure("read", "") }
            if count == 0 { break }
            done += count
        }
        return done
    }

    static func sync(_ descriptor: Int32, _ path: String) throws(BlobError) {
        guard retrying({ fsync(descriptor) }) == 0 else { throw failure("fsync", path) }
    }

    /// Makes the entries of a folder durable.
    static func sync(folder path: String) throws(BlobError) {
        let descriptor = try open(path, flags: O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        try sync(descriptor, path)
    }

    static func size(_ descriptor: Int32) throws(BlobError) -> (bytes: Int64, links: Int) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("fstat", "") }
        return (Int64(status.st_size), Int(status.st_nlink))
    }

    static func rename(_ from: String, _ to: String) throws(BlobError) {
        guard systemRename(from, to) == 0 else { throw failure("rename", to) }
    }

    /// Removes a file; answers whether there was one.
    @discardableResult
    static func unlink(_ path: String) throws(BlobError) -> Bool {
        if systemUnlink(path) == 0 { return true }
        if errno == ENOENT { return false }
        throw failure("unlink", path)
    }

    /// Makes a folder; no error when it exists.
    static func makeFolder(_ path: String) throws(BlobError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        throw failure("mkdir", path)
    }

    /// Takes the lock of an open file, if nobody holds it. It ends when the file is closed or its process dies.
    static func tryLock(_ descriptor: Int32) -> Bool {
        retrying { flock(descriptor, LOCK_EX | LOCK_NB) } == 0
    }

    static func names(inFolder path: String) throws(BlobError) -> [String] {
        guard let folder = opendir(path) else { throw failure("opendir", path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    private static func retrying<T: BinaryInteger>(_ call: () -> T) -> T {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }

    private static func failure(_ call: String, _ path: String) -> BlobError {
        let code = errno
        if code == ENOSPC || code == EDQUOT { return .storageFull }
        return .io("\(call) \(path): \(String(cString: strerror(code)))")
    }
}

// The names of these calls are hidden inside of `Posix` by its own.
private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func systemRename(_ from: String, _ to: String) -> Int32 { rename(from, to) }
private func systemUnlink(_ path: String) -> Int32 { unlink(path) }
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
}
