import ArgumentParser
import RoostAPI
import RoostJSON

struct ArtifactGet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Download a version of an artifact.",
        discussion: """
            Files that are here already, with the same content, are not downloaded again; a download that broke off \
            goes on. Every file is checked.
            """)

    @Argument(help: "[[ENTITY/]PROJECT/]NAME[:ALIAS]")
    var name: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder to write to; by default artifacts/NAME:VERSION.", valueName: "dir"))
    var root: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Only files whose path begins so.", valueName: "prefix"))
    var prefix = ""

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let (folder, report) = try await ClientSession.with(server) { session in
            let place = try await session.artifactName(name)
            guard let artifact = try await session.client.artifact(place) else {
                throw CommandFailure(.notFound, "There is no artifact \(place), or your account may not read it.")
            }
            let folder = root ?? "artifacts/\(artifact.name):\(artifact.version)"
            let options = ArtifactDownloadOptions(
                pathPrefix: prefix, references: Set(ArtifactDownloadOptions.Reference.allCases),
                skipsOtherReferences: true)
            return (folder, try await session.client.download(artifact, into: folder, options: options))
        }
        for path in report.skippedReferences {
            Terminal.standardError("\(path) is left out: it refers to what cannot be downloaded here.")
        }
        if listing.json {
            print(
                PrettyJSON.text([
                    "folder": .string(folder), "fetched_files": .int(Int64(report.fetchedFiles)),
                    "fetched_bytes": .int(report.fetchedBytes), "present_files": .int(Int64(report.presentFiles)),
                    "skipped": .array(report.skippedReferences.map(JSON.string)),
                ]))
        } else {
            print(
                "\(report.fetchedFiles) files downloaded to \(folder), \(report.presentFiles) were there already.")
        }
    }
}
