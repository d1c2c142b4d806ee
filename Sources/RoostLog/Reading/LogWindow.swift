#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The part of a file that a reader holds in memory.
struct LogWindow: ~Copyable, Sendable {
    let path: String
    private let descriptor: CInt
    private var bytes: [UInt8]
    /// Where in the file `bytes` begins, and how many of them are the file's.
    private var start: Int64 = 0
    private var filled = 0

    init(path: String) throws(LogError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        bytes = [UInt8](repeating: 0, count: LogLimits.readBytes)
    }

    deinit { close(descriptor) }

    /// The size of the file now.
    func size() throws(LogError) -> Int64 {
        var status = stat()
        if fstat(descriptor, &status) != 0 {
            throw .cannotRead(path: path, offset: 0, reason: String(cString: strerror(errno)))
        }
        return Int64(status.st_size)
    }

    /// How many bytes are in memory from `offset` on.
    func count(from offset: Int64) -> Int {
        guard offset >= start, offset < start + Int64(filled) else { return 0 }
        return filled - Int(offset - start)
    }

    /// Brings `length` bytes at `offset` into memory; false when the file does not have them yet.
    mutating func holds(_ length: Int, at offset: Int64) throws(LogError) -> Bool {
        if count(from: offset) >= length { return true }
        keep(from: offset)
        while filled < length {
            let result = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled,
                    off_t(start + Int64(filled)))
            }
            if result < 0 {
                if errno == EINTR { continue }
                let reason = String(cString: strerror(errno))
                throw .cannotRead(path: path, offset: start + Int64(filled), reason: reason)
            }
            if result == 0 { return false }
            filled += result
        }
        return true
    }

    /// Moves what is held from `offset` on to the front.
    private mutating func keep(from offset: Int64) {
        let held = count(from: offset)
        if held > 0, offset > start {
            let skipped = Int(offset - start)
            bytes.withUnsafeMutableBytes { buffer in
                guard let base = buffer.baseAddress else { return }
                memmove(base, base + skipped, held)
            }
        }
        start = offset
        filled = held
    }

    // What follows expects the bytes held.

    func header(at offset: Int64) -> (checksum: UInt32, length: Int, type: UInt8) {
        let index = Int(offset - start)
        return bytes.withUnsafeBytes { buffer in
            (
                UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt32.self)),
                Int(UInt16(littleEndian: buffer.loadUnaligned(fromByteOffset: index + 4, as: UInt16.self))),
                buffer[index + 6]
            )
        }
    }

    func withBytes<Result>(_ length: Int, at offset: Int64, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let index = Int(offset - start)
        return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[index..<index + length])) }
    }

    func copy(_ length: Int, at offset: Int64) -> [UInt8] {
        let index = Int(offset - start)
        return Array(bytes[index..<index + length])
    }
}
