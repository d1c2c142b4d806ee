#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The console's own file, `output.log`: the lines as they ended, without times.
///
/// Every process writes it afresh from the log, so that it never holds a line twice.
struct ConsoleFile: ~Copyable {
    static let name = "output.log"

    private let path: String
    private var descriptor: CInt = -1
    private var buffer: [UInt8] = []
    private(set) var isEmpty = true

    init(directory: String) {
        path = "\(directory)/\(Self.name)"
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Adds lines.
    mutating func append(_ lines: [Console.Line]) throws(SyncError) {
        for line in lines {
            buffer.append(contentsOf: line.text)
            buffer.append(UInt8(ascii: "\n"))
            isEmpty = false
        }
        if buffer.count >= SyncLimits.consoleFileBytes { try flush() }
    }

    /// Writes what was added.
    mutating func flush() throws(SyncError) {
        guard !buffer.isEmpty else { return }
        if descriptor < 0 {
            descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            if descriptor < 0 { throw .file(path: path, reason: String(cString: strerror(errno))) }
        }
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw .file(path: path, reason: String(cString: strerror(errno))) }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
