import ArgumentParser
import Foundation
import RoostJSON

struct QueueCreate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a launch queue, or change the one of that name.",
        discussion: """
            A queue has a resource, on which its items run, and arguments for it, which items inherit. Template \
            variables let whoever launches choose values within bounds: {{name}} in the arguments is replaced.

              roost queue create small --resource local-process --max-running 4
              roost queue create large --resource slurm --args '{"partition":"gpu","gpus":"{{gpus}}"}' \\
                --template-variables '{"gpus":{"schema":{"type":"integer","minimum":1,"maximum":8,"default":1}}}'
            """)

    @Argument(help: "NAME or ENTITY/NAME.")
    var queue: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where its items run: local-process, local-container or slurm.", valueName: "resource"))
    var resource = "local-process"

    @Option(help: ArgumentHelp("Arguments for the resource: JSON, or a file with JSON.", valueName: "json"))
    var args: String?

    @Option(help: ArgumentHelp("Template variables with their schemas: JSON, or a file.", valueName: "json"))
    var templateVariables: String?

    @Option(help: "How many of its items run at once, on all agents together; 0 for any number.")
    var maxRunning: Int?

    @Option(
        help: ArgumentHelp(
            "How often an item is tried again, by what went wrong, such as {\"infrastructure\":3,\"error\":0}.",
            valueName: "json"))
    var retry: String?

    @Flag(help: "Work it off in order of age alone, without priorities.")
    var noPriorities = false

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let arguments = try Self.object(args, named: "--args") ?? .emptyObject
        let variables = try Self.object(templateVariables, named: "--template-variables")
        let retries = try Self.object(retry, named: "--retry")
        let reference = try QueueReference(queue)
        let made = try await ClientSession.with(server) { session in
            let entity = try await session.entity(reference.entity)
            let errors = try await session.send(
                UpsertLaunchQueue(
                    entity: entity, name: reference.name, resource: resource, arguments: arguments,
                    templateVariables: variables, prioritization: noPriorities ? "DISABLED" : "V0",
                    maxRunning: maxRunning, retry: retries))
            guard errors.isEmpty else { throw CommandFailure(.usage, errors.joined(separator: "\n")) }
            return try await session.queue("\(entity)/\(reference.name)")
        }
        print(listing.json ? PrettyJSON.text(QueueShow.document(made)) : "\(made.entity)/\(made.name)")
    }

    /// The object that an option holds, or the file that it names.
    static func object(_ text: String?, named option: String) throws(CommandFailure) -> JSON? {
        guard let text else { return nil }
        var content = text
        if !text.drop(while: \.isWhitespace).hasPrefix("{") {
            guard let data = FileManager.default.contents(atPath: text) else {
                throw CommandFailure(
                    .fileError, "\(option): there is no file \(text). Give an object in JSON, or a file.")
            }
            content = String(decoding: data, as: UTF8.self)
        }
        guard let json = try? JSON(parsing: content), json.objectValue != nil else {
            throw CommandFailure(.usage, "\(option): '\(content.prefix(80))' is no object in JSON.")
        }
        return json
    }
}
