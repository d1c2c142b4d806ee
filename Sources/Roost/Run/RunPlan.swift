import Foundation
import RoostAPI

/// What a run is going to be, before anything is written or asked of a server.
struct RunPlan: Sendable {
    let settings: Settings
    let mode: RunMode
    let id: String
    let project: String
    /// `nil` for the key's default entity.
    let entity: String?
    var config: ConfigValues
    let resume: ResumePolicy?
    let fork: RunMoment?
    let rewind: RunMoment?
    let stage: String
    /// The program's main source file or executable.
    let program: String?
    /// The top folder of the git repository that the program runs in.
    let gitRoot: String?
    let resumeFile: ResumeFile?
    /// What is read of the command line and the console; `nil` for nothing.
    let magic: MagicOptions?
    /// How long the server may take to know the run.
    var initTimeoutSeconds: Double { settings.initTimeoutSeconds ?? 90 }
    /// What the person at the terminal is told.
    private(set) var warnings: [String] = []

    /// - Throws: ``UsageError`` for an argument or a setting that cannot be.
    init(_ arguments: RunArguments, in surroundings: Surroundings) throws {
        var warnings: [String] = []
        var settings = try arguments.asSettings.resolved(in: surroundings)
        mode = settings.mode ?? .online
        stage = settings.stageDirectory(in: surroundings)
        if settings.sweepID != nil {
            Self.yieldToSweep(&settings, arguments, surroundings, &warnings)
        }
        let root = settings.disableGit == true ? nil : GitRoot.above(surroundings.currentDirectory)
        gitRoot = settings.gitRoot ?? root
        program = settings.program.map { surroundings.absolute($0) } ?? Self.program(arguments, surroundings)
        if let project = settings.project, !project.isEmpty {
            try ProjectName.check(project)
            self.project = project
        } else {
            project = ProjectName.inferred(gitRoot: gitRoot, program: program)
        }
        entity = settings.entity.flatMap { $0.isEmpty ? nil : $0 }
        try Self.check(settings.tags ?? [])

        if mode == .offline, settings.resume != nil {
            warnings.append("resume is ignored: the run is written offline, so that it starts anew.")
            settings.resume = nil
        }
        fork = try settings.forkFrom.map { text throws(UsageError) in try RunMoment(text, argument: "forkFrom") }
        rewind = try settings.resumeFrom.map { text throws(UsageError) in try RunMoment(text, argument: "resumeFrom") }
        let identity = try Identity(settings, fork: fork, rewind: rewind, stage: stage, &warnings)
        id = identity.id
        resume = identity.resume
        resumeFile = identity.resumeFile
        magic = try (arguments.magic ?? settings.magic.map(MagicArgument.text)).map {
            argument throws(UsageError) in try MagicOptions(argument)
        }
        config = try Self.config(arguments, settings, magic, surroundings)
        self.settings = settings
        self.warnings = warnings
    }

    /// The id of a run, and how it resumes.
    private struct Identity {
        let id: String
        let resume: ResumePolicy?
        let resumeFile: ResumeFile?

        init(
            _ settings: Settings, fork: RunMoment?, rewind: RunMoment?, stage: String, _ warnings: inout [String]
        ) throws(UsageError) {
            var policy = settings.resume
            var given = settings.runID
            if case .run(let id)? = policy {
                given = given ?? id
                policy = .allow
            }
            if let given { try RunID.check(given, argument: "id") }
            try Self.checkCombination(settings, id: given, fork: fork, rewind: rewind)
            if let rewind {
                if let given, given != rewind.run {
                    warnings.append("id = \"\(given)\" is ignored: resumeFrom goes on with the run \(rewind.run).")
                }
                given = rewind.run
            }
            let file = policy == .auto ? ResumeFile(stage: stage) : nil
            if let last = file?.runID {
                if let given, given != last {
                    warnings.append("The unfinished run \(last) is not resumed: id = \"\(given)\" is set.")
                }
                given = given ?? last
            }
            id = given ?? RunID.random()
            resume = policy
            resumeFile = file
        }

