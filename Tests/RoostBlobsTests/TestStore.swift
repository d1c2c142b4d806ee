import Foundation

@testable import RoostBlobs

/// The stores that the contract is checked against.
enum TestStore: String, CaseIterable, Sendable, CustomStringConvertible {
    case directory

    var description: String { rawValue }

    func make() async throws -> OpenStore {
        switch self {
        case .directory:
            let folder = try TestFolder()
            return OpenStore(folder: folder, blobs: try await DirectoryBlobStore(path: folder.path))
        }
    }
}

/// A store and the folder in which it is.
struct OpenStore: Sendable {
    let folder: TestFolder
    let blobs: any BlobStore

    /// How many unfinished writes lie around.
    func temporaries() async throws -> Int {
        try folder.names("incoming").count
    }
}

/// A folder that lasts as long as a test holds it.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "roost-blobs-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
}
