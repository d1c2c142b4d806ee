import RoostJSON

@testable import RoostCatalog

/// A manifest of files with their MD5 and birth artifact.
struct TestManifest {
    let document: ManifestDocument
    let blob: BlobReference

    init(_ files: [String: (md5: String, birth: Int64)]) throws {
        var contents: JSONObject = [:]
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            contents[name] = [
                "digest": .string(file.md5), "size": 2, "birthArtifactID": .string(GlobalID.artifact(file.birth).text),
            ]
        }
        var writer = JSONWriter()
        writer.write(["version": 1, "contents": .object(contents)])
        document = try ManifestDocument(parsing: writer.bytes)
        blob = BlobReference(
            digest: "manifest-\(files.first?.value.birth ?? 0)", md5: "m", size: Int64(writer.bytes.count))
    }
}

extension CatalogTransaction {
    /// Logs a version with these files (name and MD5), from its creation to its commit.
    func log(
        _ project: Int64, _ collection: String, _ files: [String: String], type: String = "dataset",
        aliases: [String] = [], run: Int64? = nil
    ) throws -> Artifact {
        let digest = files.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ",")
        var new = NewArtifact(project: project, type: type, collection: collection, digest: digest)
        new.aliases = aliases
        new.run = run
        let created = try artifacts.create(new)
        guard created.state == .pending else { return created }
        let specs = files.sorted { $0.key < $1.key }.map { NewArtifactFile(name: $0.key, md5: $0.value) }
        for file in try artifacts.createFiles(artifact: created.id, specs) where file.needsUpload {
            _ = try artifacts.putFile(
                file.id, blob: BlobReference(digest: "blob-\(file.md5)", md5: file.md5, size: 2))
        }
        let manifest = try TestManifest(files.mapValues { ($0, created.id) })
        return try artifacts.commit(created.id, contents: manifest.document, manifest: manifest.blob)
    }
}
