/// Every bound of the store of files.
public enum Limits {
    /// Bytes that a reader holds at a time.
    public static let readChunkBytes = 256 << 10
    /// Bytes that a writer gathers before it writes them.
    public static let writeBufferBytes = 256 << 10
    /// Bytes that a content may have unless a caller allows less: 5 TiB.
    public static let blobBytes: Int64 = 5 << 40
}
