/// A walk that is repeated as often as it is cheap.
struct PacedWalk: Sendable {
    private let walk: FolderWalk
    private let share: Double
    private var next = ContinuousClock.now

    /// - Parameter share: the walks take at most one of so many parts of the time.
    init(_ walk: FolderWalk, share: Double = WatchLimits.walkShare) {
        self.walk = walk
        self.share = share
    }

    /// The files that are there; `nil` while the last walk was so costly and so short ago that the next has to wait.
    mutating func files(mayWait: Bool = true) -> [FolderWalk.File]? {
        let start = ContinuousClock.now
        guard !mayWait || start >= next else { return nil }
        let found = walk.files()
        let end = ContinuousClock.now
        next = end + start.duration(to: end) * (share - 1)
        return found
    }
}
