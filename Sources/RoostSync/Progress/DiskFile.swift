#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Small files that are read and replaced as a whole.
enum DiskFile {
    /// The content; `nil` when there is no such file.
    static func read(_ path: String, limit: Int) throws(SyncError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw failure(path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        guard status.st_size <= limit else {
            throw .file(path: path, reason: "it has \(status.st_size) bytes; at most \(limit) are read")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                systemRead(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(path)
            }
            if count == 0 { break }
            filled += count
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// Puts a whole new content in the place of the old, in one step.
    static func replace(_ path: String, with bytes: [UInt8]) throws(SyncError) {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw failure(temporary) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
            }
            if count < 0 {
                if errno == EINTR { continue }
                let error = failure(temporary)
                close(descriptor)
                unlink(temporary)
                throw error
            }
            written += count
        }
        close(descriptor)
        if rename(temporary, path) != 0 { throw failure(path) }
    }

    /// Creates an empty file, unless one is there.
    static func touch(_ path: String) throws(SyncError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw failure(path) }
        close(descriptor)
    }

    /// Makes a directory, unless it is there; what it stands in has to be.
    static func makeDirectory(_ path: String) throws(SyncError) {
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw failure(path) }
    }

    /// Whether there is a file or a folder of that name.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The size and the time of a regular file, links followed; `nil` when there is none.
    static func mark(_ path: String) -> SyncState.FileMark? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return SyncState.FileMark(
            bytes: Int64(status.st_size),
            modifiedNanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
    }

    private static func failure(_ path: String) -> SyncError {
        .file(path: path, reason: String(cString: strerror(errno)))
    }
}

// The system's calls, which methods of the same name would hide.

private func systemRead(_ descriptor: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ descriptor: CInt, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
