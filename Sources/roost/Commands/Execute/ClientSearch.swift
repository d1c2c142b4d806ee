import Foundation

/// Finds out whether a tracking client in a program has joined its run: it makes a run directory of its own beside that
/// of this process.
struct ClientSearch: Sendable {
    /// With a slash at its end.
    private let folder: String
    private let ownName: String
    private let suffix: String
    private var isFound = false
    private var nextLook: ContinuousClock.Instant?

    /// - Parameter ownDirectory: this process's directory of the run.
    init(runID: String, ownDirectory: String) {
        let url = URL(filePath: ownDirectory)
        folder = url.deletingLastPathComponent().path(percentEncoded: false)
        ownName = url.lastPathComponent
        suffix = "-" + runID
    }

    /// Looks at most once in a quarter of a second.
    mutating func hasFound(now: ContinuousClock.Instant = .now) -> Bool {
        if isFound { return true }
        if let nextLook, now < nextLook { return false }
        nextLook = now + .milliseconds(250)
        isFound = !directories.isEmpty
        return isFound
    }

    /// The run directories of other clients.
    var directories: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("run-") && $0.hasSuffix(suffix) && $0 != ownName }.sorted()
            .map { folder + $0 }
    }
}
