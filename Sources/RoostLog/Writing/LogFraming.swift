/// Puts records into the blocks of a log file.
struct LogFraming: ~Copyable, Sendable {
    private let crc = CRC32()
    /// Where in its block the next byte goes.
    private var blockOffset = LogFormat.fileHeader.count

    /// Appends a record to the bytes of the file.
    mutating func frame(_ payload: UnsafeRawBufferPointer, into file: inout ByteRegion) {
        let room = LogFormat.blockBytes - blockOffset
        // The common case: all of it fits the block.
        if payload.count + LogFormat.chunkHeaderBytes <= room {
            file.reserve(payload.count + LogFormat.chunkHeaderBytes)
            putChunk(.full, payload, into: &file)
        } else {
            split(payload, into: &file)
        }
    }

    private mutating func split(_ payload: UnsafeRawBufferPointer, into file: inout ByteRegion) {
        let chunks = payload.count / (LogFormat.blockBytes - LogFormat.chunkHeaderBytes) + 2
        file.reserve(payload.count + (chunks + 1) * LogFormat.chunkHeaderBytes)
        var start = 0
        var hasBegun = false
        while true {
            let room = LogFormat.blockBytes - blockOffset
            if room < LogFormat.chunkHeaderBytes {
                for _ in 0..<room { file.put(0) }
                blockOffset = 0
                continue
            }
            let length = min(payload.count - start, room - LogFormat.chunkHeaderBytes)
            let isLast = start + length == payload.count
            let part = UnsafeRawBufferPointer(rebasing: payload[start..<start + length])
            // The first chunk may be empty, when just its header fits the block.
            putChunk(hasBegun ? (isLast ? .last : .middle) : (isLast ? .full : .first), part, into: &file)
            if isLast { return }
            hasBegun = true
            start += length
        }
    }

    @inline(__always)
    private mutating func putChunk(_ type: ChunkType, _ payload: UnsafeRawBufferPointer, into file: inout ByteRegion) {
        let checksum = crc.checksum(type: type.rawValue, payload: payload)
        let header = file.base + file.count
        header.storeBytes(of: checksum.littleEndian, as: UInt32.self)
        header.storeBytes(of: UInt16(truncatingIfNeeded: payload.count).littleEndian, toByteOffset: 4, as: UInt16.self)
        header.storeBytes(of: type.rawValue, toByteOffset: 6, as: UInt8.self)
        file.count += LogFormat.chunkHeaderBytes
        file.put(payload)
        blockOffset += LogFormat.chunkHeaderBytes + payload.count
        if blockOffset == LogFormat.blockBytes { blockOffset = 0 }
    }
}
