import RoostJSON

extension Job {
    /// Reads `wandb-job.json` of version 0.
    ///
    /// - Throws: `LaunchError.invalid` names the member that is not as it must be.
    public init(document json: JSON) throws(LaunchError) {
        guard json.objectValue != nil else {
            throw .invalid(path: Self.documentFile, value: json.text, expected: "a JSON object")
        }
        if let version = json["_version"]?.stringValue, version != "v0" {
            throw .invalid(path: "_version", value: version, expected: "v0")
        }
        let source = json["source"] ?? .null
        self.init(source: try Self.source(json["source_type"]?.stringValue, source))
        entrypoint = try Self.words(source["entrypoint"], "source.entrypoint")
        isNotebook = source["notebook"]?.boolValue ?? false
        buildContext = try Self.text(source["build_context"], "source.build_context")
        dockerfile = try Self.text(source["dockerfile"], "source.dockerfile")
        baseImage = try Self.text(source["base_image"], "source.base_image")
        for (name, value) in json["services"]?.objectValue ?? [:] {
            services[name] = try Self.text(value, "services.\(name)")
        }
        runtime = try Self.text(json["runtime"], "runtime").map(JobRuntime.init)
        inputTypes = json["input_types"].map(JobType.init(json:)) ?? .dictionary([:])
        outputTypes = json["output_types"].map(JobType.init(json:)) ?? .dictionary([:])
        // The official client writes "v0" for "yes".
        isPartial = json["_partial"].map { $0.boolValue ?? ($0.stringValue?.isEmpty == false) } ?? false
    }

    private static func source(_ kind: String?, _ source: JSON) throws(LaunchError) -> JobSource {
        switch kind {
        case "repo":
            guard let remote = try text(source["git"]?["remote"], "source.git.remote") else {
                throw .invalid(path: "source.git.remote", value: "null", expected: "the address of a git repository")
            }
            return .repository(remote: remote, commit: try text(source["git"]?["commit"], "source.git.commit"))
        case "artifact":
            guard let artifact = try text(source["artifact"], "source.artifact") else {
                throw .invalid(path: "source.artifact", value: "null", expected: "wandb-artifact://_id/ID")
            }
            return .artifact(artifact)
        case "image":
            guard let image = try text(source["image"], "source.image") else {
                throw .invalid(path: "source.image", value: "null", expected: "the name of a container image")
            }
            return .image(image, arguments: try words(source["args"], "source.args"))
        default:
            throw .invalid(path: "source_type", value: kind ?? "null", expected: "repo, artifact or image")
        }
    }

    /// A text; `nil` when it is not there or empty.
    private static func text(_ json: JSON?, _ path: String) throws(LaunchError) -> String? {
        guard let json, !json.isNull else { return nil }
        guard let text = json.stringValue else {
            throw .invalid(path: path, value: json.text, expected: "a text")
        }
        return text.isEmpty ? nil : text
    }

    private static func words(_ json: JSON?, _ path: String) throws(LaunchError) -> [String] {
        guard let json, !json.isNull else { return [] }
        guard let elements = json.arrayValue else {
            throw .invalid(path: path, value: json.text, expected: "a list of words")
        }
        var words: [String] = []
        for (index, element) in elements.enumerated() {
            guard let word = element.stringValue else {
                throw .invalid(path: "\(path)[\(index)]", value: element.text, expected: "a word")
            }
            words.append(word)
        }
        return words
    }

    /// The content of `wandb-job.json`. Whether the job is partial stands in the artifact's metadata.
    public var document: JSON {
        var source: JSONObject
        switch self.source {
        case .repository(let remote, let commit):
            source = ["git": ["remote": .string(remote), "commit": commit.map(JSON.string) ?? .null]]
        case .artifact(let artifact): source = ["artifact": .string(artifact)]
        case .image(let image, let arguments):
            source = ["image": .string(image)]
            if !arguments.isEmpty { source["args"] = .array(arguments.map(JSON.string)) }
        }
        if case .image = self.source {
            if !entrypoint.isEmpty { source["entrypoint"] = .array(entrypoint.map(JSON.string)) }
        } else {
            source["entrypoint"] = .array(entrypoint.map(JSON.string))
            source["notebook"] = .bool(isNotebook)
        }
        if let buildContext { source["build_context"] = .string(buildContext) }
        if let dockerfile { source["dockerfile"] = .string(dockerfile) }
        if let baseImage { source["base_image"] = .string(baseImage) }
        var members: JSONObject = [
            "_version": "v0", "source_type": .string(self.source.kind), "source": .object(source),
            "input_types": inputTypes.json, "output_types": outputTypes.json,
            "runtime": runtime.map { .string($0.description) } ?? .null,
        ]
        if !services.isEmpty {
            members["services"] = .object(
                JSONObject(
                    services.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }, uniquingKeysWith: { $1 }))
        }
        return .object(members)
    }
}
