import Foundation
import RoostJSON

extension Job {
    /// The largest file of a job artifact that is read.
    static let fileBytes = 64 << 20

    /// Reads a job artifact that was downloaded into a folder.
    ///
    /// - Throws: `LaunchError.notFound` when the folder holds no job, `LaunchError.invalid` for a wrong member.
    public init(artifactDirectory folder: String) throws(LaunchError) {
        guard let bytes = try Self.read("\(folder)/\(Self.documentFile)") else {
            throw .notFound(kind: "job", name: "\(folder)/\(Self.documentFile)")
        }
        guard let json = try? JSON(parsing: bytes) else {
            throw .invalid(
                path: Self.documentFile, value: String(decoding: bytes.prefix(100), as: UTF8.self), expected: "JSON")
        }
        try self.init(document: json)
        if let lines = try Self.read("\(folder)/\(Self.requirementsFile)") {
            requirements = lines.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
                .map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty && !$0.hasPrefix("#") }
        }
        if let patch = try Self.read("\(folder)/\(Self.patchFile)"), !patch.isEmpty { self.patch = patch }
    }

    /// The content of a file; `nil` when there is none.
    private static func read(_ path: String) throws(LaunchError) -> [UInt8]? {
        let files = FileManager.default
        guard let size = (try? files.attributesOfItem(atPath: path))?[.size] as? Int else { return nil }
        guard size <= fileBytes else {
            throw .invalid(path: path, value: "\(size) bytes", expected: "at most \(fileBytes) bytes")
        }
        guard let data = files.contents(atPath: path) else {
            throw .system(operation: "read \(path)", reason: "it is not readable")
        }
        return Array(data)
    }
}
