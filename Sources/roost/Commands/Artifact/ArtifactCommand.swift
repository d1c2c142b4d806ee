import ArgumentParser

struct ArtifactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "artifact", abstract: "Upload, download and list artifacts.",
        subcommands: [ArtifactPut.self, ArtifactGet.self, ArtifactList.self])
}
