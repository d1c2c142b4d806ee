#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The space of a file system, in bytes.
struct FileSystemSpace: Sendable, Hashable {
    let totalBytes: Double
    let usedBytes: Double
    /// Of what a user without privileges could use.
    let usedPercent: Double

    /// The file system that holds `path`; `nil` when there is none.
    init?(path: String) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let unit = Double(status.f_frsize)
        totalBytes = Double(status.f_blocks) * unit
        usedBytes = (Double(status.f_blocks) - Double(status.f_bfree)) * unit
        let usable = usedBytes + Double(status.f_bavail) * unit
        usedPercent = usable > 0 ? usedBytes / usable * 100 : 0
    }
}
