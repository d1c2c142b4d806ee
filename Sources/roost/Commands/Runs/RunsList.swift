import ArgumentParser
import Roost
import RoostAPI
import RoostJSON

struct RunsList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the runs of a project.",
        discussion: """
            Columns, filters and the order name the same fields: id, name, state, user, created, updated, tags, group, \
            job_type, notes, sweep, commit, rows, and config.KEY and summary.KEY for any value. Keys may lead into \
            nested values with dots.

              roost runs list vision/digits --filter state=finished
              roost runs list --filter 'summary.loss<0.1' --order +summary.loss
              roost runs list --columns name,config.lr,summary.loss --csv
            """)

    @Argument(help: "ENTITY/PROJECT, PROJECT or the address of its page; by default the project of this folder.")
    var project: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            """
            Only runs for which this holds: FIELD=VALUE, or with != < <= > >=, or ~ for a regular expression, or a \
            filter in JSON. Repeat it for several that must hold.
            """, valueName: "condition"))
    var filter: [String] = []

    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp("The field to sort by; '-' before it for the largest first.", valueName: "field"))
    var order = "-created"

    @Option(name: .shortAndLong, help: ArgumentHelp("The columns, with commas between.", valueName: "fields"))
    var columns = "id,name,state,created,user,tags"

    @Option(name: .shortAndLong, help: "At most so many runs; 0 for all.")
    var limit = 50

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print comma-separated values.")
    var csv = false

    @OptionGroup var server: ServerOptions

    func validate() throws {
        if json, csv { throw ValidationError("--json and --csv exclude each other.") }
        if limit < 0 { throw ValidationError("--limit \(limit): give 0 or more.") }
    }

    func perform() async throws {
        let fields = try columns.split(separator: ",").map { column throws(CommandFailure) in
            try RunField(String(column))
        }
        let filters = try RunFilter.json(all: filter)
        let order = try RunField.order(order)
        let listing = try await ClientSession.with(server) { session in
            let reference = try ProjectReference(project, settings: session.settings)
            let entity = try await session.entity(reference.entity)
            var query = RunsQuery(
                entity: entity, project: reference.project, filters: filters, order: order,
                needsValues: fields.contains(where: \.isValue))
            var rows: [[JSON]] = []
            while true {
                query.count = limit == 0 ? RunsQuery.pageRuns : min(RunsQuery.pageRuns, limit - rows.count)
                guard let page = try await session.send(query) else {
                    throw CommandFailure.noProject(entity, reference.project)
                }
                rows += page.runs.map { run in fields.map { $0.value(in: run) } }
                guard let next = page.next, limit == 0 || rows.count < limit else { break }
                query.cursor = next
            }
            return Listing(columns: fields.map(\.name), rows: rows)
        }
        listing.print(as: json ? .json : csv ? .csv : .table)
    }
}
