import Foundation
import RoostAPI

/// Copies of an artifact's files, so that what is uploaded is what was added.
///
/// They lie in the system's temporary folder until the artifact is logged, then in the run's.
struct ArtifactStaging: Sendable {
    let folder: String

    init(clientID: String) {
        let temporary = FileManager.default.temporaryDirectory.path.withoutTrailing("/")
        folder = "\(temporary)/roost-artifact-\(clientID.prefix(24))"
    }

    /// Takes a copy of a file.
    ///
    /// - Returns: where it lies.
    func copy(_ path: String) throws(RunError) -> String {
        try makeFolder()
        let target = newPath()
        do throws(APIError) {
            _ = try FileCopy.copy(path, to: target)
        } catch {
            throw RunError("\(error). It is not added to the artifact.")
        }
        return target
    }

    func write(_ bytes: [UInt8]) throws(RunError) -> String {
        try makeFolder()
        let target = newPath()
        do throws(MediaError) {
            try DiskFile.write(bytes, to: target)
        } catch {
            throw RunError("\(error). It is not added to the artifact.")
        }
        return target
    }

    /// Moves all copies into the folder of the run that the artifact is logged to.
    ///
    /// - Returns: the new folder.
    func move(to parent: String) throws(RunError) -> String {
        let target = "\(parent)/\(folder.split(separator: "/").last ?? "artifact")"
        guard FileManager.default.fileExists(atPath: folder) else { return target }
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            // Within a disk this is a renaming, else a copy.
            try FileManager.default.moveItem(atPath: folder, toPath: target)
        } catch {
            throw RunError("The artifact's files cannot be moved to \(target): \(error.localizedDescription)")
        }
        return target
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    private func newPath() -> String { "\(folder)/\(RunID.random())\(RunID.random())" }

    private func makeFolder() throws(RunError) {
        do throws(MediaError) {
            try DiskFile.makeFolder(folder)
        } catch {
            throw RunError("The folder \(folder) cannot be made: \(error)")
        }
    }
}
