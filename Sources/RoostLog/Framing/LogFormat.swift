/// The layout of a transaction log: a file header, then chunks in blocks of 32 KiB.
public enum LogFormat {
    /// `:W&B`, 0xBEE1 in little endian, version 0.
    public static let fileHeader: [UInt8] = [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00]
    /// Blocks are counted from the start of the file, its header included.
    public static let blockBytes = 32_768
    /// A chunk's checksum (4 bytes), length (2) and type (1).
    public static let chunkHeaderBytes = 7
}

/// How much of a record a chunk holds.
enum ChunkType: UInt8 {
    case full = 1
    case first = 2
    case middle = 3
    case last = 4
}
