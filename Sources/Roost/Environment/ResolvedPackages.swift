import Foundation
import RoostJSON

/// The packages that a Swift program was built with, from its `Package.resolved`.
public struct ResolvedPackages: Sendable, Hashable {
    /// A package and its version, or its commit where it has none.
    public struct Package: Sendable, Hashable {
        /// The identity, such as `swift-collections`.
        public let name: String
        /// Such as `1.6.0`; else the commit, else `unversioned`.
        public let version: String
    }

    /// The largest file that is read, in bytes.
    static let fileBytes = 16 << 20

    /// In the order of their names.
    public let packages: [Package]

    /// Reads the nearest `Package.resolved` of a folder and those above it, down from `root` where it is given.
    ///
    /// - Returns: `nil` when there is none, or it cannot be understood.
    public init?(nearest folder: String, root: String? = nil) {
        var folder = folder
        while true {
            let path = "\(folder)/Package.resolved"
            if FileManager.default.fileExists(atPath: path) {
                self.init(path: path)
                return
            }
            guard folder != root, let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else { return nil }
            folder = String(folder[..<slash])
        }
    }

    /// Reads one file of the versions 1 to 3 of the format; `nil` when it cannot be understood.
    public init?(path: String) {
        guard let bytes = try? DiskFile.read(path, limit: Self.fileBytes), let document = try? JSON(parsing: bytes)
        else { return nil }
        self.init(document)
    }

    /// Reads the versions 1 to 3 of the format.
    init?(_ document: JSON) {
        guard let pins = document["pins"]?.arrayValue ?? document["object"]?["pins"]?.arrayValue else { return nil }
        let found = pins.compactMap { pin -> Package? in
            guard let name = pin["identity"]?.stringValue ?? pin["package"]?.stringValue else { return nil }
            let state = pin["state"]
            let version = state?["version"]?.stringValue ?? state?["revision"]?.stringValue
            return Package(name: name, version: version ?? "unversioned")
        }
        packages = found.sorted { $0.name < $1.name }
    }

    /// The text of `requirements.txt`: a line `name==version` for each package.
    public var requirements: String {
        packages.map { "\($0.name)==\($0.version)\n" }.joined()
    }
}
