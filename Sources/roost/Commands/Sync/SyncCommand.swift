import ArgumentParser
import Roost
import RoostAPI
import RoostSync

struct SyncCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Upload runs from their directories.",
        discussion: """
            A path is a run's directory, its run-ID.wandb file, or a folder that holds such directories; without one it \
            is the folder in which runs are written here. Of a folder, the runs that were written offline are uploaded, \
            and those whose upload was interrupted.

            What was sent is remembered beside each log: an interrupted upload goes on where it stopped, and a run that \
            is all up costs nothing. The command ends with 0 when all runs are up, also those whose program has died.
            """)

    @Argument(help: ArgumentHelp("Run directories, .wandb files, or folders of run directories.", valueName: "path"))
    var paths: [String] = []

    @OptionGroup var selection: SyncSelection
    @OptionGroup var destination: SyncDestination

    @Flag(help: "Go on while runs are written, until their ends are up.")
    var follow = false

    @Option(
        help: ArgumentHelp("The process that writes the run, for --follow.", valueName: "pid", visibility: .private))
    var writerPid: Int32?

    @Flag(inversion: .prefixedNo, help: "Mark runs that are all up, so that they are not looked at again.")
    var markSynced = true

    @Flag(help: "Leave out the console.")
    var skipConsole = false

    @Option(name: [.customShort("n"), .long], help: "How many runs to upload at a time.")
    var parallel = SyncLimits.runs

    @Option(
        help: ArgumentHelp(
            "How many seconds a server may stay away before the upload is given up; by default 300, and without end "
                + "with --follow.", valueName: "seconds"))
    var patience: Double?

    @Flag(help: "Only list what would be uploaded.")
    var dryRun = false

    @Flag(help: "Print one JSON object for each run, in a line of its own, as soon as it is done.")
    var json = false

    @OptionGroup var server: ServerOptions

    func validate() throws {
        guard (1...64).contains(parallel) else { throw ValidationError("--parallel \(parallel): give 1 to 64.") }
        if let patience, !(patience >= 0) { throw ValidationError("--patience \(patience): give seconds from 0 up.") }
    }

    func perform() async throws {
        let surroundings = Surroundings.process
        let settings = try server.settings(in: surroundings)
        let runs = try selection.runs(
            at: paths, stage: settings.stageDirectory(in: surroundings), surroundings: surroundings,
            includesMarked: dryRun)
        if dryRun {
            for run in runs { print(SyncReporter.plan(run, asJSON: json)) }
            return
        }
        let reporter = SyncReporter(total: runs.count, asJSON: json)
        guard !runs.isEmpty else {
            reporter.note("There is nothing to upload.")
            return
        }
        try await ClientSession.with(server, in: surroundings) { session in
            let batch = SyncBatch(runs, client: session.client, options: options(settings), parallel: parallel)
            let work = Task {
                await batch.run(
                    onEvent: { reporter.event($1, of: $0) },
                    onResult: { reporter.result($1, of: $0, session.endpoint) })
            }
            let interruption = Interruption { work.cancel() }
            await work.value
            interruption.end()
        }
        try reporter.finish()
    }

    private func options(_ settings: Settings) -> RunUploader.Options {
        var options = RunUploader.Options()
        options.follows = follow
        options.writerPID = writerPid
        options.entity = destination.entity
        options.project = destination.project
        options.runID = destination.id
        options.jobType = destination.jobType
        options.ignoredGlobs = settings.ignoreGlobs ?? []
        options.sendsConsole = !skipConsole
        options.marksSynced = markSynced
        options.includesSynced = selection.includeSynced
        options.patienceSeconds = patience
        return options
    }
}
