import ArgumentParser
import RoostAPI

struct RunsExport: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all rows of runs, as JSON lines or CSV.",
        discussion: """
            Rows are written as they arrive, however many there are. JSON lines hold each value as it was logged; CSV \
            has one column for each key, with dots into nested values. Several runs of one project get a column _run.

              roost runs export vision/digits/3k1 --key loss --key accuracy --format csv -o curves.csv
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case jsonl, csv
    }

    enum Stream: String, CaseIterable, ExpressibleByArgument {
        case metrics, system, console
    }

    @Argument(help: "ENTITY/PROJECT/RUN, PROJECT/RUN, RUN or the address of its page; several of one project.")
    var runs: [String]

    @Option(name: .shortAndLong, help: "The form of the rows.")
    var format = Format.jsonl

    @Option(name: .shortAndLong, help: "What is exported.")
    var stream = Stream.metrics

    @Option(name: .shortAndLong, help: "Only this key; repeat it for several.")
    var key: [String] = []

    @Option(help: ArgumentHelp("From this step on.", valueName: "step"))
    var from: Int64?

    @Option(help: ArgumentHelp("Up to this step, which is included.", valueName: "step"))
    var to: Int64?

    @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file, once all is there.", valueName: "file"))
    var output: String?

    @OptionGroup var server: ServerOptions

    func validate() throws {
        if runs.isEmpty { throw ValidationError("Name a run.") }
        if let from, let to, from > to { throw ValidationError("--to \(to) is before --from \(from).") }
    }

    func perform() async throws {
        try await ClientSession.with(server) { session in
            var paths: [RunPath] = []
            for run in runs {
                paths.append(try await session.path(of: try RunReference(run, settings: session.settings)))
            }
            let address = try Self.address(
                of: paths, format: format, stream: stream, keys: key, from: from, to: to)
            do {
                try await write(address, with: session.client)
            } catch APIError.refused(_, status: 404, let message) {
                for path in paths {
                    guard try await session.send(RunQuery(path: path)) != nil else { throw CommandFailure.noRun(path) }
                }
                throw CommandFailure(.notFound, "\(session.endpoint) does not export this: \(message)")
            }
        }
    }

    private func write(_ address: String, with client: APIClient) async throws(APIError) {
        if let output {
            try await client.download(address, to: output, policy: .commandTransfer)
        } else {
            try await client.download(address, policy: .commandTransfer) { bytes in try Terminal.output(bytes) }
        }
    }

    /// The path of the server's export.
    static func address(
        of paths: [RunPath], format: Format, stream: Stream, keys: [String], from: Int64?, to: Int64?
    ) throws(CommandFailure) -> String {
        guard let first = paths.first,
            paths.allSatisfy({ $0.entity == first.entity && $0.project == first.project })
        else {
            throw CommandFailure(.usage, "The runs are of different projects. Export those of one project at a time.")
        }
        var query: [(name: String, value: String)] = [("entity", first.entity), ("project", first.project)]
        query += paths.map { ("run", $0.run) }
        query += [("stream", stream.rawValue), ("format", format.rawValue)]
        query += keys.map { ("key", $0) }
        if let from { query.append(("from", "\(from)")) }
        if let to { query.append(("to", "\(to)")) }
        return "/api/v1/export?"
            + query.map { "\($0.name)=\(PercentEncoding.component($0.value))" }.joined(separator: "&")
    }
}
