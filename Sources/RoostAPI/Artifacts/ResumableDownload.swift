import AsyncHTTPClient
import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Brings one file here. What has come of it waits beside it until the rest does.
struct ResumableDownload: Sendable {
    let client: APIClient
    /// Where the file goes.
    let path: String

    /// - Returns: the length of the file.
    func run(
        _ url: String, _ entry: RemoteManifest.Entry, of artifact: String
    ) async throws(APIError) -> Int64 {
        // The digest in the name keeps parts of other contents out.
        let name = entry.digest.map { $0 == "/" ? "_" : $0 }
        let part = "\(path).\(String(name.prefix(24))).part"
        let hasBegun = Self.length(part) > 0
        try await fetch(url, to: part)
        if try accepts(part, entry) { return try finish(part) }
        unlink(part)
        if hasBegun {
            try await fetch(url, to: part)
            if try accepts(part, entry) { return try finish(part) }
            unlink(part)
        }
        throw .artifact(
            name: artifact, path: entry.path, reason: "what the server sent has not the digest \(entry.digest)")
    }

    private func accepts(_ part: String, _ entry: RemoteManifest.Entry) throws(APIError) -> Bool {
        // Other algorithms than MD5 name themselves; of such content the length is checked.
        if entry.extra["alg"] != nil { return entry.size.map { $0 == Self.length(part) } ?? true }
        return try FileDigest.ofFile(part).digest == entry.digest
    }

    private func finish(_ part: String) throws(APIError) -> Int64 {
        let size = Self.length(part)
        guard rename(part, path) == 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
        return size
    }

    private func fetch(_ address: String, to part: String) async throws(APIError) {
        let url = client.endpoint.absolute(address)
        let headers = client.headers(to: url, isAuthenticated: true)
        let attempt = Attempt(
            name: "download of \(path)", policy: .transfer,
            request: { [headers] in
                var request = HTTPClientRequest(url: url)
                request.headers = headers
                let length = Self.length(part)
                if length > 0 { request.headers.replaceOrAdd(name: "Range", value: "bytes=\(length)-") }
                return request
            })
        do throws(APIError) {
            try await client.perform(attempt) { (response) async throws in
                let file = try Descriptor(continuing: part, startsOver: response.status.code != 206)
                for try await chunk in response.body {
                    try file.write(chunk, path: part)
                }
            }
        } catch .refused(_, status: 416, _) {
            // All of it is here already, or more: the digest tells.
        }
    }

    private static func length(_ path: String) -> Int64 {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
    }
}

extension Descriptor {
    /// Opens a file to write on at its end. A link of this name is not followed.
    convenience init(continuing path: String, startsOver: Bool) throws(APIError) {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_APPEND | (startsOver ? O_TRUNC : 0)
        try self.init(path, flags: flags)
    }
}
