/// Every bound of the watchers of folders, in one place.
enum WatchLimits {
    /// The files and folders that one walk looks at.
    static let entriesOfWalk = 50_000
    /// The folders that a walk goes down.
    static let depthOfWalk = 16
    /// A walk takes at most one of so many parts of the time.
    static let walkShare = 100.0
    /// Between two looks at the files that are known, in seconds.
    static let secondsBetweenPasses = 1.0
    /// The files that are followed.
    static let files = 10_000
}
