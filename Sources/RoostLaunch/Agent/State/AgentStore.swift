import CLaunch
import Foundation
import RoostJSON

/// The folder of one agent: who it is, and what it holds.
///
/// | File | Content |
/// |---|---|
/// | `lock` | locked as long as an agent works with the folder |
/// | `instance` | by what the server knows the agent again |
/// | `attempts/ID/record.json` | an attempt, as ``AttemptRecord`` |
/// | `attempts/ID/…` | its source, its environment and its job's files |
public struct AgentStore: Sendable {
    public let path: String
    /// Stays the same as long as the folder is there.
    public let instance: String
    private let lock: AgentLock

    /// Opens the folder, and makes it where there is none.
    ///
    /// - Throws: when another agent works with it.
    public init(_ path: String) throws(LaunchError) {
        guard let store = try AgentStore(unlessLocked: path) else {
            throw .system(
                operation: "locking \(path)",
                reason: "another agent works with this folder; end it, or give this one another")
        }
        self = store
    }

    /// As above; `nil` when another agent works with it.
    init?(unlessLocked path: String) throws(LaunchError) {
        self.path = path
        try SmallFile.makeFolder(path + "/attempts")
        guard let lock = try AgentLock(path + "/lock") else { return nil }
        self.lock = lock
        let file = path + "/instance"
        if let bytes = SmallFile.read(file), !bytes.isEmpty {
            instance = String(decoding: bytes, as: UTF8.self)
        } else {
            instance = UUID().uuidString.lowercased()
            try SmallFile.write(Array(instance.utf8), to: file)
        }
    }

    /// The folder of an attempt.
    func directory(of lease: AgentLease) -> String { "\(path)/attempts/\(lease.jobID)" }

    /// Puts a record on the disk. When this has returned, it survives whatever happens to the agent.
    func write(_ record: AttemptRecord) throws(LaunchError) {
        let directory = directory(of: record.lease)
        try SmallFile.makeFolder(directory)
        var writer = JSONWriter()
        writer.write(record.json)
        try SmallFile.write(writer.bytes, to: directory + "/record.json")
    }

    /// Every attempt that is not over.
    func records() throws(LaunchError) -> [AttemptRecord] {
        let folder = path + "/attempts"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var records: [AttemptRecord] = []
        for name in names.sorted() {
            guard let bytes = SmallFile.read("\(folder)/\(name)/record.json") else {
                // Cut off before anything was written down, or while it was removed: there is no job.
                try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
                continue
            }
            guard let json = try? JSON(parsing: bytes) else {
                throw .system(operation: "reading \(folder)/\(name)/record.json", reason: "it is not JSON")
            }
            records.append(try AttemptRecord(json))
        }
        return records
    }

    /// Forgets an attempt, with its files.
    func remove(_ lease: AgentLease) {
        let directory = directory(of: lease)
        // The record goes first: what is left of a removal that is cut off has none.
        unlink(directory + "/record.json")
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Removes what an attempt has made ready, so that it can begin anew.
    func clear(_ lease: AgentLease) throws(LaunchError) {
        let directory = directory(of: lease)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] where name != "record.json"
        {
            do {
                try FileManager.default.removeItem(atPath: "\(directory)/\(name)")
            } catch {
                throw .system(operation: "removing \(directory)/\(name)", reason: error.localizedDescription)
            }
        }
    }
}

/// A lock on a file, held until this process ends or the value is gone.
final class AgentLock: Sendable {
    private let descriptor: Int32

    /// `nil` when somebody holds it.
    init?(_ path: String) throws(LaunchError) {
        descriptor = roost_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SmallFile.failure("opening \(path)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
