import ArgumentParser
import RoostAPI
import RoostJSON

struct RunsShow: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a run: who made it, its config and its summary.")

    @Argument(help: "ENTITY/PROJECT/RUN, PROJECT/RUN, RUN or the address of its page.")
    var run: String

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let (path, head) = try await ClientSession.with(server) { session in
            let path = try await session.path(of: try RunReference(run, settings: session.settings))
            guard let head = try await session.send(RunQuery(path: path)) else { throw CommandFailure.noRun(path) }
            return (path, head)
        }
        print(json ? PrettyJSON.text(Self.document(path, head)) : Self.page(path, head))
    }

    private static let fields = [
        "id", "name", "state", "user", "created", "updated", "tags", "group", "job_type", "notes", "sweep", "commit",
        "rows",
    ]

    private static func values(_ head: RunHead) -> [(String, JSON)] {
        fields.compactMap { name in (try? RunField(name)).map { (name, $0.value(in: head)) } }
    }

    static func document(_ path: RunPath, _ head: RunHead) -> JSON {
        var members: JSONObject = ["entity": .string(path.entity), "project": .string(path.project)]
        for (name, value) in values(head) { members[name] = value }
        members["files"] = head.members["fileCount"] ?? .null
        members["config"] = head.config
        members["summary"] = head.summary
        return .object(members)
    }

    static func page(_ path: RunPath, _ head: RunHead) -> String {
        let named = values(head).filter { !Listing.cell($0.1).isEmpty }
        var sections = [TextTable.pairs([("path", "\(path)")] + named.dropFirst().map { ($0.0, Listing.cell($0.1)) })]
        for (title, value) in [("Config", head.config), ("Summary", head.summary)] {
            let members = value.objectValue ?? [:]
            guard !members.isEmpty else { continue }
            let pairs = members.map { (key: "  " + $0.key, value: Listing.cell($0.value)) }
            sections.append(title + "\n" + TextTable.pairs(pairs))
        }
        return sections.joined(separator: "\n\n")
    }
}
