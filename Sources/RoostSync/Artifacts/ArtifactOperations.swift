import RoostAPI
import RoostJSON
import RoostLog

/// Announces an artifact; the server knows it again by its client id.
struct CreateArtifact: GraphQLOperation {
    struct Created: Sendable {
        let id: String
        let state: String
        /// The newest version of the same collection.
        let latestID: String?
    }

    let record: LogArtifactRecord
    let path: RunPath

    static let name = "CreateArtifact"
    static let document = """
        mutation CreateArtifact($input: CreateArtifactInput!) { createArtifact(input: $input) { \
        artifact { id state artifactSequence { id latestArtifact { id versionIndex } } } } }
        """

    var variables: JSONObject {
        let collection = JSON.string(record.name)
        var input: JSONObject = [
            "entityName": .string(path.entity), "projectName": .string(path.project),
            "artifactTypeName": .string(record.type), "artifactCollectionName": collection,
            "runName": record.userCreated ? .null : .string(path.run), "digest": .string(record.digest),
            "digestAlgorithm": .string(record.digestAlgorithm.isEmpty ? "MANIFEST_MD5" : record.digestAlgorithm),
            "enableDigestDeduplication": true,
            "aliases": .array(
                record.aliases.map { ["artifactCollectionName": collection, "alias": .string($0)] }),
        ]
        func add(_ key: String, _ text: String) {
            if !text.isEmpty { input[key] = .string(text) }
        }
        add("description", record.description_p)
        add("metadata", record.metadata)
        add("clientID", record.clientID)
        add("sequenceClientID", record.sequenceClientID)
        add("distributedID", record.distributedID)
        if !record.tags.isEmpty { input["tags"] = .array(record.tags.map { ["tagName": .string($0)] }) }
        if record.ttlDurationSeconds != 0 { input["ttlDurationSeconds"] = .int(record.ttlDurationSeconds) }
        return ["input": .object(input)]
    }

    func answer(from data: AnswerReader) throws(APIError) -> Created {
        let artifact = try (try data.required("createArtifact")).required("artifact")
        return Created(
            id: try artifact.string("id"), state: try artifact.string("state"),
            latestID: artifact["artifactSequence"]?["latestArtifact"]?["id"]?.value.stringValue)
    }
}

/// Announces an artifact's manifest, or asks where its file goes.
struct CreateArtifactManifest: GraphQLOperation {
    struct Created: Sendable {
        let id: String
        let target: UploadTarget?
    }

    let artifactID: String
    var baseArtifactID: String?
    let kind: ArtifactManifest.Kind
    /// Empty before the file is made.
    let digest: String
    let path: RunPath

    static let name = "CreateArtifactManifest"
    static let document = """
        mutation CreateArtifactManifest($input: CreateArtifactManifestInput!, $includeUpload: Boolean!) { \
        createArtifactManifest(input: $input) { artifactManifest { id \
        file @include(if: $includeUpload) { id name displayName uploadUrl uploadHeaders } } } }
        """

    var variables: JSONObject {
        [
            "input": [
                "entityName": .string(path.entity), "projectName": .string(path.project),
                "runName": .string(path.run), "artifactID": .string(artifactID),
                "baseArtifactID": baseArtifactID.map(JSON.string) ?? .null, "name": .string(kind.fileName),
                "digest": .string(digest), "type": .string(kind.rawValue),
            ],
            "includeUpload": .bool(!digest.isEmpty),
        ]
    }

    func answer(from data: AnswerReader) throws(APIError) -> Created {
        let manifest = try (try data.required("createArtifactManifest")).required("artifactManifest")
        return Created(id: try manifest.string("id"), target: try manifest["file"]?.uploadTarget())
    }
}

/// Asks where the files of an artifact go.
struct CreateArtifactFiles: GraphQLOperation {
    struct File: Sendable {
        /// `nil` for content that the server has.
        let target: UploadTarget?
        /// The artifact with which the content came first.
        let birthArtifactID: String?
    }

    let artifactID: String
    let manifestID: String
    let entries: [LogArtifactManifestEntry]

    static let name = "CreateArtifactFiles"
    static let document = """
        mutation CreateArtifactFiles($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { \
        files { edges { node { id name displayName uploadUrl uploadHeaders artifact { id } } } } } }
        """

    var variables: JSONObject {
        let files = entries.map { entry in
            [
                "artifactID": .string(artifactID), "artifactManifestID": .string(manifestID),
                "name": .string(entry.path), "md5": .string(entry.digest),
            ] as JSON
        }
        return ["input": ["artifactFiles": .array(files), "storageLayout": "V2"]]
    }

    func answer(from data: AnswerReader) throws(APIError) -> [File] {
        let files = try (try data.required("createArtifactFiles")).required("files")
        let edges = (try files.required("edges")).elements
        guard edges.count == entries.count else {
            throw files.missing("files.edges", "a list of \(entries.count) files, one for each of the request's")
        }
        var answers: [File] = []
        for edge in edges {
            let node = try edge.required("node")
            answers.append(
                File(target: try node.uploadTarget(), birthArtifactID: node["artifact"]?["id"]?.value.stringValue))
        }
        return answers
    }
}

/// Makes an artifact's content final.
struct CommitArtifact: GraphQLOperation {
    let artifactID: String

    static let name = "CommitArtifact"
    static let document = """
        mutation CommitArtifact($input: CommitArtifactInput!) { commitArtifact(input: $input) { artifact { id } } }
        """

    var variables: JSONObject { ["input": ["artifactID": .string(artifactID)]] }

    func answer(from data: AnswerReader) throws(APIError) {
        _ = try data.required("commitArtifact")
    }
}

/// Says that a run uses an artifact.
struct UseArtifact: GraphQLOperation {
    let artifactID: String
    /// The part that it plays in the run; empty for none.
    var usedAs = ""
    let path: RunPath

    static let name = "UseArtifact"
    static let document = """
        mutation UseArtifact($input: UseArtifactInput!) { useArtifact(input: $input) { artifact { id } } }
        """

    var variables: JSONObject {
        [
            "input": [
                "entityName": .string(path.entity), "projectName": .string(path.project),
                "runName": .string(path.run), "artifactID": .string(artifactID),
                "usedAs": usedAs.isEmpty ? .null : .string(usedAs),
            ]
        ]
    }

    func answer(from data: AnswerReader) throws(APIError) {
        _ = try data.required("useArtifact")
    }
}

extension AnswerReader {
    /// A file's upload target; `nil` when nothing has to be uploaded.
    fileprivate func uploadTarget() throws(APIError) -> UploadTarget? {
        guard let url = self["uploadUrl"]?.value.stringValue else { return nil }
        let headers = (self["uploadHeaders"]?.elements ?? []).compactMap {
            $0.value.stringValue.flatMap(UploadTarget.Header.init)
        }
        let name = self["displayName"]?.value.stringValue ?? self["name"]?.value.stringValue
        return UploadTarget(name: name ?? "file", url: url, headers: headers)
    }
}
