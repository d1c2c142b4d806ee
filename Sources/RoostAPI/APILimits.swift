/// Every bound of the server client, in one place.
public enum APILimits {
    /// The largest JSON answer that is read into memory.
    public static let responseBytes = 256 << 20
    /// The part of an answer's body that an error message quotes.
    public static let quotedBodyBytes = 500
    /// The largest netrc file that is read.
    public static let netrcBytes = 1 << 20
    /// The bytes that an upload reads from its file, or a download from the network, at a time.
    public static let chunkBytes = 256 << 10
    /// The connections that one client keeps to one server.
    public static let connections = 16
    /// The addresses of an artifact's files that are asked for at a time.
    public static let artifactFilesPerPage = 1_000
    /// The files of an artifact that are downloaded at a time.
    public static let artifactDownloads = 8
    /// How many artifacts a reference may lead through.
    public static let referenceDepth = 8
}
