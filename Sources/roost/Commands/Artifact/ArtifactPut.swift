import ArgumentParser
import Foundation
import Roost
import RoostAPI
import RoostJSON

struct ArtifactPut: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Upload a file or a folder as a version of an artifact.")

    @Argument(help: "The file or folder, or an address to refer to.", completion: .file())
    var path: String

    @Option(name: .shortAndLong, help: "[[ENTITY/]PROJECT/]NAME; the name is by default that of the file or folder.")
    var name: String?

    @Option(name: .shortAndLong, help: "What it is, such as dataset or model.")
    var type = "dataset"

    @Option(name: .shortAndLong, help: "What people read about it.")
    var description: String?

    @Option(name: .shortAndLong, help: "A name of the version beside 'latest'. Repeat it for several.")
    var alias: [String] = []

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let made = try await ClientSession.with(server) { session in
            let own = path.split(separator: "/").last.map(String.init) ?? ""
            let place = try await session.artifactName(name ?? own)
            let artifact = try Artifact(name: place.collection, type: type, description: description)
            let local = Surroundings.process.absolute(path)
            var isFolder: ObjCBool = false
            if path.contains("://") {
                try await artifact.addReference(path)
            } else if FileManager.default.fileExists(atPath: local, isDirectory: &isFolder), isFolder.boolValue {
                try artifact.addDirectory(path, policy: .immutable)
            } else {
                try artifact.addFile(path, policy: .immutable)
            }
            return try await artifact.upload(
                with: session.client, entity: place.entity, project: place.project,
                aliases: alias.contains("latest") ? alias : alias + ["latest"])
        }
        if listing.json {
            print(
                PrettyJSON.text([
                    "name": .string(made.qualifiedName), "id": .string(made.id), "digest": .string(made.digest),
                    "aliases": .array(made.aliases.map(JSON.string)), "size": .int(made.size),
                ]))
        } else {
            print("\(made.qualifiedName): \(made.fileCount) files, \(ByteSize.text(made.size)).")
        }
    }
}
