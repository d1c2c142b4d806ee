import Foundation
import RoostAPI
import Synchronization

/// What happens to a file between being added and being uploaded.
public enum ArtifactFilePolicy: Sendable, Hashable {
    /// A copy is taken, so that the file may change.
    case mutable
    /// No copy is taken: the file has to stay as it is until it is uploaded.
    case immutable
}

extension Artifact {
    /// Adds a file.
    ///
    /// - Parameters:
    ///   - path: the file on this machine.
    ///   - name: its name within the artifact; by default that of the file.
    ///   - policy: whether a copy is taken.
    ///   - overwrite: whether it may replace another content of this name.
    /// - Throws: ``UsageError`` when there is no such file, its name cannot be, the name has another content, or the
    ///   artifact is logged; ``RunError`` when the file cannot be read.
    @discardableResult
    public func addFile(
        _ path: String, name: String? = nil, policy: ArtifactFilePolicy = .mutable, overwrite: Bool = false
    ) throws -> ArtifactEntry {
        let source = Surroundings.process.absolute(path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder), !isFolder.boolValue else {
            throw UsageError(
                argument: "path", value: path, problem: "it is not a file",
                remedy: "Give a file, or add a folder with addDirectory.")
        }
        let entry = try entry(source, named: name ?? DiskFile.lastComponent(source), policy)
        try add([entry], overwrite: overwrite)
        return entry
    }

    /// Adds all files of a folder and of those below it. Links are followed.
    ///
    /// - Parameters:
    ///   - path: the folder on this machine.
    ///   - name: the folder within the artifact; by default its top.
    ///   - policy: whether copies are taken.
    ///   - merge: whether files may replace other contents of their names.
    /// - Throws: as ``addFile(_:name:policy:overwrite:)``.
    public func addDirectory(
        _ path: String, name: String? = nil, policy: ArtifactFilePolicy = .mutable, merge: Bool = false
    ) throws {
        let source = Surroundings.process.absolute(path).withoutTrailing("/")
        let files = try ArtifactFolder.files(source, argument: path)
        let prefix = name.map { $0.withoutTrailing("/") + "/" } ?? ""
        // Checksums take the time: several at once.
        let found = Mutex<(entries: [ArtifactEntry], failure: (any Error)?)>(([], nil))
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            if found.withLock({ $0.failure != nil }) { return }
            do {
                let entry = try entry("\(source)/\(files[index])", named: prefix + files[index], policy)
                found.withLock { $0.entries.append(entry) }
            } catch {
                found.withLock { $0.failure = $0.failure ?? error }
            }
        }
        let (entries, failure) = found.withLock { $0 }
        if let failure { throw failure }
        try add(entries, overwrite: merge)
    }

    /// Adds a file with this content.
    @discardableResult
    public func addContent(_ bytes: [UInt8], name: String, overwrite: Bool = false) throws -> ArtifactEntry {
        let name = try ArtifactRules.path(name)
        try requireDraft()
        let local = try staging.write(bytes)
        let entry = ArtifactEntry(
            path: name, digest: FileDigest.of(bytes), size: Int64(bytes.count), localPath: local)
        try add([entry], overwrite: overwrite)
        return entry
    }

    /// Makes a file, lets `body` write to it, and adds it when `body` returns.
    ///
    /// ```swift
    /// try artifact.newFile("labels.txt") { file in
    ///     try file.write(contentsOf: Data("cat\ndog\n".utf8))
    /// }
    /// ```
    ///
    /// - Throws: ``UsageError`` when the artifact has a file of this name and `overwrite` is not set; what `body` throws,
    ///   in which case nothing is added.
    @discardableResult
    public func newFile<Result>(
        _ name: String, overwrite: Bool = false, _ body: (FileHandle) throws -> Result
    ) throws -> Result {
        let path = try ArtifactRules.path(name)
        try requireDraft()
        if !overwrite, state.withLock({ $0.entries[path] != nil }) {
            throw UsageError(
                argument: "name", value: name, problem: "the artifact has such a file",
                remedy: "Use another name, or overwrite: true.")
        }
        let local = try staging.write([])
        guard let file = FileHandle(forWritingAtPath: local) else {
            throw RunError("The file \(local) cannot be written to.")
        }
        defer { try? file.close() }
        let result = try body(file)
        try file.synchronize()
        let (digest, size) = try Self.digest(ofFile: local)
        try add([ArtifactEntry(path: path, digest: digest, size: size, localPath: local)], overwrite: overwrite)
        return result
    }

    /// Removes a file or reference, or all of a folder.
    ///
    /// - Throws: ``UsageError`` when there is none of this name, or the artifact is logged.
    public func remove(_ name: String) throws(UsageError) {
        let path = try ArtifactRules.path(name)
        try requireDraft()
        let isRemoved = state.withLock { state in
            if state.entries.removeValue(forKey: path) != nil { return true }
            let below = state.entries.keys.filter { $0.hasPrefix(path + "/") }
            for key in below { state.entries[key] = nil }
            return !below.isEmpty
        }
        guard isRemoved else {
            throw UsageError(
                argument: "name", value: name, problem: "the artifact has no such file or folder",
                remedy: "Use a name that `files` tells.")
        }
    }

    private func entry(_ source: String, named name: String, _ policy: ArtifactFilePolicy) throws -> ArtifactEntry {
        let name = try ArtifactRules.path(name)
        try requireDraft()
        // The digest is that of the copy, whatever happens to the file meanwhile.
        let local = policy == .mutable ? try staging.copy(source) : source
        let (digest, size) = try Self.digest(ofFile: local)
        return ArtifactEntry(path: name, digest: digest, size: size, localPath: local)
    }

    private static func digest(ofFile path: String) throws -> (String, Int64) {
        do throws(APIError) {
            return try FileDigest.ofFile(path)
        } catch {
            throw RunError("\(error). It is not added to the artifact.")
        }
    }

    func requireDraft() throws(UsageError) {
        guard isDraft else {
            throw UsageError(
                argument: "artifact", value: name, problem: "it is logged and does not change any more",
                remedy: "Log another version with a new Artifact of the same name.")
        }
    }

    /// Puts entries into the manifest: all of them, or none.
    func add(_ entries: [ArtifactEntry], overwrite: Bool) throws(UsageError) {
        try requireDraft()
        let clash = state.withLock { state -> String? in
            if !overwrite {
                for entry in entries {
                    if let known = state.entries[entry.path], known.digest != entry.digest { return entry.path }
                }
            }
            for entry in entries { state.entries[entry.path] = entry }
            return nil
        }
        if let clash {
            throw UsageError(
                argument: "name", value: clash, problem: "the artifact has another content of this name",
                remedy: "Use another name, remove it first, or overwrite it.")
        }
    }
}
