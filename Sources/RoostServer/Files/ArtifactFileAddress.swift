import Foundation

/// An address below `/artifactsV2/`, as clients of different ages write it:
///
/// - `REGION/ENTITY/BIRTH/MD5`
/// - `REGION/ENTITY/PROJECT/COLLECTION/BIRTH/MD5/NAME`
/// - `REGION/ENTITY/PROJECT/COLLECTION/ARTIFACT/BIRTH/MD5/NAME`
///
/// The artifact with which the file was uploaded and the MD5 say all; whether the caller may have it depends on that
/// artifact alone.
struct ArtifactFileAddress: Sendable, Hashable {
    /// The artifact's global id.
    let birthArtifact: String
    /// In Base64.
    let md5: String
    /// The last component of the file's path.
    let name: String?

    init(_ path: String) throws(ServerError) {
        let parts = try Self.segments(of: path, below: "/artifactsV2/")
        let hex: String
        switch parts.count {
        case 4: (birthArtifact, hex, name) = (parts[2], parts[3], nil)
        case 7: (birthArtifact, hex, name) = (parts[4], parts[5], parts[6])
        case 8: (birthArtifact, hex, name) = (parts[5], parts[6], parts[7])
        default: throw .notFound("this address")
        }
        md5 = try Self.md5(hex: hex)
    }

    /// The decoded segments of a path after a prefix.
    fileprivate static func segments(of path: String, below prefix: String) throws(ServerError) -> [String] {
        var parts: [String] = []
        for segment in path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false) {
            guard let part = PercentEncoding.decode(segment) else {
                throw .invalid(field: "path", value: path, expected: "percent-encoded UTF-8")
            }
            parts.append(part)
        }
        return parts
    }

    /// An MD5 in Base64, from its 32 digits.
    fileprivate static func md5(hex: String) throws(ServerError) -> String {
        guard let bytes = bytes(hex: hex), bytes.count == 16 else {
            throw .invalid(field: "MD5", value: hex, expected: "32 hexadecimal digits")
        }
        return Data(bytes).base64EncodedString()
    }

    private static func bytes(hex: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = hex.utf8[...]
        while !rest.isEmpty {
            guard rest.count >= 2, let high = digit(rest.removeFirst()), let low = digit(rest.removeFirst()) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}

/// An address below `/artifacts/`, of the storage layout in which an entity's files are known by their contents alone:
/// `ENTITY/MD5`.
struct ArtifactContentAddress: Sendable, Hashable {
    let entity: String
    /// In Base64.
    let md5: String

    init(_ path: String) throws(ServerError) {
        let parts = try ArtifactFileAddress.segments(of: path, below: "/artifacts/")
        guard parts.count == 2 else { throw .notFound("this address") }
        entity = parts[0]
        md5 = try ArtifactFileAddress.md5(hex: parts[1])
    }
}
