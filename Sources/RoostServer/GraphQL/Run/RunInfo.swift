import Foundation
import RoostCatalog
import RoostGraphQL
import RoostJSON

/// What `wandb-metadata.json` says of a run, for clients that ask field by field.
struct RunInfo: GraphQLObject {
    static let graphQLTypeName = "RunInfo"
    private static let metadataLimit = 1 << 20

    let metadata: JSON
    let isCodeSaved: Bool

    static func types() -> [any TypeDeclaration] {
        [
            Object<RunInfo>("RunInfo") {
                Field("args", "[String]", .parent) { info, _, _ in
                    info.metadata["args"]?.arrayValue?.compactMap(\.stringValue)
                }
                Field("codeSaved", "Boolean", .parent) { info, _, _ in info.isCodeSaved }
                Field("colab", "String", .parent) { info, _, _ in info.metadata["colab"]?.stringValue }
                Field("cpuCount", "Int", .parent) { info, _, _ in info.metadata["cpu_count"]?.intValue }
                Field("executable", "String", .parent) { info, _, _ in info.metadata["executable"]?.stringValue }
                Field("git", "GitInfo", .parent) { info, _, _ in info.metadata["git"].map(GitInfo.init) }
                Field("gpu", "String", .parent) { info, _, _ in info.metadata["gpu"]?.stringValue }
                Field("gpuCount", "Int", .parent) { info, _, _ in info.metadata["gpu_count"]?.intValue }
                Field("os", "String", .parent) { info, _, _ in info.metadata["os"]?.stringValue }
                Field("program", "String", .parent) { info, _, _ in info.metadata["program"]?.stringValue }
                Field("python", "String", .parent) { info, _, _ in info.metadata["python"]?.stringValue }
            },
            Object<GitInfo>("GitInfo") {
                Field("commit", "String", .parent) { git, _, _ in git.git["commit"]?.stringValue }
                Field("remote", "String", .parent) { git, _, _ in git.git["remote"]?.stringValue }
            },
        ]
    }

    /// `nil` when the run has no such file yet.
    static func read(of node: RunNode, _ context: QueryContext) async throws -> RunInfo? {
        let id = node.run.id
        let found = try await context.read { access in
            try access.tx.files.find(run: id, name: "wandb-metadata.json")
        }
        guard let digest = found?.digest else { return nil }
        let bytes = try await context.services.blobs.load(digest, limit: metadataLimit)
        let metadata = (try? JSON(parsing: bytes)) ?? .emptyObject
        let text = try await node.config(context)
        let config = (try? JSON(parsing: text)) ?? .emptyObject
        return RunInfo(metadata: metadata, isCodeSaved: config["_wandb"]?["value"]?["code_path"] != nil)
    }
}

struct GitInfo: GraphQLObject {
    static let graphQLTypeName = "GitInfo"
    let git: JSON
}
