import CZlib
import Crypto
import Foundation
import RoostJSON

/// Where and for which run the artifacts of tables are made.
public struct TableArtifactStaging: Sendable, Hashable {
    /// The id of the run, which is part of the artifacts' names.
    public let runID: String
    /// A directory that lasts until the files are uploaded.
    public let directory: String

    /// A folder for the artifacts of a run.
    public init(runID: String, directory: String) {
        self.runID = runID
        self.directory = directory
    }
}

/// An artifact of the type `run_table`: a table with the files of its cells, ready to be logged.
public struct TableArtifact: Sendable, Hashable {
    /// The type of such artifacts.
    public static let type = "run_table"

    /// A file of the artifact.
    public struct File: Sendable, Hashable {
        /// The name within the artifact.
        public let path: String
        /// Where the content lies until it is uploaded.
        public let localPath: String
        /// The MD5 of the content in base64.
        public let digest: String
        /// In bytes.
        public let size: Int64
    }

    /// `run-ID-KEY`, without what names of artifacts may not hold.
    public let name: String
    /// The artifact's name for itself until the server gives one: 128 letters and digits.
    public let clientID: String
    /// The same for the sequence of its versions.
    public let sequenceClientID: String
    /// The files in the order of their paths.
    public private(set) var files: [File] = []

    private let folder: String

    init(key: String, staging: TableArtifactStaging) {
        name = Self.safeName("run-\(staging.runID)-\(key)")
        clientID = Self.randomID()
        sequenceClientID = Self.randomID()
        folder = "\(staging.directory)/\(clientID.prefix(16))"
    }

    /// The MD5 over the names and digests of the files, which identifies the version.
    public var digest: String {
        var text = "wandb-artifact-manifest-v1\n"
        for file in files { text += "\(file.path):\(file.digest)\n" }
        return Insecure.MD5.hash(data: Array(text.utf8)).hexadecimal
    }

    /// Adds a media file and answers the members that describe it in a cell. A file of the user's keeps its name.
    mutating func add(_ content: MediaContent, folder: String, type: String) throws(MediaError) -> JSONObject {
        let md5 = try content.md5()
        let path =
            if let name = content.fileName {
                "media/\(folder)/\(content.sha256.prefix(20))/\(name)"
            } else {
                "media/\(folder)/\(md5.hexadecimal.prefix(20))\(content.suffix)"
            }
        try add(content, md5: md5, path: path)
        return ["_type": .string(type), "path": .string(path), "sha256": .string(content.sha256)]
    }

    /// Adds a JSON document and answers its digest.
    @discardableResult
    mutating func add(_ document: JSON, path: String) throws(MediaError) -> String {
        let content = MediaContent(SortedJSON.text(document), suffix: "")
        return try add(content, md5: try content.md5(), path: path)
    }

    @discardableResult
    private mutating func add(_ content: MediaContent, md5: [UInt8], path: String) throws(MediaError) -> String {
        let digest = Data(md5).base64EncodedString()
        guard !files.contains(where: { $0.path == path }) else { return digest }
        let localPath = "\(folder)/\(path)"
        try content.write(to: localPath)
        let file = File(path: path, localPath: localPath, digest: digest, size: content.size)
        files.insert(file, at: files.firstIndex { $0.path > path } ?? files.endIndex)
        return digest
    }

    /// The name without other characters than letters, digits, `_`, `-` and `.`; where that changes it, with a
    /// checksum of the whole name, so that different keys keep different names.
    static func safeName(_ name: String) -> String {
        let allowed = name.utf8.filter { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        let bytes = Array(name.utf8)
        guard allowed.count < bytes.count else { return name }
        let checksum = UInt32(truncatingIfNeeded: crc32(0, bytes, uInt(bytes.count)))
        let encoded = Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum >> $0) }).base64EncodedString()
        let suffix = encoded.filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
        return "\(String(decoding: allowed, as: UTF8.self))-\(String(suffix))"
    }

    static func randomID() -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        return String(decoding: (0..<128).map { _ in letters.randomElement() ?? UInt8(ascii: "0") }, as: UTF8.self)
    }
}
