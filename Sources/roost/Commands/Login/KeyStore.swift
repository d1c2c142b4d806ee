import RoostAPI

/// The keys of servers, in the netrc file that the Python client uses too.
struct KeyStore: Sendable {
    let path: String

    func key(for endpoint: Endpoint) throws(APIError) -> String? {
        try Netrc(contentsOf: path).password(for: endpoint)
    }

    /// Stores a key under `host:port`, and under `host` alone for clients that leave the port away. An entry of the
    /// host that holds something else, such as the password of another service, stays as it is.
    func set(_ key: String, for endpoint: Endpoint) throws(APIError) {
        var netrc = try Netrc(contentsOf: path)
        let earlier = netrc.password(machine: endpoint.authority)
        netrc.set(machine: endpoint.authority, password: key)
        let hostKey = netrc.password(machine: endpoint.host)
        if hostKey == nil || hostKey == earlier { netrc.set(machine: endpoint.host, password: key) }
        try netrc.write(to: path)
    }
}
