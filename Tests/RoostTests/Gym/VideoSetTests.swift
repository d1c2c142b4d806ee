import Foundation
import Synchronization
import Testing

@testable import Roost

@Suite struct VideoSetTests {
    private let scratch: ScratchDirectory
    private var videos: VideoSet

    init() throws {
        scratch = try ScratchDirectory()
        videos = VideoSet(root: scratch.path, since: 0, share: 1)
    }

    private static func box(_ type: String, _ content: [UInt8] = [1, 2, 3]) -> [UInt8] {
        [0, 0, 0, UInt8(8 + content.count)] + Array(type.utf8) + content
    }

    private static let whole = box("ftyp") + box("mdat", [UInt8](repeating: 7, count: 40)) + box("moov")

    private mutating func found(isLast: Bool = false) -> [String] {
        var found: [String] = []
        videos.look(isLast: isLast) { found.append(DiskFile.lastComponent($0.path)) }
        return found
    }

    @Test mutating func handsOverAVideoOnceItIsComplete() throws {
        let name = "videos/rl-video-episode-0.mp4"
        for count in stride(from: 0, to: Self.whole.count, by: 7) {
            _ = try scratch.file(name, Array(Self.whole.prefix(count)))
            #expect(found().isEmpty)
        }
        _ = try scratch.file(name, Self.whole)
        #expect(found() == ["rl-video-episode-0.mp4"])
        #expect(found().isEmpty)
        _ = try scratch.file("videos/rl-video-step-1000.mp4", Self.whole)
        #expect(found() == ["rl-video-step-1000.mp4"])
    }

    @Test mutating func takesADescribedVideoOfAnotherStructure() throws {
        _ = try scratch.file("a/take.mp4", [1, 2, 3])
        #expect(found().isEmpty)
        #expect(found(isLast: true).isEmpty)
        _ = try scratch.file("a/take.meta.json", "{\"step_id\": 0}")
        #expect(found() == ["take.mp4"])
    }

    @Test mutating func leavesOtherVideosAndOlderOnes() throws {
        _ = try scratch.file("film.mp4", Self.whole)
        _ = try scratch.file("wandb/rl-video-episode-0.mp4", Self.whole)
        let old = try scratch.file("rl-video-episode-1.mp4", Self.whole)
        videos = VideoSet(root: scratch.path, since: Int64.max, share: 1)
        #expect(found(isLast: true).isEmpty)
        // Written again, it is a new one.
        _ = try scratch.file("rl-video-episode-1.mp4", Self.whole + Self.box("free"))
        #expect(found() == ["rl-video-episode-1.mp4"])
        #expect(FileManager.default.fileExists(atPath: old))
    }

    @Test(arguments: [
        ("/v/openaigym.video.0.4711.video000000.mp4", "video.0"),
        ("/v/openaigym.video.12.4711.video000003.mp4", "video.12"),
        ("/v/rl-video-episode-0.mp4", "videos"), ("video.3.mp4", "videos"), ("/video.1/x.video.2.mp4", "video.2"),
    ])
    func namesTheKey(path: String, key: String) {
        #expect(RecordedVideo(path: path).key == key)
    }

    @Test(arguments: [
        ("rl-video-episode-0.mp4", true), ("run-step-12.mp4", true), ("openaigym.video.0.1.video000000.mp4", true),
        ("film.mp4", false), ("film-1.mp4", false), ("rl-video-episode-.mp4", false), ("rl-video-episode-0.avi", false),
    ])
    func knowsTheNamesOfRecorders(name: String, isRecorder: Bool) {
        #expect(RecordedVideo.isRecorderName(name) == isRecorder)
    }

    @Test func looksOnceMoreBeforeItStops() throws {
        let found = Mutex<[String]>([])
        let watcher = VideoWatcher(root: scratch.path, since: Date(timeIntervalSinceNow: -60)) { video in
            found.withLock { $0.append(video.key) }
        }
        _ = try scratch.file("a.video.5.9.video000001.mp4", Self.whole)
        watcher.stop()
        #expect(found.withLock { $0 } == ["video.5"])
    }
}
