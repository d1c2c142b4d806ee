import Foundation
import RoostAPI

/// The source of a job on this machine, and what the job says about it.
struct FetchedSource: Sendable {
    /// What images are called after.
    var name: String
    /// The job artifact as the run names it; `nil` where there is none.
    var jobName: String?
    var directory: String?
    var image: String?
    var entryPoint = EntryPoint([])
    /// What follows the entry point where the launch says nothing.
    var arguments: [String] = []
    var requirements: [String] = []
    var pythonVersion: PythonVersion?
    var dockerfile: String?
    var buildContext: String?
}

extension Launcher {
    func fetch(_ spec: LaunchSpec, _ run: LaunchRun, into directory: String) async throws(LaunchError) -> FetchedSource
    {
        let place = directory + "/source"
        var source: FetchedSource
        switch try LaunchTarget(spec) {
        case .image(let image):
            source = FetchedSource(name: image, image: image)
        case .repository(let address):
            let path = spec.git.repository == nil ? "uri" : "git.repo"
            let remote = try GitRemote(address, path: path, policy: sources)
            try await fresh(place) { () async throws(LaunchError) in
                _ = try await GitCheckout(
                    remote, version: spec.git.version, policy: sources, surroundings: options.surroundings
                ).run(into: place)
            }
            source = FetchedSource(name: "\(remote)", directory: place)
        case .folder(let path):
            guard sources.allowsLocalFolders else {
                throw .forbidden(
                    path: "uri", reason: "'\(path)' is a folder, and launches of others may not name this machine's")
            }
            let folder = try LocalFolder(path)
            try await fresh(place) { () async throws(LaunchError) in try folder.copy(into: place) }
            source = FetchedSource(name: path, directory: place)
        case .command:
            try await fresh(place) { () async throws(LaunchError) in try SmallFile.makeFolder(place) }
            source = FetchedSource(name: "command", directory: place)
        case .job(let reference):
            source = try await fetch(job: reference, spec, run, directory)
        }
        if let words = spec.overrides.entryPoint { source.entryPoint = EntryPoint(words) }
        if let version = spec.pythonVersion.flatMap({ PythonVersion($0) }) { source.pythonVersion = version }
        if source.image == nil, source.entryPoint.words.isEmpty, let place = source.directory {
            guard let usual = EntryPoint.usual(in: place) else {
                throw .invalid(
                    path: "overrides.entry_point", value: "",
                    expected: "given: the source has no main.py, train.py, main.sh or Package.swift")
            }
            source.entryPoint = usual
        }
        try convertNotebook(&source)
        return source
    }

    private func fetch(
        job reference: JobReference, _ spec: LaunchSpec, _ run: LaunchRun, _ directory: String
    ) async throws(LaunchError) -> FetchedSource {
        var reference = reference
        reference.entity = reference.entity ?? run.entity
        reference.project = reference.project ?? run.project
        let name = "\(reference)"
        let artifact = try await find(name, kind: "job") { client throws(APIError) in try await client.artifact(name) }
        let folder = directory + "/job"
        try await download(artifact, into: folder)
        let job = try Job(artifactDirectory: folder)
        let place = directory + "/source"
        var source = FetchedSource(name: "\(artifact.entity)-\(artifact.project)-\(artifact.name)", jobName: name)
        source.entryPoint = EntryPoint(job.entrypoint)
        source.requirements = job.requirements
        source.dockerfile = job.dockerfile
        source.buildContext = job.buildContext
        source.pythonVersion = job.runtime?.pythonVersion.flatMap { PythonVersion($0) }
        switch job.source {
        case .image(let image, let arguments):
            try ImageName.check(image, path: "the job's image")
            source.image = image
            source.arguments = arguments
            return source
        case .artifact(let name):
            let code = try await find(name, kind: "code artifact") { client throws(APIError) in
                name.hasPrefix("wandb-artifact://_id/")
                    ? try await client.artifact(id: name) : try await client.artifact(name)
            }
            guard code.state != .deleted else {
                throw .source(name: name, reason: "the code artifact of the job was deleted")
            }
            try await download(code, into: place)
        case .repository(let address, let commit):
            let remote = try GitRemote(address, path: "the job's repository", policy: sources)
            let version = commit ?? spec.git.version
            try await fresh(place) { () async throws(LaunchError) in
                let checkout = try GitCheckout(
                    remote, version: version, policy: sources, surroundings: options.surroundings)
                _ = try await checkout.run(into: place)
                if job.patch != nil { try await checkout.apply(patch: "\(folder)/\(Job.patchFile)", in: place) }
            }
        }
        source.directory = place
        if let image = job.baseImage {
            try ImageName.check(image, path: "the job's base image")
            source.image = image
        }
        return source
    }

    private func find(
        _ name: String, kind: String, _ ask: (APIClient) async throws(APIError) -> RemoteArtifact?
    ) async throws(LaunchError) -> RemoteArtifact {
        do {
            guard let artifact = try await ask(client) else { throw LaunchError.notFound(kind: kind, name: name) }
            return artifact
        } catch let error as LaunchError {
            throw error
        } catch {
            throw .server(reason: "\(kind) '\(name)': \(error)")
        }
    }

    private func download(_ artifact: RemoteArtifact, into folder: String) async throws(LaunchError) {
        try SmallFile.makeFolder(folder)
        do {
            try await client.download(artifact, into: folder)
        } catch {
            throw .source(name: artifact.qualifiedName, reason: "\(error)")
        }
    }

    /// Makes a folder anew: what an attempt before has left there is half a source.
    private func fresh(
        _ place: String, _ make: () async throws(LaunchError) -> Void
    ) async throws(LaunchError) {
        try? FileManager.default.removeItem(atPath: place)
        try await make()
    }

    /// Puts a script in the place of a notebook.
    private func convertNotebook(_ source: inout FetchedSource) throws(LaunchError) {
        guard let place = source.directory,
            let index = source.entryPoint.words.firstIndex(where: { $0.hasSuffix(".ipynb") })
        else { return }
        let name = source.entryPoint.words[index]
        let path = try SourcePath.inside(place, name, path: "the notebook")
        guard let bytes = SmallFile.read(path) else { throw .source(name: name, reason: "it is not in the source") }
        let script = name.dropLast(".ipynb".count) + ".py"
        try SmallFile.write(
            Array(try Notebook.script(bytes, name: name).utf8), to: place + "/" + script)
        source.entryPoint.words[index] = String(script)
    }
}
