import ArgumentParser
import Foundation
import Roost
import RoostAPI
import RoostJSON

struct ExecuteCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a program in any language as a run.",
        discussion: """
            The program is not changed. Its console output, exit code, flags and system metrics are logged, and metrics \
            that it prints: JSON lines, and lines with name=number or name: number. A tracking client in the program \
            joins the run. Signals are passed on, and the exit status is the program's: 128 and the number of the \
            signal that ended it, 127 when there is no such program.

              roost run --project digits -- python train.py --lr 0.1
            """)

    @Option(name: .shortAndLong, help: "The project; by default that of this folder.")
    var project: String?

    @Option(name: .shortAndLong, help: "The user or team of the project.")
    var entity: String?

    @Option(name: .shortAndLong, help: "The name that people see.")
    var name: String?

    @Option(help: "A longer description.")
    var notes: String?

    @Option(name: .shortAndLong, help: "A tag; repeat it for several.")
    var tag: [String] = []

    @Option(name: .shortAndLong, help: "The larger experiment that the run is part of.")
    var group: String?

    @Option(help: "The run's role there, such as train.")
    var jobType: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A value for the config, or a YAML file of values; repeat it for several.", valueName: "key=value"))
    var config: [String] = []

    @Option(help: "The run's id.")
    var id: String?

    @Option(help: "allow, must, never or auto: what happens when the server knows the id.")
    var resume: String?

    @Option(help: "online, offline or disabled.")
    var mode: RunMode?

    @Option(help: ArgumentHelp("The folder in which wandb/ is made.", valueName: "dir"))
    var dir: String?

    @Option(
        help: ArgumentHelp(
            """
            What is taken from flags and console lines: true, false, JSON or a YAML file, with the members flags, \
            metrics, include, exclude and prefix.
            """, valueName: "options"))
    var magic = "true"

    @Flag(help: "Save the script, the git commit and the changes since.")
    var saveCode = false

    @Flag(help: "Log no console output.")
    var noConsole = false

    @OptionGroup var server: ServerOptions

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("The program and its arguments, behind --.", valueName: "command"))
    var command: [String] = []

    func perform() async throws {
        let surroundings = Surroundings.process
        let program = try WrappedProgram(
            command, path: surroundings.environment["PATH"] ?? "/usr/bin:/bin", directory: surroundings.currentDirectory
        )
        let options = try MagicOptions(.text(magic))
        let values = try config.filter { !Self.isFile($0, surroundings) }.map(ConfigPair.init)
        // Before the run starts: it captures the streams.
        let outputs = try [ConsoleStream.standardOutput, .standardError].map { stream in
            try ChildOutput(stream, isTerminal: isatty(stream.descriptor) == 1)
        }
        SignalRelay.install()
        let settings = try settings(for: program, in: surroundings)
        let run = try await start(settings)
        do {
            try Self.configure(run, values, MagicFlags.config(from: program.arguments, options: options))
            let end = try await Execution(program: program, run: run, options: options, surroundings: surroundings)
                .run(outputs, interval: settings.statsSamplingSeconds, measures: !Self.isUnmeasured(in: surroundings))
            try await finish(run, end.status)
            throw ExitCode(end.status)
        } catch let error as CommandFailure {
            // The program could not be started. The first error is the one to tell.
            try? await run.finish(exitCode: Int(error.status.rawValue))
            throw error
        }
    }

    /// The program's exit status counts, whatever becomes of the upload.
    private func finish(_ run: Run, _ status: Int32) async throws {
        do {
            guard run.mode == .online else { return try await run.finish(exitCode: Int(status)) }
            let path = RunPath(entity: run.entity, project: run.project, run: run.id)
            try await ClientSession.with(server) { session in
                var earlier = try await JoinedRun.now(path, session)
                // The server may have lost it by now: config that this process sent late took its place.
                for directory in ClientSearch(runID: run.id, ownDirectory: run.syncDir).directories {
                    earlier?.config.merge(ProgramLog.config(in: directory)) { $1 }
                }
                try await run.finish(exitCode: Int(status))
                guard let earlier, let final = try await JoinedRun.now(path, session) else { return }
                try await final.restoring(earlier)?.store(session)
            }
        } catch {
            // Finishing twice does nothing.
            try? await run.finish(exitCode: Int(status))
            Terminal.standardError("Error: \(CommandFailure(error).message)")
        }
    }

    private func settings(for program: WrappedProgram, in surroundings: Surroundings) throws -> Settings {
        var settings = Settings()
        settings.baseURL = server.host
        settings.program = program.program
        settings.executable = program.executable
        settings.programArguments = program.arguments
        settings.configPaths = config.filter { Self.isFile($0, surroundings) }
        if settings.configPaths?.isEmpty == true { settings.configPaths = nil }
        if noConsole { settings.console = .off }
        settings.disableStats = true
        settings.roostExecutable = OwnExecutable.path(in: surroundings)
        settings.statsSamplingSeconds = try Settings().resolved(in: surroundings).statsSamplingSeconds
        return settings
    }

    private func start(_ settings: Settings) async throws -> Run {
        try await Run(
            project: project, entity: entity, name: name, notes: notes, tags: tag.isEmpty ? nil : tag, group: group,
            jobType: jobType, dir: dir, magic: false, mode: mode,
            resume: resume.map { ResumePolicy(stringLiteral: $0) }, saveCode: saveCode ? true : nil, id: id,
            settings: settings)
    }

    private static func isUnmeasured(in surroundings: Surroundings) -> Bool {
        let settings = try? Settings().resolved(in: surroundings)
        return settings?.disableStats == true || settings?.disableMachineInfo == true
    }

    private static func isFile(_ text: String, _ surroundings: Surroundings) -> Bool {
        !text.contains("=") || FileManager.default.fileExists(atPath: surroundings.absolute(text))
    }

    /// Values that are given come before flags of the program.
    private static func configure(
        _ run: Run, _ values: [ConfigPair], _ flags: [(key: String, value: RunValue)]
    ) throws(UsageError) {
        for pair in values { try run.config.set(pair.key, pair.value, allowValChange: true) }
        for flag in flags where !values.contains(where: { $0.key == flag.key }) {
            try run.config.set(flag.key, flag.value, allowValChange: true)
        }
    }
}

/// `KEY=VALUE` of a command line.
struct ConfigPair: Sendable {
    let key: String
    let value: RunValue

    /// The value is JSON where it can be read as such, else a text.
    init(_ text: String) throws(CommandFailure) {
        guard let mark = text.firstIndex(of: "="), mark > text.startIndex else {
            throw CommandFailure(.usage, "--config \(text): give KEY=VALUE or the name of a YAML file.")
        }
        key = String(text[..<mark])
        let rest = String(text[text.index(after: mark)...])
        value = (try? JSON(parsing: rest))?.runValue ?? .string(rest)
    }
}
