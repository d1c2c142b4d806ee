import Foundation
import Testing

/// Texts that are kept beside the tests, so that a change of them is seen.
enum Golden {
    /// With `ROOST_GOLDEN=write` in the environment the files are written anew instead of compared.
    private static let rewrites = ProcessInfo.processInfo.environment["ROOST_GOLDEN"] == "write"

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    /// Expects the text to be that of the file.
    static func expect(_ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = folder.appending(path: name)
        if rewrites {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = try? String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(text == kept, "\(name) differs; ROOST_GOLDEN=write keeps the new text", sourceLocation: sourceLocation)
    }

    /// The names of all files in a folder of them.
    static func names(in name: String) -> Set<String> {
        Set(
            (try? FileManager.default.contentsOfDirectory(
                atPath: folder.appending(path: name).path(percentEncoded: false))) ?? [])
    }
}
