import Foundation

/// A directory of its own for one test, gone when the value is.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "roost-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Starts as a copy of another directory.
    init(copying source: TemporaryDirectory) throws {
        path = NSTemporaryDirectory() + "roost-test-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: source.path, toPath: path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
