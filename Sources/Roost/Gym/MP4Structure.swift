#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether an MP4 file is complete: writers add what makes it playable when they close it.
enum MP4Structure {
    /// The boxes that are looked at.
    private static let boxLimit = 10_000

    /// Whether the file consists of whole boxes, one of which describes the film.
    static func isComplete(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { _ = close(descriptor) }
        guard let size = FileState(path)?.size else { return false }
        var offset: Int64 = 0
        var hasFilm = false
        for _ in 0..<boxLimit {
            if offset == size { return hasFilm }
            guard let box = header(descriptor, at: offset), box.size >= 8, box.size <= size - offset else {
                return false
            }
            if box.type == Array("moov".utf8) { hasFilm = true }
            offset += box.size
        }
        return false
    }

    /// A box's length, which includes the header, and its type.
    private static func header(_ descriptor: Int32, at offset: Int64) -> (size: Int64, type: [UInt8])? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
        guard count >= 8 else { return nil }
        let short = bytes[0..<4].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        let type = Array(bytes[4..<8])
        guard short == 1 else { return (short, type) }
        guard count == 16 else { return nil }
        return (Int64(bitPattern: bytes[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }), type)
    }
}
