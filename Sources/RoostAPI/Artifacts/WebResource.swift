import AsyncHTTPClient

/// What a server of the web tells of a file, by which a reference to it is checked.
public struct WebResource: Sendable, Hashable {
    /// The entity tag as the server wrote it.
    public let entityTag: String?
    /// In bytes, where the server says it.
    public let size: Int64?

    /// The tag without the quotes around it.
    static func digest(_ tag: String) -> String {
        var text = tag[...]
        while text.first == "\"" { text.removeFirst() }
        while text.last == "\"" { text.removeLast() }
        return String(text)
    }

    /// What manifests write: the entity tag without its quotes, else the address.
    public func digest(of address: String) -> String { entityTag.map(Self.digest) ?? address }
}

extension APIClient {
    /// Asks what is at an address of the web, without a key and without reading it.
    public func describe(_ address: String) async throws(APIError) -> WebResource {
        let attempt = downloadAttempt(address, policy: .graphQL, isAuthenticated: false)
        return try await perform(attempt) { (response) async throws in
            WebResource(
                entityTag: response.headers.first(name: "ETag"),
                size: response.headers.first(name: "Content-Length").flatMap { Int64($0) })
        }
    }
}
