import ArgumentParser

/// Where runs go instead of where their logs say.
struct SyncDestination: ParsableArguments {
    @Option(help: ArgumentHelp("Upload as the run of this id.", valueName: "id"))
    var id: String?

    @Option(name: [.customShort("p"), .long], help: ArgumentHelp("Upload to this project.", valueName: "project"))
    var project: String?

    @Option(name: [.customShort("e"), .long], help: ArgumentHelp("Upload to this entity.", valueName: "entity"))
    var entity: String?

    @Option(help: ArgumentHelp("The job type instead of the runs' own.", valueName: "type"))
    var jobType: String?
}
