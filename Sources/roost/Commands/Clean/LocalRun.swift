import Foundation

/// A run directory of this machine.
struct LocalRun: Sendable, Hashable {
    /// The directory.
    let path: String
    let id: String
    /// All that was logged is on a server: the log has not been written to since it was uploaded to its end.
    let isSynced: Bool
    let bytes: Int64
    /// When anything of the log was written last.
    let modified: Date

    /// The run of a directory; `nil` when it holds no transaction log.
    init?(path: String) {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
        guard let log = names.first(where: { $0.hasPrefix("run-") && $0.hasSuffix(".wandb") }),
            let modified = Self.modified(path + "/" + log)
        else { return nil }
        self.path = path
        id = String(log.dropFirst("run-".count).dropLast(".wandb".count))
        self.modified = modified
        let marked = Self.modified("\(path)/\(log).synced")
        isSynced = marked.map { $0 >= modified } ?? false
        bytes = Self.bytes(below: path)
    }

    /// The runs in a folder such as `wandb`, oldest first. Links such as `latest-run` are left out.
    static func all(in folder: String) -> [LocalRun] {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("run-") || $0.hasPrefix("offline-run-") }
            .filter { (try? files.destinationOfSymbolicLink(atPath: folder + "/" + $0)) == nil }
            .compactMap { LocalRun(path: folder + "/" + $0) }
            .sorted { ($0.modified, $0.path) < ($1.modified, $1.path) }
    }

    private static func modified(_ path: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }

    private static func bytes(below path: String) -> Int64 {
        let files = FileManager.default
        let names = (try? files.subpathsOfDirectory(atPath: path)) ?? []
        return names.reduce(0) { sum, name in
            let attributes = try? files.attributesOfItem(atPath: path + "/" + name)
            guard attributes?[.type] as? FileAttributeType == .typeRegular else { return sum }
            return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
    }
}
