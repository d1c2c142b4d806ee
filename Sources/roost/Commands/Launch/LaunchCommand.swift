import ArgumentParser
import Foundation
import Roost
import RoostJSON

/// `roost launch`: runs a job now, or puts it into a queue.
struct LaunchCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "launch", abstract: "Run a job now on this machine, or put it into a queue.",
        discussion: """
            The job is one that was tracked, a git repository, a folder or a container image. What the program writes is \
            printed, and the exit status is the program's own.

            Examples:
              roost launch -j vision/digits/train:latest -r local-process -C lr=0.01
              roost launch -u https://git.example/digits.git -g main -E 'python train.py' -r local-process
              roost launch -j vision/digits/train:latest -q gpu -P high
            """)

    @OptionGroup var launch: LaunchOptions
    @OptionGroup var queueing: QueueOptions

    @Option(name: [.short, .long], help: ArgumentHelp("Put it into this queue.", valueName: "queue"))
    var queue: String?

    @Flag(name: .customLong("async"), help: "Do not wait for the end; the run goes on by itself.")
    var isAsynchronous = false

    func perform() async throws {
        if let queue {
            try await queueing.push(launch, to: queue)
            return
        }
        do {
            let run = try await Roost.launch(
                api: try launch.api, job: launch.job, entryPoint: launch.entryPointWords, version: launch.gitVersion,
                name: launch.name, resource: launch.resource, resourceArgs: try launch.arguments(),
                project: launch.project, entity: launch.entity, dockerImage: launch.dockerImage,
                config: try launch.base(), synchronous: false, runID: launch.runID, repository: launch.repository)
            if isAsynchronous {
                if launch.json { print(report(run, nil)) } else { print(run.path) }
                // The run is meant to outlive this command.
                run.leave()
                return
            }
            if !launch.json { Terminal.standardError("The run is \(run.path).") }
            try await follow(run)
        } catch let error as LaunchError {
            throw CommandFailure(error)
        }
    }

    /// Prints what the program writes until it ends, and ends as it has.
    private func follow(_ run: SubmittedRun) async throws {
        var log = LogFollower(path: run.logPath)
        while try await !run.getStatus().state.isFinal {
            if !launch.json { log.printMore() }
            try await Task.sleep(for: .milliseconds(50))
        }
        if !launch.json { log.printMore() }
        let status = try await run.getStatus()
        if launch.json { print(report(run, status)) }
        guard status.state != .finished else { return }
        for message in status.messages where !launch.json { Terminal.standardError("Error: \(message)") }
        throw ExitCode(status.exitCode.flatMap { $0 == 0 ? nil : $0 } ?? 1)
    }

    private func report(_ run: SubmittedRun, _ status: SubmittedRun.Status?) -> String {
        PrettyJSON.text([
            "run": .string(run.path), "id": .string(run.id), "state": .string((status?.state ?? run.status).rawValue),
            "exit_code": status?.exitCode.map { .int(Int64($0)) } ?? .null, "log": .string(run.logPath),
        ])
    }
}

/// Prints a growing file.
private struct LogFollower {
    let path: String
    private var offset: UInt64 = 0

    init(path: String) { self.path = path }

    mutating func printMore() {
        guard let file = FileHandle(forReadingAtPath: path) else { return }
        defer { try? file.close() }
        guard (try? file.seek(toOffset: offset)) != nil, let bytes = try? file.readToEnd(), !bytes.isEmpty else {
            return
        }
        offset += UInt64(bytes.count)
        FileHandle.standardOutput.write(bytes)
    }
}
