import Crypto
import Foundation

/// Builds an image from a job's source, once for the same source, packages and Dockerfile, and sends it to the launch's
/// registry where there is one.
struct ImageBuilder: Sendable {
    let engine: ContainerEngine

    func build(_ source: ImageSource) async throws(LaunchError) -> BuiltImage {
        if let base = source.baseImage { try ImageName.check(base, path: "builder.base_image") }
        if let platform = source.platform { try ImageName.check(platform, path: "builder.platform") }
        let plan = try Plan(source)
        try plan.write()
        let content = try ContentHash.of(folder: plan.context)
        let text = "\(content)\n\(plan.text)"
        let tag = ContentHash.hexadecimal(SHA256.hash(data: Data(text.utf8))).prefix(16)
        let image = "\(source.destination ?? "localhost/roost")/\(ImageName.safe(source.name)):\(tag)"
        try ImageName.check(image, path: "registry.uri")
        let warnings: [String]
        if try await engine.has(image: image) {
            warnings = []
        } else {
            let log = try await engine.build(
                image: image, dockerfile: plan.dockerfile, context: plan.context, platform: source.platform)
            warnings = log.split(separator: "\n").compactMap { line in
                line.firstRange(of: Dockerfile.warningMark).map { String(line[$0.upperBound...]) }
            }
        }
        if source.destination != nil { try await engine.push(image: image) }
        return BuiltImage(name: image, hasOwnProgram: plan.isOwn, warnings: warnings)
    }

    /// Which Dockerfile is used, and what is sent to the build: that of the launch, else of the job, else
    /// `Dockerfile.wandb` beside the program, whose folder is then sent, else one that is made.
    struct Plan {
        let context: String
        let dockerfile: String
        let text: String
        /// Whether the Dockerfile came with the source.
        let isOwn: Bool
        private let made: [String: String]

        init(_ source: ImageSource) throws(LaunchError) {
            let root = source.directory
            let context = try SourcePath.inside(root, source.context ?? ".", path: "build_context")
            let program = EntryPoint(source.entryPoint).file ?? ""
            let folder = program.split(separator: "/").dropLast().joined(separator: "/")
            let beside = try SourcePath.inside(root, folder, path: "the entry point")
            if let named = source.dockerfile {
                let path = try SourcePath.inside(context, named, path: "overrides.dockerfile")
                guard let bytes = SourcePath.read(context, named) else {
                    throw .notFound(kind: "Dockerfile", name: named)
                }
                (self.context, dockerfile, isOwn, made) = (context, path, true, [:])
                text = String(decoding: bytes, as: UTF8.self)
            } else if let bytes = SourcePath.read(beside, "Dockerfile.wandb") {
                (self.context, dockerfile, isOwn, made) = (beside, beside + "/Dockerfile.wandb", true, [:])
                text = String(decoding: bytes, as: UTF8.self)
            } else {
                let file = Dockerfile(source)
                (self.context, dockerfile, isOwn) = (context, context + "/.roost-launch/Dockerfile", false)
                text = file.text
                made = [
                    "Dockerfile": file.text, "install.py": Dockerfile.installer,
                    "requirements.txt": source.requirements.joined(separator: "\n") + "\n",
                ]
            }
        }

        /// Puts what is made beside the source.
        func write() throws(LaunchError) {
            guard !made.isEmpty else { return }
            // The source may bring a link of this name.
            try? FileManager.default.removeItem(atPath: context + "/.roost-launch")
            try SmallFile.makeFolder(context + "/.roost-launch")
            for (name, text) in made { try SmallFile.write(Array(text.utf8), to: "\(context)/.roost-launch/\(name)") }
        }
    }
}
