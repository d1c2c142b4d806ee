import Foundation
import RoostLaunch

/// What is known of the code of a run that saves it.
struct CapturedCode: Sendable {
    /// The main source file, or the program that was wrapped; absolute.
    let program: String
    /// The running program; absolute.
    let executable: String
    /// The folder with the nearest `Package.swift`, for a Swift program.
    let package: String?
    /// The top of the git repository.
    let gitRoot: String?
    /// The commit of the repository, where its remote has it.
    let commit: String?
    let remote: String?
    /// What was changed since the commit.
    let patch: [UInt8]?
    let image: String?

    init?(_ settings: Settings, program: String?, gitRoot: String?, _ surroundings: Surroundings) {
        guard let program, program.hasPrefix("/") else { return nil }
        self.program = program
        executable = settings.executable ?? surroundings.program ?? surroundings.arguments.first ?? ""
        package = program.hasSuffix(".swift") ? Self.package(above: program) : nil
        image = settings.docker ?? surroundings.environment["WANDB_DOCKER"]
        self.gitRoot = gitRoot
        let searchPath = surroundings.environment["PATH"] ?? ""
        guard settings.disableGit != true, let gitRoot,
            let git = GitCommand(directory: gitRoot, searchPath: searchPath)
        else {
            (commit, remote, patch) = (nil, nil, nil)
            return
        }
        let name = settings.gitRemote ?? "origin"
        remote =
            settings.gitRemoteURL ?? git.line(["config", "--get", "remote.\(name).url"]).map(GitState.withoutPassword)
        let head = settings.gitCommit ?? git.line(["rev-parse", "--verify", "HEAD"])
        // What no branch of the remote has cannot be fetched from there.
        let isPushed = head.flatMap { git.line(["branch", "-r", "--contains", $0]) } != nil
        commit = isPushed || settings.jobSource == "repo" ? head : nil
        patch = GitState.patch(directory: gitRoot, searchPath: searchPath)
    }

    private static func package(above file: String) -> String? {
        var folder = file[..<(file.lastIndex(of: "/") ?? file.startIndex)]
        while !folder.isEmpty {
            if FileManager.default.fileExists(atPath: folder + "/Package.swift") { return String(folder) }
            folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
        }
        return nil
    }

    /// The words that start the program from `root`, the top folder of its code.
    ///
    /// A Swift program is an executable of its package: `swift run`, built as the run's own program was. Another one is
    /// what was wrapped, with its interpreter.
    func entrypoint(from root: String) -> [String]? {
        if let package {
            guard let product = executable.split(separator: "/").last, !product.isEmpty else { return nil }
            let place = package == root ? [] : ["--package-path", String(package.dropFirst(root.count + 1))]
            let configuration = executable.contains("/debug/") ? "debug" : "release"
            return ["swift", "run"] + place + ["-c", configuration, String(product)]
        }
        guard !program.hasSuffix(".swift"), program.hasPrefix(root + "/"), program != executable,
            let interpreter = executable.split(separator: "/").last
        else { return nil }
        return [String(interpreter), String(program.dropFirst(root.count + 1))]
    }

    /// The packages of a Swift program.
    var resolvedPackages: [UInt8]? {
        package.flatMap { try? DiskFile.read("\($0)/Package.resolved", limit: ResolvedPackages.fileBytes) }
    }
}
