import ArgumentParser
import Foundation
import NIOCore
import RoostCatalog
import RoostServer
import Testing

@testable import roost

/// Every error ends a command with a status that the manual tells.
@Suite struct CommandFailureTests {
    @Test(arguments: [
        (
            ServerError.invalid(field: "role", value: "king", expected: "admin, member or viewer"),
            roost.ExitStatus.usage
        ),
        (.conflict("user 'ada' is there"), .usage), (.notFound("user 'ada'"), .notFound),
        (.forbidden("only an administrator of the server can do this"), .notPermitted),
        (.badCredentials, .notPermitted), (.busy("later"), .temporary), (.shuttingDown, .temporary),
    ])
    func statusesOfRefusals(_ error: ServerError, _ status: roost.ExitStatus) {
        #expect(CommandFailure(error) == CommandFailure(status, error.message))
    }

    @Test(arguments: [
        (CatalogError.conflict("email is taken"), roost.ExitStatus.usage),
        (.invalid(field: "name", value: "a/b", expected: "letters"), .usage),
        (.notFound(kind: "user", name: "ada"), .notFound), (.newerFormat(found: 9, known: 8), .badData),
        (.database("disk I/O error"), .fileError), (.busy("locked"), .temporary),
    ])
    func statusesOfTheCatalog(_ error: CatalogError, _ status: roost.ExitStatus) {
        #expect(CommandFailure(error) == CommandFailure(status, error.description))
    }

    @Test func aDataDirectoryThatCannotBeUsed() throws {
        let folder = try ScratchFolder()
        try folder.write("", to: "file")
        let path = folder.path + "/file/data"
        let error = try #require(throws: DataDirectory.Failure.self) { try DataDirectory(path: path) }
        #expect(CommandFailure(error).status == .fileError)
        #expect(CommandFailure(error).message.contains("'\(path)'"))
        #expect(CommandFailure(DataDirectory.Failure.inUse(path: "/data")).status == .temporary)
    }

    @Test(arguments: [
        (400, roost.ExitStatus.usage), (401, .notPermitted), (403, .notPermitted), (404, .notFound), (409, .usage),
        (500, .unavailable), (503, .temporary),
    ])
    func statusesOfAServersAnswer(_ answered: Int, _ status: roost.ExitStatus) {
        #expect(AdminTarget.exitStatus(of: answered) == status)
    }

    @Test func anAddressThatIsTaken() throws {
        let command = try ServerCommand.parse(["--port", "8080"])
        #expect(
            command.failure(IOError(errnoCode: EADDRINUSE, reason: "bind"))
                == CommandFailure(
                    .unavailable,
                    "127.0.0.1:8080 cannot be listened on: Address already in use. Choose another with --host or --port."
                ))
        #expect(command.failure(IOError(errnoCode: EPIPE, reason: "write")) == nil)
    }

    @Test func whatThePersonIsToldEndsTheCommand() async throws {
        let code = await #expect(throws: ExitCode.self) {
            try await CommandFailure.told { throw CommandFailure(.notFound, "There is no run a/b/c.") }
        }
        #expect(code?.rawValue == 66)
        let own = await #expect(throws: ExitCode.self) { try await CommandFailure.told { throw ExitCode(3) } }
        #expect(own?.rawValue == 3)
    }
}
