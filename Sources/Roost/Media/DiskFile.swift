import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads and writes whole files; a write is seen complete or not at all.
enum DiskFile {
    /// Reads a file of at most `limit` bytes.
    static func read(_ path: String, limit: Int) throws(MediaError) -> [UInt8] {
        var bytes: [UInt8] = []
        var isTooLarge = false
        try forEachChunk(of: path) { chunk in
            if bytes.count + chunk.count > limit { isTooLarge = true } else { bytes.append(contentsOf: chunk) }
        }
        if isTooLarge { throw .unreadable(path: path, reason: "it has more than \(limit) bytes") }
        return bytes
    }

    /// Reads at most `count` bytes from the start of a file.
    static func readStart(of path: String, count: Int) throws(MediaError) -> [UInt8] {
        let descriptor = try open(path)
        defer { _ = close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let start = done
            let read = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0, from: start) }
            guard read >= 0 else { throw .unreadable(path: path, reason: lastError) }
            if read == 0 { break }
            done += read
        }
        buffer.removeSubrange(done...)
        return buffer
    }

    static func forEachChunk(
        of path: String, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(MediaError) {
        let descriptor = try open(path)
        defer { _ = close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: MediaLimits.chunkBytes)
        while true {
            let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0, from: 0) }
            guard count >= 0 else { throw .unreadable(path: path, reason: lastError) }
            if count == 0 { return }
            buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[0..<count])) }
        }
    }

    static func write(_ bytes: [UInt8], to path: String) throws(MediaError) {
        try replace(path) { descriptor in
            bytes.withUnsafeBytes { writeAll(descriptor, $0) }
        }
    }

    static func copy(_ source: String, to path: String) throws(MediaError) {
        var failure: MediaError?
        try replace(path) { descriptor in
            var isWritten = true
            do throws(MediaError) {
                try forEachChunk(of: source) { chunk in
                    isWritten = isWritten && writeAll(descriptor, chunk)
                }
            } catch {
                failure = error
            }
            return isWritten && failure == nil
        }
        if let failure { throw failure }
    }

    /// Makes a folder, and those above it, where they are missing.
    static func makeFolder(_ path: String) throws(MediaError) {
        let failure = folderFailure(path)
        if failure != 0 { throw .unwritable(path: path, reason: String(cString: strerror(failure))) }
    }

    /// The system's reason why a folder cannot be made; 0 when it is there.
    private static func folderFailure(_ path: String) -> Int32 {
        // The current folder, and the one above all.
        if path.isEmpty || mkdir(path, 0o777) == 0 { return 0 }
        switch errno {
        case EEXIST:
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
                ? 0 : ENOTDIR
        case ENOENT:
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return ENOENT }
            let failure = folderFailure(String(path[..<slash]))
            if failure != 0 { return failure }
            // Another program may have made it meanwhile.
            return mkdir(path, 0o777) == 0 || errno == EEXIST ? 0 : errno
        case let failure: return failure
        }
    }

    static func lastComponent(_ path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    /// The text after the last dot of the file's name, in lower case; empty when there is none.
    static func fileExtension(_ path: String) -> String {
        let name = lastComponent(path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Writes a neighbour of the file and renames it.
    private static func replace(_ path: String, _ body: (Int32) -> Bool) throws(MediaError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try makeFolder(folder)
        let temporary = "\(folder)/.\(UInt64.random(in: 0...UInt64.max)).part"
        let descriptor = creat(temporary)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastError) }
        var failure = body(descriptor) ? nil : lastError
        if close(descriptor) != 0 { failure = failure ?? lastError }
        if failure == nil, rename(temporary, path) != 0 { failure = lastError }
        guard let failure else { return }
        _ = unlink(temporary)
        throw .unwritable(path: path, reason: failure)
    }

    private static func open(_ path: String) throws(MediaError) -> Int32 {
        let descriptor = openForReading(path)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: lastError) }
        return descriptor
    }

    private static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = systemWrite(descriptor, rest)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }

    private static var lastError: String { String(cString: strerror(errno)) }
}

private func openForReading(_ path: String) -> Int32 { open(path, O_RDONLY | O_CLOEXEC) }

private func creat(_ path: String) -> Int32 { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer, from start: Int) -> Int {
    while true {
        let count = read(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
        if count < 0 && errno == EINTR { continue }
        return count
    }
}
