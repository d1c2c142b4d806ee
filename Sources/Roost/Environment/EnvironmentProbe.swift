import Foundation

/// Looks at the machine, the work tree and the process for a run's ``RunEnvironment``.
public struct EnvironmentProbe: Sendable {
    /// What the caller knows and the probe does not.
    public struct Facts: Sendable, Hashable {
        /// The path of the program's main source, or of the program.
        public var program: String
        /// The arguments after the program's name.
        public var arguments: [String]
        /// The folder in which the run's directory lies.
        public var root: String
        /// When the run starts.
        public var startedAt: Date
        /// An absolute path; git is asked there.
        public var workingDirectory: String
        /// The variables of the process.
        public var variables: [String: String]
        /// Whether `git` is asked.
        public var usesGit: Bool
        /// The paths whose file systems are told.
        public var diskPaths: [String]

        /// Those of this process, but for what is given.
        ///
        /// - Parameters:
        ///   - program: the path of the main source, or of the program.
        ///   - arguments: the arguments after the program's name; `nil` for those of this process.
        ///   - root: the folder in which the run's directory lies.
        ///   - startedAt: when the run starts.
        ///   - workingDirectory: an absolute path.
        ///   - variables: the variables of the environment.
        ///   - usesGit: whether `git` is asked.
        ///   - diskPaths: the paths whose file systems are told.
        public init(
            program: String = CommandLine.arguments.first ?? "", arguments: [String]? = nil, root: String = ".",
            startedAt: Date = Date(), workingDirectory: String = FileManager.default.currentDirectoryPath,
            variables: [String: String] = ProcessInfo.processInfo.environment, usesGit: Bool = true,
            diskPaths: [String] = ["/"]
        ) {
            self.program = program
            self.arguments = arguments ?? Array(CommandLine.arguments.dropFirst())
            self.root = root
            self.startedAt = startedAt
            self.workingDirectory = workingDirectory
            self.variables = variables
            self.usesGit = usesGit
            self.diskPaths = diskPaths
        }
    }

    private let roots: SystemProbe.Roots

    /// A probe of this machine, or of made-up trees of the kernel.
    public init(roots: SystemProbe.Roots = .init()) {
        self.roots = roots
    }

    /// Looks now. It runs `git` a few times, so it may take some ten milliseconds.
    public func environment(_ facts: Facts) -> RunEnvironment {
        let variables = facts.variables
        let git =
            facts.usesGit
            ? GitState(
                directory: facts.workingDirectory, remoteName: variables["WANDB_GIT_REMOTE"] ?? "origin",
                searchPath: variables["PATH"] ?? "") : nil
        let program = Self.absolute(facts.program, in: facts.workingDirectory)
        var disks: [String: RunEnvironment.Disk] = [:]
        for path in facts.diskPaths {
            guard let space = FileSystemSpace(path: path) else { continue }
            disks[path] = .init(total: UInt64(space.totalBytes), used: UInt64(max(0, space.usedBytes)))
        }
        return RunEnvironment(
            host: HostFacts(procRoot: roots.proc), gpus: GPUFacts(roots: roots), git: git, program: program,
            arguments: facts.arguments, codePath: git.flatMap { Self.relative(program, to: $0.root) },
            localCodePath: Self.relative(program, to: facts.workingDirectory), executable: Self.executable(roots.proc),
            root: facts.root, startedAt: facts.startedAt, email: variables["WANDB_USER_EMAIL"],
            userName: variables["WANDB_USERNAME"] ?? variables["USER"] ?? variables["LOGNAME"],
            docker: variables["WANDB_DOCKER"], disks: disks, slurm: Self.slurm(variables), writerID: nil,
            languageVersion: Self.languageVersion)
    }

    /// The variables of Slurm, in lower case and without `SLURM_`.
    static func slurm(_ variables: [String: String]) -> [String: String] {
        var found: [String: String] = [:]
        for (name, value) in variables where name.hasPrefix("SLURM_") {
            found[name.dropFirst("SLURM_".count).lowercased()] = value
        }
        return found
    }

    /// The path from `folder` to `path`; `nil` when it is not below it.
    static func relative(_ path: String, to folder: String) -> String? {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
    }

    private static func absolute(_ path: String, in folder: String) -> String {
        path.isEmpty || path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }

    private static func executable(_ procRoot: String) -> String {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(procRoot)/self/exe")
        return link ?? CommandLine.arguments.first ?? ""
    }

    static var languageVersion: String {
        #if compiler(>=6.4)
            "Swift 6.4"
        #elseif compiler(>=6.3)
            "Swift 6.3"
        #else
            "Swift 6.2"
        #endif
    }
}
