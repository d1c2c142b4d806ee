import Foundation
import RoostBlobs
import RoostCatalog

/// The upload of a large artifact file in parts.
///
/// Parts arrive in any order, each under an address of its own. Until the file is complete each is kept as a file of
/// the same artifact, under a name that no other file may have; so parts live and die with their artifact, and a part
/// that is sent again replaces itself.
struct PartUpload: Sendable, Hashable {
    /// Parts of a file, at most.
    static let partLimit = 10_000
    private static let directory = ".roost-parts/"

    /// The row of the file.
    let file: Int64
    /// The file's MD5 in hexadecimal: a client that asks again for the same contents continues the same upload.
    let id: String

    /// `nil` when the file's MD5 is none.
    init?(of file: ArtifactFile) {
        guard let bytes = Data(base64Encoded: file.md5), bytes.count == 16 else { return nil }
        self.init(
            file: file.id, id: bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined())
    }

    init(file: Int64, id: String) {
        self.file = file
        self.id = id
    }

    func name(ofPart number: Int) -> String {
        "\(Self.directory)\(file)-\(id)/\(number)"
    }

    /// Refuses names that parts have.
    static func checkName(_ name: String) throws(ServerError) {
        guard !name.hasPrefix(directory) else {
            throw .invalid(field: "name", value: name, expected: "a path outside of \(directory)")
        }
    }

    // MARK: The file as clients name it

    static func storagePath(of file: ArtifactFile) -> String {
        "wandb_artifacts/\(file.artifactID)/\(file.id)"
    }

    /// The row in such a path.
    static func file(atStoragePath path: String) -> Int64? {
        path.split(separator: "/").last.flatMap { Int64($0) }
    }

    // MARK: Parts

    /// Takes in a part that arrived.
    func put(part number: Int, blob: BlobReference, _ tx: CatalogTransaction) throws {
        let artifact = try tx.artifacts.getFile(file).artifactID
        let announced = try tx.artifacts.createFiles(
            artifact: artifact, [NewArtifactFile(name: name(ofPart: number), md5: blob.md5)])
        for part in announced where part.digest != blob.digest {
            _ = try tx.artifacts.putFile(part.id, blob: blob)
        }
    }

    /// The contents of a part that arrived, by the MD5 that its upload answered.
    func part(_ number: Int, md5: String, of artifact: Int64, _ tx: CatalogTransaction) throws -> String {
        guard
            let part = try tx.artifacts.file(birthArtifact: artifact, md5: md5, name: name(ofPart: number)),
            let digest = part.digest
        else { throw ServerError.notFound("part \(number) of the upload '\(id)'") }
        return digest
    }

    /// Gives up the contents of parts: announced anew with other contents, they are nobody's.
    func release(parts: Int, of artifact: Int64, _ tx: CatalogTransaction) throws {
        _ = try tx.artifacts.createFiles(
            artifact: artifact, (1...parts).map { NewArtifactFile(name: name(ofPart: $0), md5: "") })
    }
}

extension BlobStore {
    /// Writes contents, one after the other, as one.
    func concatenate(_ digests: [String]) async throws -> any BlobWriter {
        let writer = try await begin(limit: Int64(Limits.uploadedFile))
        do {
            for digest in digests {
                for try await piece in try await read(digest) { try await writer.write(piece) }
            }
        } catch {
            await writer.abort()
            throw error
        }
        return writer
    }
}
