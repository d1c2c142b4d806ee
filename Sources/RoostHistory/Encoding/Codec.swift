import CZstd
import Synchronization

/// The compressor with its working memory.
///
/// Unchecked: the contexts are plain memory that ``CodecPool`` hands to one user at a time.
final class Codec: @unchecked Sendable {
    private let compressor: OpaquePointer
    private let decompressor: OpaquePointer

    /// `nil` when there is no memory.
    fileprivate init?() {
        guard let compressor = ZSTD_createCCtx() else { return nil }
        guard let decompressor = ZSTD_createDCtx() else {
            ZSTD_freeCCtx(compressor)
            return nil
        }
        self.compressor = compressor
        self.decompressor = decompressor
    }

    deinit {
        ZSTD_freeCCtx(compressor)
        ZSTD_freeDCtx(decompressor)
    }

    /// Below this many bytes compression is not worth its header.
    private static let leastBytes = 32

    /// Appends the bytes: their count, the count of stored bytes (0 when stored as they are) and the bytes.
    func write(_ source: UnsafeRawBufferPointer, to writer: inout ByteWriter, level: Int32 = 1) {
        writer.write(varint: source.count)
        guard source.count >= Self.leastBytes else {
            writer.write(varint: 0)
            writer.bytes.append(contentsOf: source)
            return
        }
        // Worth it only when it saves at least one part in 32.
        let capacity = source.count - source.count / 32 - 2
        let stored = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            let result = ZSTD_compressCCtx(
                compressor, target.baseAddress, target.count, source.baseAddress, source.count, level)
            count = ZSTD_isError(result) == 0 ? result : 0
        }
        writer.write(varint: stored.count)
        if stored.isEmpty {
            writer.bytes.append(contentsOf: source)
        } else {
            writer.bytes.append(contentsOf: stored)
        }
    }

    func write(_ bytes: [UInt8], to writer: inout ByteWriter, level: Int32 = 1) {
        bytes.withUnsafeBytes { write($0, to: &writer, level: level) }
    }

    /// Reads what ``write(_:to:level:)-(UnsafeRawBufferPointer,_,_)`` wrote.
    func read(from reader: inout ByteReader) throws(HistoryError) -> [UInt8] {
        let count = try reader.count(maximum: 1 << 31)
        let stored = try reader.count(maximum: 1 << 31)
        guard stored > 0 else { return Array(reader.bytes[try reader.range(count)]) }
        let range = try reader.range(stored)
        var isComplete = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            filled = reader.bytes.withUnsafeBytes { source in
                let part = UnsafeRawBufferPointer(rebasing: source[range])
                let result = ZSTD_decompressDCtx(
                    decompressor, target.baseAddress, target.count, part.baseAddress, part.count)
                return ZSTD_isError(result) == 0 ? result : 0
            }
            isComplete = filled == count
        }
        guard isComplete else { throw .corrupt("compressed bytes do not decompress") }
        return bytes
    }
}

/// Keeps codecs for reuse: setting one up costs more than compressing a small column.
final class CodecPool: Sendable {
    private let idle = Mutex<[Codec]>([])

    func with<Result>(_ body: (Codec) throws(HistoryError) -> Result) throws(HistoryError) -> Result {
        guard let codec = idle.withLock({ $0.popLast() }) ?? Codec() else {
            throw .storage(code: 7, message: "out of memory")
        }
        defer { idle.withLock { $0.append(codec) } }
        return try body(codec)
    }
}
