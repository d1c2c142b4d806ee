#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An event file that grows: the records that it got since the last look.
///
/// A record is its length (8 bytes), a checksum of that, the content, and a checksum of the content. At a broken record
/// the reading stops, as nothing tells where the next begins, until the file grows, or another takes its place.
struct EventFile: Sendable {
    /// What is wrong with a file.
    struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        let path: String
        /// Where the record begins, in bytes.
        let offset: Int64
        let reason: String

        var description: String {
            "The TensorBoard file \(path) is broken at byte \(offset): \(reason). What precedes it is logged; the rest "
                + "is tried again when the file changes."
        }
    }

    private static let headerBytes = 12
    private static let footerBytes = 4

    let path: String
    /// Up to where records were read, in bytes.
    private(set) var offset: Int64 = 0
    private var seen: FileState?
    private var fault: Fault?

    init(path: String) { self.path = path }

    /// Hands over the content of each new record.
    ///
    /// - Returns: what is wrong with the file, once for each fault.
    mutating func read(_ body: (ArraySlice<UInt8>) -> Void) -> Fault? {
        guard let state = FileState(path), state != seen else { return nil }
        if let seen, seen.number != state.number || seen.device != state.device || state.size < offset {
            offset = 0
            fault = nil
        }
        seen = state
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return note("it cannot be opened (\(String(cString: strerror(errno))))") }
        defer { _ = close(descriptor) }
        var wanted = TensorBoardLimits.chunkBytes
        while true {
            var needed = 0
            guard let chunk = Self.bytes(descriptor, at: offset, count: wanted) else {
                return note("it cannot be read (\(String(cString: strerror(errno))))")
            }
            switch Self.records(in: chunk, body) {
            case .complete(let end): offset += Int64(end)
            case .needs(let bytes, let end):
                offset += Int64(end)
                needed = bytes
            case .broken(let end, let reason):
                offset += Int64(end)
                return note(reason)
            }
            // The file ends here, perhaps within a record that is being written.
            if chunk.count < wanted { return nil }
            wanted = max(TensorBoardLimits.chunkBytes, needed)
        }
    }

    /// What is left at the end of a file that nobody writes to any more.
    var unfinished: Fault? {
        guard fault == nil, let seen, seen.size > offset else { return nil }
        return Fault(
            path: path, offset: offset,
            reason: "it ends within a record, of which \(seen.size - offset) bytes are there")
    }

    private mutating func note(_ reason: String) -> Fault? {
        let found = Fault(path: path, offset: offset, reason: reason)
        guard found != fault else { return nil }
        fault = found
        return found
    }

    private enum Outcome {
        case complete(Int)
        /// The bytes that the next record needs, and where it begins.
        case needs(Int, Int)
        case broken(Int, String)
    }

    /// Hands over the whole records of the bytes.
    private static func records(in chunk: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) -> Outcome {
        var start = 0
        while chunk.count - start >= headerBytes {
            let header = chunk[start..<start + 8]
            guard CRC32C.masked(header) == littleEndian(chunk[(start + 8)..<(start + 12)]) else {
                return .broken(start, "the checksum of a record's length does not match")
            }
            let length = header.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard length <= UInt64(TensorBoardLimits.recordBytes) else {
                return .broken(
                    start, "a record has \(length) bytes, and at most \(TensorBoardLimits.recordBytes) are read")
            }
            let whole = headerBytes + Int(length) + footerBytes
            guard chunk.count - start >= whole else { return .needs(whole, start) }
            let content = chunk[(start + headerBytes)..<(start + headerBytes + Int(length))]
            guard CRC32C.masked(content) == littleEndian(chunk[(start + whole - footerBytes)..<(start + whole)]) else {
                return .broken(start, "the checksum of a record does not match")
            }
            body(content)
            start += whole
        }
        return start == chunk.count ? .complete(start) : .needs(headerBytes, start)
    }

    private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func bytes(_ descriptor: Int32, at offset: Int64, count: Int) -> [UInt8]? {
        var isFailed = false
        let found = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            while done < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[done...])
                let read = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(done))
                if read < 0 && errno == EINTR { continue }
                if read < 0 { isFailed = true }
                guard read > 0 else { return }
                done += read
            }
        }
        return isFailed ? nil : found
    }
}
