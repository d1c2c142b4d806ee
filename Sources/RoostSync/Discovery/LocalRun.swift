#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A run's directory on this machine, known by the name of its transaction log.
public struct LocalRun: Sendable, Hashable {
    /// The directory, without a slash at its end.
    public let directory: String
    /// The transaction log.
    public let log: String
    /// The run's id, taken from the log's name.
    public let runID: String

    /// Finds a run by its directory or by its log.
    ///
    /// - Throws: ``SyncError/noLog(directory:)`` when the path is neither.
    public init(path: String) throws(SyncError) {
        let path = Self.trimmed(path)
        if path.hasSuffix(".wandb") {
            let parts = Self.split(path)
            self.init(directory: parts.directory, log: path, runID: Self.runID(ofLog: parts.name) ?? parts.name)
            return
        }
        // The directory's own name tells the log's, so that nothing has to be listed.
        if let id = Self.runID(ofDirectory: Self.split(path).name), DiskFile.exists("\(path)/run-\(id).wandb") {
            self.init(directory: path, log: "\(path)/run-\(id).wandb", runID: id)
            return
        }
        let logs = (Self.entries(of: path) ?? []).filter { $0.hasPrefix("run-") && $0.hasSuffix(".wandb") }
        guard logs.count == 1, let id = Self.runID(ofLog: logs[0]) else { throw .noLog(directory: path) }
        self.init(directory: path, log: "\(path)/\(logs[0])", runID: id)
    }

    private init(directory: String, log: String, runID: String) {
        self.directory = directory
        self.log = log
        self.runID = runID
    }

    /// The runs whose directories stand in a folder, oldest first; where the folder holds a folder `wandb`, those in it.
    public static func all(in folder: String) -> [LocalRun] {
        let folder = trimmed(folder)
        let runs = (entries(of: folder) ?? []).compactMap { name -> LocalRun? in
            runID(ofDirectory: name).map { id in
                let directory = "\(folder)/\(name)"
                return LocalRun(directory: directory, log: "\(directory)/run-\(id).wandb", runID: id)
            }
        }
        if runs.isEmpty {
            for stage in ["wandb", ".wandb"] where entries(of: "\(folder)/\(stage)") != nil {
                return all(in: "\(folder)/\(stage)")
            }
        }
        return runs.sorted { ($0.start, $0.runID) < ($1.start, $1.runID) }
    }

    /// Whether a path is a run's directory or a log, by its name or by what is in it.
    public static func isRun(_ path: String) -> Bool {
        (try? LocalRun(path: path)) != nil
    }

    /// The directory's own name.
    public var name: String { Self.split(directory).name }
    /// Whether the run was written without a server.
    public var isOffline: Bool { name.hasPrefix("offline-run-") }
    /// When the run began, as its directory's name says: `YYYYMMDD_HHMMSS` in local time; empty where it does not.
    public var start: String {
        guard Self.runID(ofDirectory: name) != nil else { return "" }
        return String(name.split(separator: "-")[isOffline ? 2 : 1])
    }
    /// Whether the run was pushed completely.
    public var isSynced: Bool { DiskFile.exists(marker) }
    /// The file whose being there says so.
    public var marker: String { log + ".synced" }
    /// Whether an upload of this program's was begun and not ended.
    public var isInterrupted: Bool { !isSynced && DiskFile.exists(log + ".progress") }
    /// The file whose being there tells the program that the server wants it to stop.
    public var stopMarker: String { String(log) + ".stop" }
    /// The directory of what the run uploads.
    public var files: String { directory + "/files" }

    /// `ID` of `run-YYYYMMDD_HHMMSS-ID` and `offline-run-YYYYMMDD_HHMMSS-ID`.
    private static func runID(ofDirectory name: String) -> String? {
        let rest = name.hasPrefix("offline-run-") ? name.dropFirst(12) : name.hasPrefix("run-") ? name.dropFirst(4) : ""
        let stamp = rest.prefix(15)
        guard stamp.count == 15, stamp.allSatisfy({ $0.isNumber || $0 == "_" }), rest.dropFirst(15).first == "-",
            rest.count > 16
        else { return nil }
        return String(rest.dropFirst(16))
    }

    private static func runID(ofLog name: String) -> String? {
        guard name.hasPrefix("run-"), name.count > 10 else { return nil }
        return String(name.dropFirst(4).dropLast(6))
    }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    private static func split(_ path: String) -> (directory: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    private static func entries(of folder: String) -> [String]? { Directory.entries(of: folder) }
}

/// What stands in a directory.
enum Directory {
    /// The names, without `.` and `..`; `nil` when the directory cannot be read.
    static func entries(of folder: String) -> [String]? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { buffer in
                String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
