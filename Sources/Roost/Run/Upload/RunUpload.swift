import RoostAPI
import Synchronization

/// The upload of a run while it is written: by a process of its own where the `roost` executable is found, else by a
/// task of this program.
struct RunUpload: Sendable {
    private enum Worker: Sendable {
        case process(BackgroundProcess)
        case task(Task<Void, any Error>)
    }

    private let worker: Worker
    private let directory: RunDirectory
    let access: ServerAccess
    private let settings: Settings
    private let messages: Messages

    /// Starts the upload.
    init(
        of directory: RunDirectory, to access: ServerAccess, settings: Settings, messages: Messages,
        surroundings: Surroundings
    ) {
        self.directory = directory
        self.access = access
        self.settings = settings
        self.messages = messages
        if let executable = RoostExecutable.find(settings, in: surroundings) {
            do {
                let process = try BackgroundProcess(
                    executable: executable, arguments: RoostExecutable.followArguments(directory),
                    environment: access.environment(settings, surroundings),
                    output: Self.outputPath(directory))
                worker = .process(process)
                return
            } catch {
                messages.warning("\(error.message). The run is uploaded by this program itself.")
            }
        } else {
            messages.info(
                "The roost executable is neither beside this program nor in PATH (ROOST_BIN can name it): the run is "
                    + "uploaded by this program itself, and no further than it lives.")
        }
        worker = .task(Self.follow(directory, access, settings))
    }

    /// Waits until all of the run is uploaded. An upload that a process has not ended is ended by this program.
    func wait() async throws {
        switch worker {
        case .task(let task): try await complete(task)
        case .process(let process):
            let status = await process.wait()
            if status == 0 { return }
            messages.warning(
                "The background upload ended early (\(Self.ending(status, directory))): this program goes on with it.")
            try await complete(Self.follow(directory, access, settings))
        }
    }

    /// Waits at the program's end, where nothing can be awaited. A process needs no waiting for.
    func waitAtExit() {
        guard case .task(let task) = worker else { return }
        let isDone = ExitLatch()
        Task.detached {
            _ = await task.result
            isDone.open()
        }
        if !isDone.wait(seconds: RunLimits.exitUploadSeconds) {
            messages.warning("The upload has not ended; `roost sync \(directory.path)` goes on with it.")
        }
    }

    private func complete(_ task: Task<Void, any Error>) async throws {
        do {
            try await task.value
        } catch let error as CancellationError {
            throw error
        } catch {
            let message =
                "The run is not uploaded: \(error). It is in \(directory.path); `roost sync \(directory.path)` uploads it."
            if case .unauthenticated? = error as? APIError { throw AuthenticationError(message) }
            throw CommError(message)
        }
    }

    private static func outputPath(_ directory: RunDirectory) -> String { directory.logs + "/debug-sync.log" }

    /// How the process ended, with the last line that it has written.
    private static func ending(_ status: Int32?, _ directory: RunDirectory) -> String {
        let code = status.map { "exit code \($0)" } ?? "by a signal"
        guard let bytes = try? DiskFile.read(outputPath(directory), limit: RunLimits.settingsFileBytes) else {
            return code
        }
        let last = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).last
        return last.map { "\(code), \($0)" } ?? code
    }
}
