import ArgumentParser
import Foundation

struct ManualCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print or write the manual pages.",
        discussion: """
            Without --output the page of the command is printed, for man to show:

              roost manual runs list | man -l -
            """)

    @Argument(help: "The command whose page is printed; all of roost by default.")
    var command: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Write all pages to this folder.", valueName: "dir"))
    var output: String?

    func perform() async throws {
        let root = try CommandDescription.root()
        guard let output else {
            guard let description = root.descendant(command) else {
                throw CommandFailure(.usage, "There is no command 'roost \(command.joined(separator: " "))'.")
            }
            print(ManualPage(description).text, terminator: "")
            return
        }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            for description in root.all {
                let page = ManualPage(description)
                try Data(page.text.utf8).write(to: URL(filePath: output + "/" + page.fileName))
            }
        } catch {
            throw CommandFailure(.fileError, "\(output): \(error.localizedDescription)")
        }
    }
}
