/// The folders with event files that are known, and the namespaces of their values.
///
/// A namespace is the path from the root to the folder, and the root is what the known folders have in common. So one
/// folder alone has no namespace; but as a second may show up shortly after the first, a lone folder waits for some
/// time. What is decided once stays.
struct EventFolders: Sendable {
    private struct Folder: Sendable {
        let path: String
        let found: ContinuousClock.Instant
        var namespace: String?
        /// Whether no other folder was known when the namespace was decided.
        var isLone = false
    }

    private let patience: Duration
    private var folders: [Folder] = []

    /// - Parameter patience: how long a lone folder waits.
    init(patience: Duration = .seconds(TensorBoardLimits.secondsForRoot)) { self.patience = patience }

    mutating func add(_ path: String, at time: ContinuousClock.Instant = .now) {
        guard !folders.contains(where: { $0.path == path }) else { return }
        folders.append(Folder(path: path, found: time))
    }

    /// Decides what can be decided.
    ///
    /// - Parameter isLast: whether no further folder is waited for.
    mutating func decide(at time: ContinuousClock.Instant = .now, isLast: Bool) {
        let root = Self.common(folders.map(\.path))
        for index in folders.indices where folders[index].namespace == nil {
            let hasWaited = isLast || folders[index].found.duration(to: time) >= patience
            guard folders.count > 1 || hasWaited else { continue }
            folders[index].isLone = folders.count == 1
            folders[index].namespace = String(folders[index].path.dropFirst(root.count).drop { $0 == "/" })
        }
    }

    /// The namespace of a folder; `nil` while it waits.
    func namespace(of path: String) -> String? {
        folders.first { $0.path == path }?.namespace
    }

    /// Whether a folder got its namespace before a second one showed up.
    func isLone(_ path: String) -> Bool {
        folders.first { $0.path == path }?.isLone == true
    }

    /// The deepest folder that holds all of them, or is one of them.
    static func common(_ paths: [String]) -> String {
        guard var shared = paths.first?.split(separator: "/", omittingEmptySubsequences: false) else { return "" }
        for path in paths.dropFirst() {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            shared = Array(zip(shared, parts).prefix { $0 == $1 }.map(\.0))
        }
        return shared.joined(separator: "/")
    }
}
