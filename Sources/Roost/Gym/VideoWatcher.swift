import Foundation

/// Watches for the videos that an environment's recorder writes below a folder.
///
/// ```swift
/// let watcher = VideoWatcher(root: "/home/ada/project") { video in
///     if let clip = try? Video(path: video.path) { run.log([video.key: clip]) }
/// }
/// watcher.stop()
/// ```
///
/// The recorders of Gym and Gymnasium are known by the names of their files: `rl-video-episode-0.mp4`,
/// `….video.0.17.video000000.mp4`, or any `.mp4` with a `.meta.json` of the same name beside it.
public final class VideoWatcher: Sendable {
    private let thread: PollingThread

    /// Starts with a look at once, and looks every second.
    ///
    /// - Parameters:
    ///   - root: an absolute path; folders below it are looked through, except hidden ones.
    ///   - since: only videos that are written at this time or later.
    ///   - handler: gets each video once, when it is complete, on the watcher's thread.
    public convenience init(
        root: String, since: Date = Date(), handler: @escaping @Sendable (RecordedVideo) -> Void
    ) {
        self.init(root: root, since: since, seconds: WatchLimits.secondsBetweenPasses, handler: handler)
    }

    init(root: String, since: Date, seconds: Double, handler: @escaping @Sendable (RecordedVideo) -> Void) {
        let videos = VideoSet(root: root, since: Int64(since.timeIntervalSince1970 * 1e9))
        thread = PollingThread(name: "roost-videos", seconds: seconds, state: videos) { videos, isLast in
            videos.look(isLast: isLast, handler)
        }
    }

    /// Looks once more and ends; when it returns, every complete video has been handed over.
    public func stop() {
        thread.stop()
    }

    deinit {
        stop()
    }
}
