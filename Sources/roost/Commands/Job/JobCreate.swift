import ArgumentParser
import Foundation
import Roost
import RoostAPI
import RoostJSON
import RoostLaunch

struct JobCreate: ClientCommand {
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case git, code, image
    }

    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a job without a run.",
        discussion: """
            A job is made of a git repository, of a folder on this machine, which is uploaded, or of a container image.

              roost job create git https://github.com/acme/train.git -p digits -E 'python train.py'
              roost job create code ./train -p digits -n train -E 'python main.py' -r 3.11
              roost job create code ./Trainer -p digits -E 'swift run -c release Trainer'
              roost job create image registry.example/train:3 -p digits
            """)

    @Argument(help: "git, code or image.")
    var kind: Kind

    @Argument(help: "The repository's address, the folder, or the image.")
    var path: String

    @Option(name: .shortAndLong, help: "The project; by default that of this folder.")
    var project: String?

    @Option(name: .shortAndLong, help: "The owner of the project; by default yours.")
    var entity: String?

    @Option(name: .shortAndLong, help: "The job's name; by default made of its source.")
    var name: String?

    @Option(name: .shortAndLong, help: "What people read about it.")
    var description: String?

    @Option(name: .shortAndLong, help: "A name of the version beside 'latest'. Repeat it for several.")
    var alias: [String] = []

    @Option(
        name: [.customShort("E"), .long],
        help: "The words that start the program, relative to the source, or to the build context; by default main.py.")
    var entryPoint: String?

    @Option(
        name: [.customShort("g"), .long], help: "The branch, tag or commit of a git job; by default its main branch.")
    var gitHash: String?

    @Option(name: .shortAndLong, help: "The version of Python that runs it, such as 3.11.")
    var runtime: String?

    @Option(name: [.customShort("b"), .long], help: "The folder within the source from which an image is built.")
    var buildContext: String?

    @Option(name: [.customShort("B"), .long], help: "The image in which the source is run as it is.")
    var baseImage: String?

    @Option(name: [.customShort("D"), .long], help: "The Dockerfile, relative to the source or the build context.")
    var dockerfile: String?

    @Option(
        help: ArgumentHelp(
            "The beginning of repository addresses to allow beside https and ssh. Repeat it for several.",
            valueName: "address"))
    var trustRemote: [String] = []

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func validate() throws {
        if kind == .image, baseImage != nil {
            throw ValidationError("--base-image goes with git and code jobs: an image job has its image.")
        }
        if kind != .git, gitHash != nil { throw ValidationError("--git-hash goes with git jobs.") }
        if let runtime, !Self.isPython(runtime) {
            throw ValidationError("--runtime \(runtime): give a version of Python such as 3.11.")
        }
        if let entryPoint, entryPoint.split(separator: " ").isEmpty {
            throw ValidationError("--entry-point is empty: give the words that start the program.")
        }
    }

    private static func isPython(_ text: String) -> Bool {
        text.hasPrefix("3.") && text.count > 2 && text.dropFirst(2).allSatisfy { $0.isASCII && $0.isNumber }
    }

    func perform() async throws {
        let made = try await ClientSession.with(server) { session in
            let place = try ProjectReference(project, settings: session.settings)
            let owner = if let entity = entity ?? place.entity { entity } else { try await session.defaultEntity() }
            let target = JobUpload(client: session.client, entity: owner, project: place.project)
            var (job, ownName) = try await source(target)
            job.isPartial = true
            job.buildContext = buildContext
            job.dockerfile = dockerfile
            job.baseImage = baseImage
            return try await target.send(
                job, name: JobName.cleaned(name ?? ownName), description: description, aliases: aliases)
        }
        if listing.json {
            print(
                PrettyJSON.text([
                    "name": .string(made.qualifiedName), "id": .string(made.id),
                    "aliases": .array(made.aliases.map(JSON.string)),
                ]))
        } else {
            print("Job \(made.qualifiedName), also \(made.aliases.joined(separator: ", ")).")
        }
    }

    /// The job, and its name where none is given.
    private func source(_ target: JobUpload) async throws -> (Job, String) {
        let words = (entryPoint ?? "main.py").split(separator: " ").map(String.init)
        switch kind {
        case .image: return (Job(source: .image(path, arguments: [])), JobName.ofImage(path))
        case .git:
            let commit = try await RepositoryCommit.find(
                path, version: gitHash,
                policy: SourcePolicy(trustedRemotes: trustRemote))
            var job = Job(source: .repository(remote: path, commit: commit), entrypoint: words)
            job.runtime = runtime.map(JobRuntime.init)
            return (job, JobName.ofRepository(path, program: words.last ?? ""))
        case .code:
            let folder = Surroundings.process.absolute(path)
            let last = "\(path.split(separator: "/").filter { $0 != "." }.joined(separator: "/"))/\(words.last ?? "")"
            let codeName = JobName.cleaned("code-\(name ?? last)")
            let code = try await target.send(folder: folder, name: codeName, entrypoint: words)
            var job = Job(source: .artifact("wandb-artifact://_id/\(code.id)"), entrypoint: words)
            job.runtime = runtime.map(JobRuntime.init)
            job.requirements = try JobUpload.requirements(in: folder)
            job.resolvedPackages = FileManager.default.contents(atPath: "\(folder)/Package.resolved").map(Array.init)
            return (job, JobName.cleaned("job-\(last)"))
        }
    }

    private var aliases: [String] {
        var aliases = alias
        if kind == .image, let tag = JobName.split(image: path).tag, !aliases.contains(tag) { aliases.append(tag) }
        return aliases.contains("latest") ? aliases : aliases + ["latest"]
    }
}
