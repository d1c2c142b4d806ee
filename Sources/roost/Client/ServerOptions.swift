import ArgumentParser
import Roost

/// Which server a command asks.
struct ServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server's address; by default WANDB_BASE_URL, else that of the settings files.", valueName: "url"))
    var host: String?

    /// The settings that hold, with the server of `--host`.
    func settings(in surroundings: Surroundings = .process) throws -> Settings {
        var settings = Settings()
        settings.baseURL = host
        return try settings.resolved(in: surroundings)
    }
}
