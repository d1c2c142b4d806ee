import Foundation
import RoostJSON
import RoostLog
import SwiftProtobuf

/// Writes what the run's files tell of its surroundings: `wandb-metadata.json`, the packages, and the source where it
/// is to be saved. It asks git and reads the system, and so works beside the run.
struct EnvironmentReport: Sendable {
    private let settings: Settings
    private let core: RunCore
    private let surroundings: Surroundings
    private let program: String?
    private let gitRoot: String?
    private let stage: String

    init(_ plan: RunPlan, _ core: RunCore, _ surroundings: Surroundings) {
        settings = plan.settings
        program = plan.program
        gitRoot = plan.gitRoot
        stage = plan.stage
        self.core = core
        self.surroundings = surroundings
    }

    func write() {
        var files: [String] = []
        if settings.disableMeta != true, settings.disableMachineInfo != true {
            let environment = environment()
            let text = environment.json.text
            core.appendEnvironment(text)
            if save(Array(text.utf8), as: "wandb-metadata.json") { files.append("wandb-metadata.json") }
        }
        if let program, let packages = ResolvedPackages(nearest: folder(of: program), root: gitRoot) {
            if save(Array(packages.requirements.utf8), as: "requirements.txt") { files.append("requirements.txt") }
        }
        if settings.saveCode == true, settings.disableCode != true {
            files += saveCode()
            if settings.disableJobCreation != true {
                let code = CapturedCode(settings, program: program, gitRoot: gitRoot, surroundings)
                core.state.withLock { $0.code = code }
            }
        }
        if !files.isEmpty { core.append(.files(files, policy: .now, type: .wandb)) }
    }

    private func environment() -> RunEnvironment {
        var facts = EnvironmentProbe.Facts()
        facts.program = program ?? surroundings.arguments.first ?? ""
        facts.arguments = settings.programArguments ?? Array(surroundings.arguments.dropFirst())
        facts.root = folder(of: stage)
        facts.startedAt = Date(timeIntervalSince1970: Double(core.identity.startTime) / 1e6)
        facts.workingDirectory = surroundings.currentDirectory
        facts.variables = surroundings.environment
        facts.usesGit = settings.disableGit != true
        var environment = EnvironmentProbe().environment(facts)
        environment.docker = settings.docker ?? environment.docker
        environment.email = settings.userEmail ?? environment.email
        environment.userName = settings.username ?? environment.userName
        environment.executable = settings.executable ?? environment.executable
        environment.writerID = (0..<4).map { _ in RunID.random() }.joined()
        return environment
    }

    // MARK: Source

    /// Saves the main source file and the changes since the last commit.
    private func saveCode() -> [String] {
        var files: [String] = []
        if let program, program.hasSuffix(".swift") || settings.programArguments != nil, program != settings.executable,
            let path = relativeProgram(program),
            let text = try? DiskFile.read(program, limit: RunLimits.sourceBytes), save(text, as: "code/" + path)
        {
            files.append("code/" + path)
            core.append(.config(path: ["_wandb", "code_path"], .string("code/" + path)))
        }
        if settings.disableGit != true, gitRoot != nil,
            let patch = GitState.patch(
                directory: surroundings.currentDirectory, searchPath: surroundings.environment["PATH"] ?? ""),
            save(patch, as: "diff.patch")
        {
            files.append("diff.patch")
        }
        return files
    }

    private func relativeProgram(_ program: String) -> String? {
        for root in [gitRoot, surroundings.currentDirectory] {
            if let root, program.hasPrefix(root + "/") { return String(program.dropFirst(root.count + 1)) }
        }
        return program.split(separator: "/").last.map(String.init)
    }

    // MARK: Files

    private func save(_ bytes: [UInt8], as name: String) -> Bool {
        guard let directory = core.directory else { return false }
        do {
            try DiskFile.write(bytes, to: "\(directory.files)/\(name)")
            return true
        } catch {
            core.messages.warning("\(error)")
            return false
        }
    }

    private func folder(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}

extension RunCore {
    /// Writes the environment to the log, by which later readers of the log know it without the file.
    fileprivate func appendEnvironment(_ json: String) {
        var options = JSONDecodingOptions()
        options.ignoreUnknownFields = true
        guard let record = try? LogEnvironmentRecord(jsonString: json, options: options) else { return }
        append(.with { $0.environment = record })
    }
}
