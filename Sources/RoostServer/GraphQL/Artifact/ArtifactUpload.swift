import RoostCatalog
import RoostGraphQL

/// Announcing an artifact's files, and completing those that came in parts.
enum ArtifactUpload {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "CreateArtifactFileSpecInput",
                fields: [
                    "artifactID: ID!", "artifactManifestID: ID", "name: String!", "md5: String", "digest: String",
                    "mimetype: String", "uploadPartsInput: [UploadPartsInput!]",
                ]),
            InputType(
                "CreateArtifactFilesInput",
                fields: [
                    "artifactFiles: [CreateArtifactFileSpecInput!]!", "storageLayout: ArtifactStorageLayout = V2",
                    "digestAlgorithm: ArtifactDigestAlgorithm", "cloudRegionID: ID", "clientMutationId: String",
                ]),
            InputType(
                "CompleteMultipartUploadArtifactInput",
                fields: [
                    "artifactID: ID!", "storagePath: String!", "uploadID: String!",
                    "completedParts: [UploadPartsInput!]!", "completeMultipartAction: CompleteMultipartAction!",
                    "clientMutationId: String",
                ]),
            EnumType("CompleteMultipartAction", values: ["Complete"]),
            Object<CreateArtifactFilesPayload>("CreateArtifactFilesPayload") {
                Field("files", "FileConnection!", .parent) { payload, _, _ in Connection<FileNode>(all: payload.files) }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
            Object<CompleteMultipartPayload>("CompleteMultipartUploadArtifactPayload") {
                Field("digest", "String", .parent, "The MD5 of the whole file, in Base64.") { payload, _, _ in
                    payload.md5
                }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "createArtifactFiles", "CreateArtifactFilesPayload", arguments: ["input: CreateArtifactFilesInput!"],
            .writesProject, "Announces files; the answer has as many, in the same order."
        ) { _, arguments, context in
            let input = try arguments.object("input")
            return CreateArtifactFilesPayload(
                files: try await announce(input.objects("artifactFiles"), context),
                clientMutationId: input.optionalString("clientMutationId"))
        }
        Field(
            "completeMultipartUploadArtifact", "CompleteMultipartUploadArtifactPayload",
            arguments: ["input: CompleteMultipartUploadArtifactInput!"], .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            return CompleteMultipartPayload(
                md5: try await complete(input, context), clientMutationId: input.optionalString("clientMutationId"))
        }
    }

    // MARK: Announcing

    private struct Announcement: Sendable {
        let artifact: String
        let file: NewArtifactFile
        let parts: [Int]
    }

    private static func announce(_ specs: [Arguments], _ context: QueryContext) async throws -> [FileNode] {
        guard specs.count <= Limits.page else {
            throw ServerError.invalid(
                field: "artifactFiles", value: "\(specs.count) files", expected: "at most \(Limits.page)")
        }
        let announcements = try specs.map(announcement)
        return try await context.write { access in
            var nodes: [FileNode] = []
            nodes.reserveCapacity(announcements.count)
            var rest = announcements[...]
            while let first = rest.first {
                let same = rest.prefix { $0.artifact == first.artifact }
                let artifact = try access.artifact(globalID: first.artifact, for: .write)
                let files = try access.tx.artifacts.createFiles(artifact: artifact.id, same.map(\.file))
                for (announcement, file) in zip(same, files) {
                    nodes.append(FileNode(content: .announced(file, of: artifact, parts: announcement.parts)))
                }
                rest = rest.dropFirst(same.count)
            }
            return nodes
        }
    }

    private static func announcement(_ spec: Arguments) throws -> Announcement {
        let name = try spec.string("name")
        try PartUpload.checkName(name)
        guard let md5 = spec.text("md5") ?? spec.text("digest") else {
            throw ServerError.invalid(field: "md5", value: "null", expected: "the MD5 of '\(name)' in Base64")
        }
        let parts = try spec.objects("uploadPartsInput").map { try $0.int("partNumber") }
        guard parts.count <= PartUpload.partLimit, parts.allSatisfy({ (1...Int64(PartUpload.partLimit)).contains($0) })
        else {
            throw ServerError.invalid(
                field: "uploadPartsInput", value: "\(parts.count) parts of '\(name)'",
                expected: "parts numbered from 1 to at most \(PartUpload.partLimit)")
        }
        return Announcement(
            artifact: try spec.string("artifactID"),
            file: NewArtifactFile(name: name, md5: md5, mimetype: spec.text("mimetype")), parts: parts.map { Int($0) })
    }

    // MARK: Completing

    private struct Arrived: Sendable {
        let file: ArtifactFile
        let upload: PartUpload
        /// The contents of the parts, in their order; empty when the file was completed before.
        let parts: [String]
    }

    private static func complete(_ input: Arguments, _ context: QueryContext) async throws -> String {
        let arrived = try await context.read { access in try Self.arrived(input, access) }
        let (file, upload) = (arrived.file, arrived.upload)
        guard file.needsUpload else { return file.md5 }
        let services = context.services
        let written = try await services.blobs.concatenate(arrived.parts)
        let id = try input.string("artifactID")
        return try await services.keep {
            BlobReference(try await written.finish(expectedSize: nil, expectedMD5: file.md5))
        } _: { blob in
            try await context.write { access in
                let artifact = try access.artifact(globalID: id, for: .write)
                _ = try access.tx.artifacts.putFile(file.id, blob: blob)
                try upload.release(parts: arrived.parts.count, of: artifact.id, access.tx)
                return blob.md5
            }
        }
    }

    private static func arrived(_ input: Arguments, _ access: Access) throws -> Arrived {
        let artifact = try access.artifact(globalID: input.string("artifactID"), for: .write)
        let (path, id) = (try input.string("storagePath"), try input.string("uploadID"))
        guard let fileID = PartUpload.file(atStoragePath: path), let file = try access.tx.artifacts.file(id: fileID),
            file.artifactID == artifact.id, let upload = PartUpload(of: file), upload.id == id
        else { throw ServerError.notFound("upload '\(id)' of '\(path)'") }
        guard file.needsUpload else { return Arrived(file: file, upload: upload, parts: []) }
        let parts = try input.objects("completedParts").map { part in
            // What the upload of the part answered as its entity tag, with the quotation marks.
            (number: try part.int("partNumber"), md5: try part.string("hexMD5").replacing("\"", with: ""))
        }.sorted { $0.number < $1.number }
        guard !parts.isEmpty, parts.count <= PartUpload.partLimit,
            parts.map(\.number) == Array(1...Int64(parts.count))
        else {
            throw ServerError.invalid(
                field: "completedParts", value: "\(parts.map(\.number))", expected: "all parts, numbered from 1")
        }
        return Arrived(
            file: file, upload: upload,
            parts: try parts.map { try upload.part(Int($0.number), md5: $0.md5, of: artifact.id, access.tx) })
    }
}

struct CreateArtifactFilesPayload: GraphQLObject {
    static let graphQLTypeName = "CreateArtifactFilesPayload"
    let files: [FileNode]
    let clientMutationId: String?
}

struct CompleteMultipartPayload: GraphQLObject {
    static let graphQLTypeName = "CompleteMultipartUploadArtifactPayload"
    let md5: String
    let clientMutationId: String?
}
