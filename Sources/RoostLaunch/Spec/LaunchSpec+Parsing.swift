import RoostJSON

extension LaunchSpec {
    /// Reads a spec from JSON text.
    ///
    /// - Throws: ``LaunchError/invalid(path:value:expected:)`` that names the path of the first wrong value.
    public init(parsing text: String) throws(LaunchError) {
        guard text.utf8.count <= LaunchLimits.specBytes else {
            throw .invalid(
                path: "the launch spec", value: "a text of \(text.utf8.count) bytes",
                expected: "at most \(LaunchLimits.specBytes) bytes")
        }
        let value: JSON
        do {
            value = try JSON(parsing: text)
        } catch {
            throw .invalid(path: "the launch spec", value: JSON.string(text).excerpt, expected: "JSON: \(error)")
        }
        try self.init(value)
    }

    /// Reads a spec. Members that are absent, null or empty texts count as not given.
    public init(_ value: JSON) throws(LaunchError) {
        var reader = try SpecReader(value, path: "")
        entity = try reader.string("entity")
        project = try reader.string("project")
        job = try reader.string("job")
        uri = try reader.string("uri")
        imageURI = try reader.string("image_uri")
        resource = try reader.string("resource")
        name = try reader.string("name")
        author = try reader.string("author")
        runID = try reader.string("run_id")
        sweepID = try reader.string("sweep_id")
        pythonVersion = try reader.string("python_version")
        queue = try reader.string("queue")
        queueEntity = try reader.string("queue_entity")
        apiKey = try reader.string("_wandb_api_key")
        resumeCount = try reader.integer("_resume_count", atLeast: 0) ?? 0
        builder = try reader.object("builder")
        registry = try reader.object("registry")
        templateVariables = try reader.object("template_variables") ?? [:]
        resourceArguments = try reader.object("resource_args") ?? [:]
        for (name, arguments) in resourceArguments where arguments.objectValue == nil && !arguments.isNull {
            throw SpecReader.wrong("resource_args.\(name)", arguments, "an object")
        }
        docker = try Docker(&reader)
        git = try Git(&reader)
        overrides = try LaunchOverrides(&reader)
        others = reader.rest
        try check()
    }

    /// The bounds of single values.
    private func check() throws(LaunchError) {
        if let runID { try RunNames.check(id: runID, path: "run_id") }
        if let entity { try RunNames.check(segment: entity, path: "entity") }
        if let project { try RunNames.check(segment: project, path: "project") }
        if let job { _ = try JobReference(job) }
    }

    /// The spec as the wire has it.
    public var json: JSON {
        var members = JSONObject()
        func put(_ key: String, _ text: String?) { if let text { members[key] = .string(text) } }
        put("entity", entity)
        put("project", project)
        put("job", job)
        put("uri", uri)
        put("image_uri", imageURI)
        put("name", name)
        put("author", author)
        put("run_id", runID)
        put("sweep_id", sweepID)
        put("python_version", pythonVersion)
        put("queue", queue)
        put("queue_entity", queueEntity)
        put("_wandb_api_key", apiKey)
        if resumeCount > 0 { members["_resume_count"] = .int(resumeCount) }
        if let builder { members["builder"] = .object(builder) }
        if let registry { members["registry"] = .object(registry) }
        if !templateVariables.isEmpty { members["template_variables"] = .object(templateVariables) }
        if !resourceArguments.isEmpty { members["resource_args"] = .object(resourceArguments) }
        members["resource"] = resource.map { .string($0) } ?? .null
        members["docker"] = docker.json
        members["git"] = git.json
        if let overrides = overrides.json { members["overrides"] = overrides }
        members.merge(others) { mine, _ in mine }
        return .object(members)
    }
}

extension LaunchSpec.Docker {
    fileprivate init(_ reader: inout SpecReader) throws(LaunchError) {
        var own = try reader.nested("docker")
        image = try own.string("docker_image")
        userID = try own.integer("user_id", atLeast: 0)
    }

    /// Always an object: the official agents look into it.
    fileprivate var json: JSON {
        var members = JSONObject()
        if let image { members["docker_image"] = .string(image) }
        if let userID { members["user_id"] = .int(userID) }
        return .object(members)
    }
}

extension LaunchSpec.Git {
    fileprivate init(_ reader: inout SpecReader) throws(LaunchError) {
        var own = try reader.nested("git")
        repository = try own.string("repo")
        version = try own.string("version")
    }

    fileprivate var json: JSON {
        var members = JSONObject()
        if let repository { members["repo"] = .string(repository) }
        if let version { members["version"] = .string(version) }
        return .object(members)
    }
}

extension LaunchOverrides {
    fileprivate init(_ reader: inout SpecReader) throws(LaunchError) {
        var own = try reader.nested("overrides")
        arguments = try own.words("args")
        entryPoint = try own.words("entry_point").flatMap { $0.isEmpty ? nil : $0 }
        config = try own.object("run_config") ?? [:]
        artifacts = try own.object("artifacts") ?? [:]
        files = try own.object("files") ?? [:]
        for (path, values) in files where values.objectValue == nil {
            throw SpecReader.wrong("overrides.files.\(path)", values, "an object")
        }
        dockerfile = try own.string("dockerfile")
        workingDirectory = try own.string("working_dir")
        others = own.rest
    }

    /// `nil` where nothing is overridden.
    fileprivate var json: JSON? {
        var members = JSONObject()
        if let arguments { members["args"] = .array(arguments.map { .string($0) }) }
        if let entryPoint { members["entry_point"] = .array(entryPoint.map { .string($0) }) }
        if !config.isEmpty { members["run_config"] = .object(config) }
        if !artifacts.isEmpty { members["artifacts"] = .object(artifacts) }
        if !files.isEmpty { members["files"] = .object(files) }
        if let dockerfile { members["dockerfile"] = .string(dockerfile) }
        if let workingDirectory { members["working_dir"] = .string(workingDirectory) }
        members.merge(others) { mine, _ in mine }
        return members.isEmpty ? nil : .object(members)
    }
}
