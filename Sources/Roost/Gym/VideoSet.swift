/// The recorded videos below a folder, and which of them were handed over.
struct VideoSet: Sendable {
    private struct Known: Sendable {
        /// How the file was at the last look.
        var state: FileState
        /// How it was when it was handed over.
        var handedOver: FileState?
    }

    private var walk: PacedWalk
    private let since: Int64
    private var videos: [String: Known] = [:]

    /// - Parameters:
    ///   - nanoseconds: only files that were written at this time since 1970 or later.
    ///   - share: looking for files takes at most one of so many parts of the time.
    init(root: String, since nanoseconds: Int64, share: Double = WatchLimits.walkShare) {
        since = nanoseconds
        walk = PacedWalk(FolderWalk(root: root) { $0.hasSuffix(".mp4") }, share: share)
    }

    /// Hands over the videos that became complete.
    mutating func look(isLast: Bool, _ handler: (RecordedVideo) -> Void) {
        for file in walk.files(mayWait: !isLast) ?? [] where videos[file.path] == nil {
            guard videos.count < WatchLimits.files, let state = FileState(file.path) else { continue }
            // A video from before counts as handed over, until it is written again.
            videos[file.path] = Known(state: state, handedOver: state.modified < since ? state : nil)
        }
        for path in videos.keys.sorted() {
            guard var known = videos[path], var state = FileState(path) else { continue }
            if state != known.handedOver, isComplete(path, isUnchanged: state == known.state || isLast) {
                // What was written between the two looks is complete at the next one, and not handed over twice.
                let seen = state
                state = FileState(path) ?? state
                if state == seen || isLast {
                    known.handedOver = state
                    handler(RecordedVideo(path: path))
                }
            }
            known.state = state
            videos[path] = known
        }
    }

    /// A file is complete when its structure says so, or, where it has another structure, when the recorder has
    /// described it and writes to it no more.
    private func isComplete(_ path: String, isUnchanged: Bool) -> Bool {
        let name = DiskFile.lastComponent(path)
        let description = FileState(RecordedVideo.descriptionPath(of: path))
        guard description != nil || RecordedVideo.isRecorderName(name) else { return false }
        return MP4Structure.isComplete(path) || (description.map { $0.size > 0 } == true && isUnchanged)
    }
}
