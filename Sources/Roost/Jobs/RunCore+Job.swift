import RoostJSON
import RoostLaunch
import RoostLog

extension RunCore {
    /// Makes a job of the run at its end, when its code was saved: what was run can then be run again.
    ///
    /// The code is a commit of a git repository whose remote has it, with what was changed since; else an artifact of the
    /// files; else the container image. Runs of jobs make none: theirs is there already.
    func makeJob() {
        guard let code = state.withLock({ $0.usesJob ? nil : $0.code }), settings.disableJobCreation != true,
            Self.jobOfSurroundings == nil
        else { return }
        do {
            try RunJob(self, code).write()
        } catch {
            messages.warning("No job is made of the run: \(error)")
        }
    }

    /// Says that the run uses the job that it was launched from.
    func useJobOfSurroundings() {
        guard let job = Self.jobOfSurroundings else { return }
        // Who uploads it looks for it by its name.
        append(
            .with {
                $0.useArtifact.type = Job.artifactType
                $0.useArtifact.name = job
            })
    }

    /// The job that a launch has started this program from.
    static var jobOfSurroundings: String? {
        let variables = Surroundings.process.environment
        guard variables["WANDB_LAUNCH"] != nil, let text = variables["WANDB_ARTIFACTS"],
            let members = try? JSON(parsing: text)
        else { return nil }
        return members["_wandb_job"]?.stringValue
    }
}

/// The job of one run.
struct RunJob {
    private let core: RunCore
    private let code: CapturedCode

    init(_ core: RunCore, _ code: CapturedCode) {
        self.core = core
        self.code = code
    }

    func write() throws {
        let wanted = core.settings.jobSource
        for source in wanted.map({ [$0] }) ?? ["repo", "artifact", "image"] {
            switch source {
            case "repo": if try writeRepository() { return }
            case "artifact": if try writeArtifact() { return }
            default: if try writeImage() { return }
            }
        }
    }

    private func writeRepository() throws -> Bool {
        guard let root = code.gitRoot, let remote = code.remote, let commit = code.commit,
            let entrypoint = code.entrypoint(from: root)
        else { return false }
        var job = Job(source: .repository(remote: remote, commit: commit), entrypoint: entrypoint)
        job.patch = code.patch
        try log(job, name: JobName.ofRepository(remote, program: program(from: root)))
        return true
    }

    private func writeArtifact() throws -> Bool {
        let root = code.package ?? String(code.program[..<(code.program.lastIndex(of: "/") ?? code.program.startIndex)])
        let searchPath = Surroundings.process.environment["PATH"] ?? ""
        guard let entrypoint = code.entrypoint(from: root),
            let files = CodeFiles.list(root, usesGit: code.gitRoot != nil, searchPath: searchPath)
        else { return false }
        let name = JobName.cleaned("source-\(core.identity.project)-\(program(from: root))")
        let artifact = try Artifact(unreservedName: name, type: "code")
        for file in files { try artifact.addFile("\(root)/\(file)", name: file) }
        try core.log(artifact, aliases: ["latest"], tags: [], duringEnd: true)
        // The server's id takes its place when both are uploaded.
        let job = Job(source: .artifact("wandb-client-artifact://\(artifact.clientID)"), entrypoint: entrypoint)
        try log(job, name: JobName.ofArtifact(name))
        return true
    }

    private func writeImage() throws -> Bool {
        guard let image = code.image else { return false }
        try log(
            Job(source: .image(image, arguments: [])), name: JobName.ofImage(image),
            aliases: ["latest"] + (JobName.split(image: image).tag.map { [$0] } ?? []))
        return true
    }

    private func log(_ job: Job, name: String, aliases: [String] = ["latest"]) throws {
        var job = job
        if code.package != nil {
            job.runtime = JobRuntime(EnvironmentProbe.languageVersion)
            job.resolvedPackages = code.resolvedPackages
        }
        job.inputTypes = JobType(
            of: .object((core.config.json.objectValue ?? [:]).filter { !$0.key.hasPrefix("_wandb") }))
        job.outputTypes = JobType(of: .object(Self.plain(core.summaryJSON)))
        let artifact = try Artifact(job: job, name: core.settings.jobName.map(JobName.cleaned) ?? name)
        try core.log(artifact, aliases: aliases, tags: [], isUsed: true, duringEnd: true)
    }

    /// The summary without what the library adds.
    private static func plain(_ summary: JSON) -> JSONObject {
        (summary.objectValue ?? [:]).filter { !$0.key.hasPrefix("_") }
    }

    private func program(from root: String) -> String {
        let path = code.program.hasPrefix(root + "/") ? String(code.program.dropFirst(root.count + 1)) : code.program
        return code.package == nil ? path : String(code.executable.split(separator: "/").last ?? "")
    }
}

extension Artifact {
    /// The artifact of a job.
    package convenience init(job: Job, name: String, description: String? = nil) throws {
        try self.init(unreservedName: name, type: Job.artifactType, description: description)
        for file in job.files { try addContent(file.content, name: file.name) }
        guard job.isPartial else { return }
        try setMetadata(["_partial": true])
    }
}
