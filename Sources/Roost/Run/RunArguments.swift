/// The arguments of `Run(...)`, as they are given.
struct RunArguments: Sendable {
    var project: String?
    var entity: String?
    var config: ConfigSource?
    var name: String?
    var notes: String?
    var tags: [String]?
    var group: String?
    var jobType: String?
    var dir: String?
    var reinit: Bool?
    var magic: MagicArgument?
    var configExcludeKeys: [String]?
    var configIncludeKeys: [String]?
    var anonymous: AnonymousPolicy?
    var mode: RunMode?
    var allowValChange: Bool?
    var resume: ResumePolicy?
    var force: Bool?
    var tensorboard: Bool?
    var syncTensorboard: Bool?
    var monitorGym: Bool?
    var saveCode: Bool?
    var id: String?
    var forkFrom: String?
    var resumeFrom: String?
    var settings: Settings?
    /// The caller's source file.
    var sourceFile: String?

    /// The settings that the arguments say; what they leave open comes from `settings:`.
    var asSettings: Settings {
        var own = Settings()
        own.project = project
        own.entity = entity
        own.runName = name
        own.notes = notes
        own.tags = tags
        own.group = group
        own.jobType = jobType
        own.directory = dir
        own.reinit = reinit
        own.anonymous = anonymous
        own.mode = mode
        own.allowValChange = allowValChange
        own.resume = resume
        own.force = force
        own.syncTensorboard = tensorboard == true || syncTensorboard == true ? true : syncTensorboard
        own.monitorGym = monitorGym
        own.saveCode = saveCode
        own.runID = id
        own.forkFrom = forkFrom
        own.resumeFrom = resumeFrom
        if let settings { own.fill(from: settings) }
        return own
    }
}
