import ArgumentParser
import RoostLaunch

/// `roost launch-job`: watches over one job of this machine. `roost launch` and agents start it.
struct LaunchJobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "launch-job", abstract: "Watch over one job of this machine.", shouldDisplay: false)

    @Argument(help: "The folder of the job.")
    var directory: String

    @Flag(help: "Descriptor 3 holds the job's lock.")
    var locked = false

    func run() async throws { try JobSupervisor.run(directory, lock: locked ? 3 : nil) }
}
