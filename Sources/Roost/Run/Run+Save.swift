import RoostLog

extension Run {
    /// Takes files along with the run.
    ///
    /// ```swift
    /// try run.save("checkpoints/*.bin")                                  // as checkpoints/…
    /// try run.save("/data/run7/best.bin", basePath: "/data", policy: .now)  // as run7/best.bin
    /// ```
    ///
    /// - Parameters:
    ///   - pattern: a path, with `*` and `?` where it varies.
    ///   - basePath: the folder below which the files keep their paths. By default the current folder; for an absolute
    ///     pattern the folder above that of the files.
    ///   - policy: when the files are uploaded.
    /// - Returns: the files in the run's folder.
    /// - Throws: ``UsageError`` when the pattern is empty, an address in cloud storage, or not below the base path;
    ///   ``RunError`` when a file cannot be linked.
    @discardableResult
    public func save(_ pattern: String, basePath: String? = nil, policy: SavePolicy = .live) throws -> [String] {
        try core.save(pattern, basePath: basePath, policy: policy, in: .process)
    }
}

extension RunCore {
    func save(
        _ pattern: String, basePath: String?, policy: SavePolicy, in surroundings: Surroundings
    ) throws -> [String] {
        let files = try SavedFiles(pattern, basePath: basePath, in: surroundings)
        guard let directory else { return [] }
        let paths = files.matches()
        try files.link(paths, into: directory.files)
        guard !paths.isEmpty else {
            messages.warning("save(\"\(pattern)\"): no file matches.")
            return []
        }
        let wirePolicy: LogFilesItem.PolicyType =
            switch policy {
            case .live: .live
            case .now: .now
            case .end: .end
            }
        append(.files(paths, policy: wirePolicy, type: .other))
        note(.save)
        return paths.map { directory.files + "/" + $0 }
    }
}
