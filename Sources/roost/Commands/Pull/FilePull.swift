import Crypto
import Foundation
import RoostAPI

/// Downloads files into a folder, several at a time.
struct FilePull: Sendable {
    enum Result: String, Sendable {
        case downloaded
        case unchanged
    }

    /// The downloads under way at a time.
    private static let width = 8
    /// The bytes of a local file that are read at a time.
    private static let chunkBytes = 1 << 20

    let client: APIClient
    let folder: String

    /// What became of each file, in the order of `files`.
    func run(_ files: [RemoteFile]) async throws -> [Result] {
        for file in files { try Self.check(file.name) }
        return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results = [Result](repeating: .unchanged, count: files.count)
            var next = 0
            while next < min(Self.width, files.count) {
                add(next, files, to: &group)
                next += 1
            }
            while let (index, result) = try await group.next() {
                results[index] = result
                if next < files.count {
                    add(next, files, to: &group)
                    next += 1
                }
            }
            return results
        }
    }

    private func add(_ index: Int, _ files: [RemoteFile], to group: inout ThrowingTaskGroup<(Int, Result), any Error>) {
        let file = files[index]
        group.addTask { (index, try await pull(file)) }
    }

    private func pull(_ file: RemoteFile) async throws -> Result {
        let path = folder + "/" + file.name
        if let md5 = file.md5, Self.md5(ofFile: path) == md5 { return .unchanged }
        try FileManager.default.createDirectory(
            at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try await client.download(file.address, to: path, policy: .commandTransfer)
        return .downloaded
    }

    /// A name may not lead out of the folder.
    static func check(_ name: String) throws(CommandFailure) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.contains("\0"), !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
            throw CommandFailure(.badData, "The server names a file \"\(name)\", which would not lie in the folder.")
        }
    }

    /// The checksum in Base64; `nil` for a file that cannot be read.
    static func md5(ofFile path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        var hash = Insecure.MD5()
        do {
            while let chunk = try handle.read(upToCount: chunkBytes), !chunk.isEmpty { hash.update(data: chunk) }
        } catch {
            return nil
        }
        return Data(hash.finalize()).base64EncodedString()
    }
}
