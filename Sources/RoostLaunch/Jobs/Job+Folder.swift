import Foundation
import RoostJSON

extension Job {
    /// The largest file of a job artifact that is read.
    static let fileBytes = 64 << 20

    /// Reads a job artifact that was downloaded into a folder.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - metadata: that of the artifact, where it is known: it says whether the job is partial.
    /// - Throws: `LaunchError.notFound` when the folder holds no job, `LaunchError.invalid` for a wrong member.
    public init(artifactDirectory folder: String, metadata: JSON = .emptyObject) throws(LaunchError) {
        guard let bytes = try Self.read("\(folder)/\(Self.documentFile)") else {
            throw .notFound(kind: "job", name: "\(folder)/\(Self.documentFile)")
        }
        guard let json = try? JSON(parsing: bytes) else {
            throw .invalid(
                path: Self.documentFile, value: String(decoding: bytes.prefix(100), as: UTF8.self), expected: "JSON")
        }
        try self.init(document: json)
        if metadata["_partial"]?.boolValue == true { isPartial = true }
        if let lines = try Self.read("\(folder)/\(Self.requirementsFile)") {
            requirements = lines.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
                .map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty && !$0.hasPrefix("#") }
        }
        if let patch = try Self.read("\(folder)/\(Self.patchFile)"), !patch.isEmpty { self.patch = patch }
        resolvedPackages = try Self.read("\(folder)/\(Self.resolvedPackagesFile)")
    }

    /// What the artifact of the job holds: names and contents.
    public var files: [(name: String, content: [UInt8])] {
        var files = [
            (name: Self.documentFile, content: Array(document.text.utf8)),
            // The official client copies it, so that it is there even when it is empty.
            (name: Self.requirementsFile, content: Array(requirements.map { $0 + "\n" }.joined().utf8)),
        ]
        if let patch { files.append((name: Self.patchFile, content: patch)) }
        if let resolvedPackages { files.append((name: Self.resolvedPackagesFile, content: resolvedPackages)) }
        return files
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
