import ArgumentParser

/// A command that works with a server or with this machine's runs.
///
/// Whatever `perform` throws is printed once, to standard error, and becomes the exit status of ``CommandFailure``.
protocol ClientCommand: AsyncParsableCommand {
    func perform() async throws
}

extension ClientCommand {
    func run() async throws { try await CommandFailure.told { try await perform() } }
}

extension CommandFailure {
    /// Runs `body`; what it throws is printed once, to standard error, and becomes the exit status.
    static func told(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error where error is ExitCode || error is ValidationError || error is CleanExit {
            // These are the argument parser's own, which knows how to print them.
            throw error
        } catch {
            let failure = CommandFailure(error)
            Terminal.standardError("Error: \(failure.message)")
            throw ExitCode(failure.status.rawValue)
        }
    }
}
