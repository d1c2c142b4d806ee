import ArgumentParser
import RoostJSON

/// A command as its own help describes it.
struct CommandDescription: Sendable, Hashable {
    struct Argument: Sendable, Hashable {
        /// The spellings of an option or flag, the short first; empty for a positional argument.
        var names: [String]
        /// What a value is called; `nil` for a flag.
        var value: String?
        var isOptional: Bool
        var isRepeating: Bool
        var isBehindTerminator: Bool
        var help: String
        var defaultValue: String?
        /// The values that there are, when they are few.
        var choices: [String]
    }

    /// The names from the root on.
    var path: [String]
    var abstract: String
    var discussion: String
    var arguments: [Argument]
    var subcommands: [CommandDescription]

    /// The description of the whole program.
    static func root() throws(CommandFailure) -> CommandDescription {
        guard let document = try? JSON(parsing: RoostCommand._dumpHelp()), let command = document["command"] else {
            throw CommandFailure(.internalError, "The commands do not describe themselves.")
        }
        return CommandDescription(command, below: [])
    }

    private init(_ command: JSON, below parents: [String]) {
        path = parents + [command["commandName"]?.stringValue ?? ""]
        abstract = command["abstract"]?.stringValue ?? ""
        discussion = command["discussion"]?.stringValue ?? ""
        arguments = Self.shown(command["arguments"]).map(Argument.init)
        subcommands = []
        for subcommand in Self.shown(command["subcommands"]) where subcommand["commandName"]?.stringValue != "help" {
            subcommands.append(CommandDescription(subcommand, below: path))
        }
    }

    private static func shown(_ list: JSON?) -> [JSON] {
        (list?.arrayValue ?? []).filter { $0["shouldDisplay"]?.boolValue != false }
    }

    /// The command below this one with these names; itself for none.
    func descendant(_ names: [String]) -> CommandDescription? {
        guard let name = names.first else { return self }
        return subcommands.first { $0.path.last == name }?.descendant(Array(names.dropFirst()))
    }

    /// This command and all below it.
    var all: [CommandDescription] { [self] + subcommands.flatMap(\.all) }
}

extension CommandDescription.Argument {
    fileprivate init(_ argument: JSON) {
        let kind = argument["kind"]?.stringValue
        let spelled = (argument["names"]?.arrayValue ?? []).compactMap { name -> String? in
            guard let text = name["name"]?.stringValue else { return nil }
            return name["kind"]?.stringValue == "long" ? "--" + text : "-" + text
        }
        names = spelled.sorted { ($0.count, $0) < ($1.count, $1) }
        value = kind == "flag" ? nil : argument["valueName"]?.stringValue
        isOptional = argument["isOptional"]?.boolValue ?? false
        isRepeating = argument["isRepeating"]?.boolValue ?? false
        isBehindTerminator = argument["parsingStrategy"]?.stringValue == "postTerminator"
        help = argument["abstract"]?.stringValue ?? ""
        defaultValue = argument["defaultValue"]?.stringValue
        choices = (argument["allValues"]?.arrayValue ?? []).compactMap(\.stringValue)
    }
}
