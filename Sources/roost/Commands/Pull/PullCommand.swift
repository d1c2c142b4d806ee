import ArgumentParser
import Foundation
import RoostAPI
import RoostJSON

struct PullCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Download the files of a run.",
        discussion: """
            Files that are here already, with the same content, are not downloaded again. A file appears when it is \
            complete.
            """)

    @Argument(help: "ENTITY/PROJECT/RUN, PROJECT/RUN, RUN or the address of its page.")
    var run: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder to write to; by default named after the run.", valueName: "dir"))
    var output: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Only files whose path matches, such as 'media/*'. Repeat it for several.", valueName: "pattern"))
    var include: [String] = []

    @Flag(help: "Only list the files.")
    var list = false

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        try await ClientSession.with(server) { session in
            let path = try await session.path(of: try RunReference(run, settings: session.settings))
            let files = try await session.files(of: path).filter { file in
                include.isEmpty || include.contains { fnmatch($0, file.name, 0) == 0 }
            }
            if list {
                let rows = files.map { [JSON.string($0.name), .int($0.size), JSON($0.md5)] }
                Listing(columns: ["name", "size", "md5"], rows: rows).print(as: listing.form)
                return
            }
            let folder = output ?? path.run
            let pull = FilePull(client: session.client, folder: folder)
            let results = try await pull.run(files)
            let report = Listing(
                columns: ["name", "size", "result"],
                rows: zip(files, results).map { [.string($0.name), .int($0.size), .string($1.rawValue)] })
            if listing.json {
                report.print(as: .json)
            } else {
                let fresh = results.count { $0 == .downloaded }
                print(
                    "\(fresh) of \(files.count) files downloaded to \(folder), \(files.count - fresh) were there already."
                )
            }
        }
    }
}

extension ClientSession {
    /// All files of a run.
    ///
    /// - Throws: ``CommandFailure`` when there is no such run.
    func files(of path: RunPath) async throws -> [RemoteFile] {
        var query = RunFilesQuery(path: path)
        var files: [RemoteFile] = []
        while true {
            guard let page = try await send(query) else { throw CommandFailure.noRun(path) }
            files += page.files
            guard let next = page.next else { return files }
            query.cursor = next
        }
    }
}
