/// A video that the recorder of an environment has written.
public struct RecordedVideo: Sendable, Hashable {
    /// The absolute path of the file.
    public let path: String

    /// The video in a file, which is not looked at.
    public init(path: String) { self.path = path }

    /// The key under which it is logged: the recorder's number where the name tells it, as `video.0`, else `videos`.
    public var key: String {
        let mark = "video."
        var end = path.endIndex
        while let start = path[..<end].ranges(of: mark).last {
            let digits = path[start.upperBound...].prefix { $0.isASCII && $0.isNumber }
            if !digits.isEmpty, start.lowerBound > path.startIndex, digits.endIndex < path.endIndex {
                return mark + digits
            }
            end = start.lowerBound
        }
        return "videos"
    }

    /// Whether a file is one that recorders write, by its name: `….video.0.17.video000000.mp4` or
    /// `rl-video-episode-0.mp4`.
    static func isRecorderName(_ name: String) -> Bool {
        guard name.hasSuffix(".mp4") else { return false }
        let stem = name.dropLast(4)
        let number = stem.reversed().prefix { $0.isASCII && $0.isNumber }
        guard !number.isEmpty else { return false }
        let rest = stem.dropLast(number.count)
        return rest.hasSuffix("-episode-") || rest.hasSuffix("-step-") || rest.hasSuffix("video")
    }

    /// The file beside it, in which older recorders describe it once it is complete.
    static func descriptionPath(of path: String) -> String { "\(path.dropLast(4)).meta.json" }
}
