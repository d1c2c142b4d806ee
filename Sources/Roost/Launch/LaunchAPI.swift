import Foundation
import RoostAPI
import RoostLaunch

/// Why a job could not be launched.
public typealias LaunchError = RoostLaunch.LaunchError
/// What to run, where, and with which values.
public typealias LaunchSpec = RoostLaunch.LaunchSpec
/// The states of a job.
public typealias JobState = RoostLaunch.JobState

/// The server that launches go to and by what right, and what they may do on this machine.
public struct LaunchAPI: Sendable {
    /// The server and the key; by default those of the environment and the settings files.
    public var settings: Settings
    /// Beginnings of repository addresses that are fetched from beside `https:` and `ssh:`.
    public var trustedRemotes: [String]
    /// Options beyond the harmless ones that containers may have, such as `volume`. Who launches on the own machine
    /// decides that for oneself.
    public var allowedArguments: Set<String>
    /// Is told what is not as a job wants it, such as a package that cannot be installed; by default prints it on
    /// standard error.
    public var warn: @Sendable (String) -> Void

    /// A server and what launches may do here; everything by default as the properties say.
    public init(
        settings: Settings = Settings(), trustedRemotes: [String] = [], allowedArguments: Set<String> = [],
        warn: (@Sendable (String) -> Void)? = nil
    ) {
        self.settings = settings
        self.trustedRemotes = trustedRemotes
        self.allowedArguments = allowedArguments
        self.warn = warn ?? { FileHandle.standardError.write(Data("roost: \($0)\n".utf8)) }
    }

    /// A connection and the key, for the time of `body`.
    func connected<Result: Sendable>(
        in surroundings: Surroundings = .process, _ body: (LaunchConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await LaunchConnection(self, in: surroundings)
        do {
            let result = try await body(connection)
            await connection.client.shutdown()
            return result
        } catch let error as APIError {
            await connection.client.shutdown()
            throw error.runError
        } catch {
            await connection.client.shutdown()
            throw error
        }
    }
}

/// A server, the key, and where runs go by default.
struct LaunchConnection: Sendable {
    let client: APIClient
    let key: String
    let settings: Settings
    let surroundings: Surroundings

    init(_ api: LaunchAPI, in surroundings: Surroundings) async throws {
        settings = try api.settings.resolved(in: surroundings)
        self.surroundings = surroundings
        var online = settings
        online.force = true
        guard let access = try await ServerAccess.find(online, surroundings, Messages(settings: settings)),
            case .apiKey(let key) = access.credentials
        else {
            throw AuthenticationError(
                "apiKey: a launch needs an API key. Log in with `roost login`, or set WANDB_API_KEY.")
        }
        self.key = key
        client = try access.client()
    }

    /// The entity that runs go to when none is named.
    func defaultEntity() async throws -> String {
        if let entity = settings.entity, !entity.isEmpty { return entity }
        guard let viewer = try await client.send(ViewerQuery()), let entity = viewer.entity ?? viewer.username else {
            throw AuthenticationError("apiKey: the server does not know the key, or it has no default entity.")
        }
        return entity
    }
}
