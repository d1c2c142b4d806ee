import ArgumentParser
import Testing

@testable import roost

/// Help, manuals and completions, which people and shells see.
@Suite struct GoldenTests {
    private static let commands: [any ParsableCommand.Type] = all(below: RoostCommand.self)

    private static func all(below command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        [command] + command.configuration.subcommands.filter { $0.configuration.shouldDisplay }.flatMap(all)
    }

    private static func name(_ command: any ParsableCommand.Type) -> String {
        String(describing: command)
    }

    @Test func helpOfEveryCommand() throws {
        for command in Self.commands {
            let text = RoostCommand.helpMessage(for: command, columns: 80)
            try Golden.expect(text + "\n", is: "help/\(Self.name(command)).txt")
        }
        #expect(Golden.names(in: "help") == Set(Self.commands.map { Self.name($0) + ".txt" }))
    }

    @Test func manualOfEveryCommand() throws {
        let descriptions = try CommandDescription.root().all
        #expect(descriptions.count == Self.commands.count)
        for description in descriptions {
            let page = ManualPage(description)
            try Golden.expect(page.text, is: "manual/\(page.fileName)")
        }
        #expect(Golden.names(in: "manual") == Set(descriptions.map { ManualPage($0).fileName }))
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completions(shell: String) throws {
        let shell = try #require(CompletionShell(rawValue: shell))
        try Golden.expect(RoostCommand.completionScript(for: shell), is: "completions/roost.\(shell.rawValue)")
    }

    /// Every command says what it is for, and every argument what it means.
    @Test func everythingIsExplained() throws {
        for description in try CommandDescription.root().all {
            #expect(description.abstract.hasSuffix("."), "\(description.path)")
            for argument in description.arguments {
                #expect(!argument.help.isEmpty, "\(description.path) \(argument.names)")
            }
        }
    }
}
