import Foundation

/// Follows the event files that programs write for TensorBoard below a folder, while they grow.
///
/// ```swift
/// let follower = TensorBoardFollower(root: "/home/ada/project") { finding in
///     if case .row(let row) = finding { print(row.step, row.fields.map(\.key)) }
/// }
/// follower.stop()
/// ```
///
/// Each event becomes a row: scalars, histograms, images, sounds, texts and precision-recall curves. The checksums of
/// all records are verified; at a broken one the file is left until it changes.
public final class TensorBoardFollower: Sendable {
    private let thread: PollingThread

    /// Starts with a look at once, and looks every second.
    ///
    /// - Parameters:
    ///   - root: an absolute path; folders below it are looked through, except hidden ones.
    ///   - host: only files that were begun on this host, which their names tell; of any host by default.
    ///   - since: only files that were begun at this time or later; of any time by default.
    ///   - handler: gets what is found, on the follower's thread: the rows of a file in their order.
    public convenience init(
        root: String, host: String? = nil, since: Date? = nil,
        handler: @escaping @Sendable (TensorBoardFinding) -> Void
    ) {
        self.init(
            root: root, host: host, since: since, folders: EventFolders(), seconds: WatchLimits.secondsBetweenPasses,
            handler: handler)
    }

    init(
        root: String, host: String?, since: Date?, folders: EventFolders, seconds: Double,
        handler: @escaping @Sendable (TensorBoardFinding) -> Void
    ) {
        // The names tell whole seconds.
        let start = since.map { Int64($0.timeIntervalSince1970.rounded(.down)) }
        let files = EventFileSet(root: root, host: host, since: start, folders: folders)
        thread = PollingThread(name: "roost-tfevents", seconds: seconds, state: files) { files, isLast in
            files.look(isLast: isLast, handler)
        }
    }

    /// Reads what is left and ends; when it returns, everything that was written before has been handed over.
    public func stop() {
        thread.stop()
    }

    deinit {
        stop()
    }
}
