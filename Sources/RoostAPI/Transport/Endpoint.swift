/// The address of a server: scheme, host, port and an optional path prefix that every request keeps.
public struct Endpoint: Sendable, Hashable {
    /// `http` or `https`.
    public let scheme: String
    /// The host, lower-cased; IPv6 addresses keep their brackets.
    public let host: String
    /// The port that the address names; `nil` for the scheme's own.
    public let port: Int?
    /// What stands between the host and the API's paths: empty, or with a leading and without a trailing slash.
    public let prefix: String

    /// Reads `http[s]://host[:port][/prefix]`; trailing slashes do not matter.
    public init(_ text: String) throws(APIError) {
        let parts = try AddressParts(text)
        guard !parts.path.contains(where: { $0 == "?" || $0 == "#" }) else {
            throw .invalidAddress(text, reason: "it carries a query or a fragment")
        }
        scheme = parts.scheme
        host = parts.host
        port = parts.port
        var path = parts.path[...]
        while path.last == "/" { path.removeLast() }
        prefix = String(path)
    }

    /// The port that connections use.
    public var effectivePort: Int { port ?? (scheme == "https" ? 443 : 80) }

    /// `host:port` where the address names a port, else `host`.
    public var authority: String { port.map { "\(host):\($0)" } ?? host }

    /// The names under which a netrc file may know this server, the most exact first.
    public var netrcMachines: [String] { port == nil ? [host] : [authority, host] }

    /// Whether `url` leads to this server, so that its key may be sent there.
    public func covers(_ url: String) -> Bool {
        guard let parts = try? AddressParts(url), parts.scheme == scheme, parts.host == host,
            (parts.port ?? (parts.scheme == "https" ? 443 : 80)) == effectivePort
        else { return false }
        guard !prefix.isEmpty else { return true }
        return parts.path == prefix || parts.path.hasPrefix(prefix + "/")
    }

    /// The absolute form of `url`, which may be a path on this server.
    public func absolute(_ url: String) -> String { url.hasPrefix("/") ? description + url : url }

    /// `{address}/graphql`.
    public var graphQLURL: String { description + "/graphql" }

    /// The address of a run's file stream.
    public func fileStreamURL(_ run: RunPath) -> String {
        "\(description)/files/\(run.percentEncoded)/file_stream"
    }
}

extension Endpoint: CustomStringConvertible {
    public var description: String { "\(scheme)://\(authority)\(prefix)" }
}

/// The pieces of an absolute HTTP address.
struct AddressParts {
    let scheme: String
    let host: String
    let port: Int?
    /// Everything from the first slash after the host.
    let path: String

    init(_ text: String) throws(APIError) {
        guard let mark = text.firstRange(of: "://") else {
            throw .invalidAddress(text, reason: "it does not begin with http:// or https://")
        }
        scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw .invalidAddress(text, reason: "its scheme is \"\(scheme)\", not http or https")
        }
        let rest = text[mark.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        path = String(rest[end...])
        let authority = rest[..<end]
        guard !authority.contains("@") else {
            throw .invalidAddress(text, reason: "it carries a user name; keys belong in netrc or WANDB_API_KEY")
        }
        let colon = authority.lastIndex(of: ":").flatMap { authority[$0...].contains("]") ? nil : $0 }
        let name = authority[..<(colon ?? authority.endIndex)]
        guard !name.isEmpty, !name.contains(where: \.isWhitespace) else {
            throw .invalidAddress(text, reason: "it names no host")
        }
        host = name.lowercased()
        if let colon {
            let digits = authority[authority.index(after: colon)...]
            guard let number = UInt16(digits), number > 0 else {
                throw .invalidAddress(text, reason: "its port \"\(digits)\" is not a number from 1 to 65535")
            }
            port = Int(number)
        } else {
            port = nil
        }
    }
}
