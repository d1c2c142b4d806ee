import RoostServer

/// The manual page of a command, in the language of man(7).
struct ManualPage: Sendable {
    private let command: CommandDescription

    init(_ command: CommandDescription) { self.command = command }

    private var name: String { command.path.joined(separator: "-") }
    private var spoken: String { command.path.joined(separator: " ") }

    /// For example `roost-runs-list.1`.
    var fileName: String { name + ".1" }

    var text: String {
        var lines = [
            ".TH \(name.uppercased()) 1 \"\" \"roost \(RoostServer.version)\" \"Roost\"", ".SH NAME",
            "\(Self.escaped(name)) \\- \(Self.escaped(Self.withoutFullStop(command.abstract)))", ".SH SYNOPSIS",
        ]
        lines += synopsis
        if !command.discussion.isEmpty { lines += [".SH DESCRIPTION"] + Self.paragraphs(command.discussion) }
        lines += section("ARGUMENTS", command.arguments.filter(\.names.isEmpty))
        lines += section("OPTIONS", command.arguments.filter { !$0.names.isEmpty })
        if !command.subcommands.isEmpty {
            lines.append(".SH COMMANDS")
            for subcommand in command.subcommands {
                lines += [".TP", ".B \(Self.escaped(subcommand.path.joined(separator: " ")))"]
                lines.append(Self.line(subcommand.abstract))
            }
        }
        lines += [".SH EXIT STATUS"] + Self.exitStatus
        lines += [".SH SEE ALSO"] + seeAlso
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Sections

    private var synopsis: [String] {
        guard command.subcommands.isEmpty else { return [".B \(Self.escaped(spoken))", "\\fIcommand\\fR"] }
        // Every command has these two.
        let shown = command.arguments.filter { $0.names.last != "--help" && $0.names.last != "--version" }
        return [".B \(Self.escaped(spoken))"]
            + shown.map { argument in
                let dots = argument.isRepeating ? " ..." : ""
                let value = argument.value.map { "\\fI\(Self.escaped($0))\\fR" }
                // The long name says more.
                guard let name = argument.names.last else {
                    let text = (argument.isBehindTerminator ? "\\-\\- " : "") + (value ?? "") + dots
                    return argument.isOptional && !argument.isBehindTerminator ? "[\(text)]" : text
                }
                return "[\\fB\(Self.escaped(name))\\fR\(value.map { " " + $0 } ?? "")]\(dots)"
            }
    }

    private func section(_ title: String, _ arguments: [CommandDescription.Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        var lines = [".SH \(title)"]
        for argument in arguments {
            let value = argument.value.map { "\\fI\(Self.escaped($0))\\fR" }
            let names = argument.names.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
            lines += [".TP", [names, value ?? ""].filter { !$0.isEmpty }.joined(separator: " ")]
            var help = argument.help
            if !argument.choices.isEmpty { help += " One of \(argument.choices.joined(separator: ", "))." }
            if let text = argument.defaultValue { help += " Default: \(text)." }
            lines.append(Self.line(help))
        }
        return lines
    }

    private static let exitStatus: [String] = {
        var lines = [".TP", ".B 0", "All went well."]
        for status in ExitStatus.allCases {
            lines += [".TP", ".B \(status.rawValue)", line(status.meaning)]
        }
        return lines
    }()

    private var seeAlso: [String] {
        let relatives =
            [command.path.dropLast()].filter { !$0.isEmpty }.map(Array.init) + command.subcommands.map(\.path)
        guard !relatives.isEmpty else { return ["The Roost documentation."] }
        return [relatives.map { ".BR \(Self.escaped($0.joined(separator: "-"))) (1)" }.joined(separator: "\n")]
    }

    // MARK: Text

    /// Paragraphs are filled; lines that begin with spaces are examples and stay as they are.
    private static func paragraphs(_ text: String) -> [String] {
        var lines: [String] = []
        var isExample = false
        for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if part.hasPrefix("  ") != isExample {
                isExample.toggle()
                lines += isExample ? [".PP", ".nf", ".RS 4"] : [".RE", ".fi"]
            }
            if part.isEmpty {
                lines.append(".PP")
            } else {
                lines.append(line(isExample ? String(part.dropFirst(2)) : String(part)))
            }
        }
        if isExample { lines += [".RE", ".fi"] }
        // An example begins a paragraph of its own already.
        return lines.enumerated().filter { $0.offset == 0 || $0.element != ".PP" || lines[$0.offset - 1] != ".PP" }
            .map(\.element)
    }

    /// A line of text, which may not begin as an instruction does.
    private static func line(_ text: String) -> String {
        let text = escaped(text)
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }

    private static func escaped(_ text: String) -> String {
        String(
            text.flatMap { character -> [Character] in
                switch character {
                case "\\": Array("\\e")
                case "-": Array("\\-")
                default: [character]
                }
            })
    }

    private static func withoutFullStop(_ text: String) -> String {
        text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
