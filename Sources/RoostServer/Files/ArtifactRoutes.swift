import Foundation
import HTTPTypes
import Hummingbird
import RoostCatalog

/// `/artifactsV2/…`: artifact files for clients whose signed addresses have expired, with an API key.
struct ArtifactRoutes: Sendable {
    let services: Services

    var all: [Route] {
        [
            Route(.get, "/artifactsV2/**", .project(.read), handle: download),
            Route(.head, "/artifactsV2/**", .project(.read), handle: download),
        ]
    }

    @Sendable private func download(_ request: Request, _ context: ServerContext) async throws -> Response {
        let address = try ArtifactFileAddress(request.uri.path)
        let file = try await services.read(as: context.caller) { access -> ArtifactFile? in
            guard let birth = try access.artifact(globalID: address.birthArtifact) else { return nil }
            return try access.tx.artifacts.file(birthArtifact: birth.id, md5: address.md5, name: address.name)
        }
        guard let file, let digest = file.digest else { throw ServerError.notFound("this artifact file") }
        return try await services.blobs.response(
            to: request, digest: digest, name: address.name ?? file.name,
            type: file.mimetype ?? MediaType.guess(file.name))
    }
}

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
        var parts: [String] = []
        for segment in path.dropFirst("/artifactsV2/".count).split(separator: "/", omittingEmptySubsequences: false) {
            guard let part = PercentEncoding.decode(segment) else {
                throw .invalid(field: "path", value: path, expected: "percent-encoded UTF-8")
            }
            parts.append(part)
        }
        let hex: String
        switch parts.count {
        case 4: (birthArtifact, hex, name) = (parts[2], parts[3], nil)
        case 7: (birthArtifact, hex, name) = (parts[4], parts[5], parts[6])
        case 8: (birthArtifact, hex, name) = (parts[5], parts[6], parts[7])
        default: throw .notFound("this address")
        }
        guard let bytes = Self.bytes(hex: hex), bytes.count == 16 else {
            throw .invalid(field: "MD5", value: hex, expected: "32 hexadecimal digits")
        }
        md5 = Data(bytes).base64EncodedString()
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
