/// The version of the official client that writes a run, where its behaviour depends on it.
struct ClientVersion: Sendable, Comparable {
    let parts: [Int]

    /// - Parameter text: such as `0.18.0` or `0.28.3.dev1`; what is no number ends the version.
    init(_ text: String?) {
        parts = (text ?? "").split(separator: ".").map { Int($0) }.prefix { $0 != nil }.compactMap(\.self)
    }

    static func < (left: ClientVersion, right: ClientVersion) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }

    /// Whether a line count in the answer to an upsert makes the client restart its console and system metrics at
    /// offset 0 when it resumes. It takes all counts from the resume status when the answer has none.
    var resetsOffsetsOnLineCount: Bool {
        self >= ClientVersion("0.20") && self < ClientVersion("0.28.2")
    }
}
