#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the file system tells of a file: enough to see that it was written to or replaced.
struct FileState: Sendable, Hashable {
    /// The number of the file, which another file of the same name does not have.
    let number: UInt64
    let device: UInt64
    /// In bytes.
    let size: Int64
    /// In nanoseconds since 1970.
    let modified: Int64
    let isFolder: Bool

    /// The file that the path leads to; `nil` when there is none.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        number = UInt64(status.st_ino)
        device = UInt64(truncatingIfNeeded: status.st_dev)
        size = Int64(status.st_size)
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        isFolder = status.st_mode & S_IFMT == S_IFDIR
    }
}
