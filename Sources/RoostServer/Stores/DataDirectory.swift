import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The directory that holds everything a server with embedded stores keeps.
public struct DataDirectory: Sendable {
    /// Why a data directory cannot be used.
    public enum Failure: Error, CustomStringConvertible {
        case cannotCreate(path: String, reason: String)
        case inUse(path: String)

        public var description: String {
            switch self {
            case .cannotCreate(let path, let reason): "data directory '\(path)' cannot be used: \(reason)"
            case .inUse(let path): "data directory '\(path)' is in use by another server; stop it or choose another"
            }
        }
    }

    public let path: String

    /// Makes the directory, readable by its owner only, when it does not exist.
    public init(path: String) throws(Failure) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotCreate(path: path, reason: "\(error.localizedDescription)")
        }
    }

    public var catalogFile: String { path + "/catalog.sqlite" }
    var historyFile: String { path + "/history.sqlite" }
    var blobsDirectory: String { path + "/blobs" }

    /// Keeps a second server off this directory for as long as the returned lock lives.
    func lock() throws(Failure) -> DataDirectoryLock {
        let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(path: path)
        }
        return DataDirectoryLock(descriptor: descriptor)
    }

    /// The secret that signs addresses, made at first use.
    func secret() throws -> [UInt8] {
        let file = path + "/secret"
        if let data = FileManager.default.contents(atPath: file), data.count >= 32 { return Array(data) }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        guard
            FileManager.default.createFile(
                atPath: file, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else { throw Failure.cannotCreate(path: path, reason: "the file 'secret' cannot be written") }
        return bytes
    }
}

/// Holds the lock on a data directory until it is released or the process ends.
final class DataDirectoryLock: Sendable {
    private let descriptor: Int32

    fileprivate init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
