/// The name of an event file: `….tfevents.SECONDS.HOST…`.
struct EventFileName: Sendable, Hashable {
    /// When the file was begun, in seconds since 1970; `nil` where the name does not tell it.
    let startSeconds: Int64?
    /// What follows the time: the host's name, which may have dots, and more.
    private let rest: [Substring]

    /// - Returns: `nil` for the name of another file.
    init?(_ name: String) {
        guard !name.hasSuffix(".profile-empty"), !name.hasSuffix(".sagemaker-uploaded") else { return nil }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard let place = parts.firstIndex(of: "tfevents") else { return nil }
        startSeconds = parts.dropFirst(place + 1).first.flatMap { Int64($0) }
        rest = Array(parts.dropFirst(place + 2))
    }

    /// Whether the file was begun at a time or later, on a host; what is `nil` is not asked.
    func isOf(host: String?, since seconds: Int64?) -> Bool {
        if let host, !rest.starts(with: host.split(separator: ".", omittingEmptySubsequences: false)) { return false }
        if let seconds { return (startSeconds ?? .min) >= seconds }
        return true
    }
}