        private static func checkCombination(
            _ settings: Settings, id: String?, fork: RunMoment?, rewind: RunMoment?
        ) throws(UsageError) {
            if let resume = settings.resume, fork != nil || rewind != nil {
                let other = fork != nil ? "forkFrom" : "resumeFrom"
                throw UsageError(
                    argument: "resume", value: "\(resume)", problem: "it cannot be combined with \(other)",
                    remedy: "Leave one of them out.")
            }
            if let fork, let rewind {
                throw UsageError(
                    "forkFrom = \"\(fork.run)\" and resumeFrom = \"\(rewind.run)\": only one of them can be given. "
                        + "Use forkFrom for a new run, resumeFrom to go on with the same one.")
            }
            if let fork, fork.run == id {
                throw UsageError(
                    argument: "id", value: fork.run, problem: "it is the run that forkFrom forks from",
                    remedy: "Give another id or none; use resumeFrom to go on with the same run.")
            }
        }
    }

    private static func check(_ tags: [String]) throws(UsageError) {
        for tag in tags where tag.isEmpty || tag.count > RunLimits.tagCharacters {
            throw UsageError(
                argument: "tags", value: tag, problem: "a tag has 1 to \(RunLimits.tagCharacters) characters",
                remedy: "Use notes for longer texts.")
        }
    }

    /// A sweep has said where its runs belong: arguments do not move them.
    private static func yieldToSweep(
        _ settings: inout Settings, _ arguments: RunArguments, _ surroundings: Surroundings,
        _ warnings: inout [String]
    ) {
        guard let own = try? Settings(environment: surroundings.environment) else { return }
        let ignored = [
            ("project", arguments.project), ("entity", arguments.entity), ("id", arguments.id),
        ].filter { $0.1 != nil }.map(\.0)
        for name in ignored { warnings.append("\(name) is ignored: the run is part of a sweep.") }
        settings.project = own.project
        settings.entity = own.entity
        settings.runID = own.runID
    }

    private static func program(_ arguments: RunArguments, _ surroundings: Surroundings) -> String? {
        if let file = arguments.sourceFile, file.hasPrefix("/"), FileManager.default.fileExists(atPath: file) {
            return file
        }
        return surroundings.arguments.first.map { surroundings.absolute($0) }
    }

    /// The config: defaults of the folder, files of the settings, the argument, flags where they say more; what a sweep
    /// has chosen stays.
    private static func config(
        _ arguments: RunArguments, _ settings: Settings, _ magic: MagicOptions?, _ surroundings: Surroundings
    ) throws(UsageError) -> ConfigValues {
        let filter = try ConfigFilter(include: arguments.configIncludeKeys, exclude: arguments.configExcludeKeys)
        var values = ConfigValues()
        let defaults = surroundings.absolute("config-defaults.yaml")
        if FileManager.default.fileExists(atPath: defaults) {
            _ = try values.update(try ConfigFile.members(ofFile: defaults, named: "config-defaults.yaml"))
        }
        for path in settings.configPaths ?? [] where !path.isEmpty {
            let members = try ConfigFile.members(ofFile: surroundings.absolute(path), named: path)
            _ = try values.update(members, allowsChange: true)
        }
        if let source = arguments.config {
            _ = try values.update(filter.apply(try source.values(in: surroundings)), allowsChange: true)
        }
        if let magic {
            _ = try values.setDefaults(
                MagicFlags.config(from: Array(surroundings.arguments.dropFirst()), options: magic))
        }
        if let launch = try LaunchSurroundings(surroundings.environment), !launch.config.isEmpty {
            try values.lock(launch.config.map { (key: $0.key, value: $0.value.runValue) })
        }
        if let path = settings.sweepParameterPath {
            try values.lock(try ConfigFile.members(ofFile: surroundings.absolute(path), named: path))
        }
        values.allowsChange = settings.allowValChange ?? false
        return values
    }
}

/// Finds git repositories without git.
enum GitRoot {
    /// The nearest folder, from `path` upwards, that holds a `.git`.
    static func above(_ path: String) -> String? {
        var folder = path[...]
        while !folder.isEmpty {
            if FileManager.default.fileExists(atPath: folder + "/.git") { return String(folder) }
            folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
        }
        return nil
    }
}
