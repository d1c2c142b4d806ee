import RoostJSON

/// Asks for the addresses to which a run's files are uploaded.
public struct CreateRunFiles: GraphQLOperation {
    public var path: RunPath
    /// Names relative to the run's files directory, with forward slashes.
    public var files: [String]

    public init(path: RunPath, files: [String]) {
        self.path = path
        self.files = files
    }

    public static let name = "CreateRunFiles"
    public static let document = """
        mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) { \
        createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) { \
        runID uploadHeaders files { name uploadUrl } } }
        """

    public var variables: JSONObject {
        [
            "entity": .string(path.entity), "project": .string(path.project), "run": .string(path.run),
            "files": .array(files.map(JSON.string)),
        ]
    }

    public func answer(from data: AnswerReader) throws(APIError) -> [UploadTarget] {
        let created = try data.required("createRunFiles")
        let headers = (created["uploadHeaders"]?.elements ?? []).compactMap {
            $0.value.stringValue.flatMap(UploadTarget.Header.init)
        }
        var targets: [UploadTarget] = []
        for file in created["files"]?.elements ?? [] {
            // A file without an address is one that the server does not want.
            guard let url = file["uploadUrl"]?.value.stringValue else { continue }
            targets.append(UploadTarget(name: try file.string("name"), url: url, headers: headers))
        }
        return targets
    }
}

/// Where a file is uploaded to.
public struct UploadTarget: Sendable, Hashable {
    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String

        /// Reads `Name:Value`.
        public init?(_ text: String) {
            guard let colon = text.firstIndex(of: ":") else { return nil }
            name = String(text[..<colon]).trimmed
            value = String(text[text.index(after: colon)...]).trimmed
            if name.isEmpty { return nil }
        }
    }

    public var name: String
    /// Authorises itself: no key is sent there.
    public var url: String
    public var headers: [Header]

    public init(name: String, url: String, headers: [Header] = []) {
        self.name = name
        self.url = url
        self.headers = headers
    }
}
