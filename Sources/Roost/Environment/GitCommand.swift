import Foundation

/// Runs `git`, without a shell.
struct GitCommand: Sendable {
    /// The largest answer that is kept, in bytes; a longer one counts as none.
    static let answerBytes = 64 << 20

    let executable: String
    let directory: String

    /// - Parameters:
    ///   - directory: where to run it.
    ///   - searchPath: the value of `PATH`.
    /// - Returns: `nil` when there is no `git`.
    init?(directory: String, searchPath: String) {
        let candidates = searchPath.split(separator: ":").map { "\($0)/git" }
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            return nil
        }
        executable = found
        self.directory = directory
    }

    /// The standard output of a call; `nil` when it fails.
    func bytes(_ arguments: [String]) -> [UInt8]? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = ["-C", directory] + arguments
        // Questions on the terminal would hold up the run, and locks the user's own commands.
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"]
        ) { $1 }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return nil
        }
        var answer: [UInt8] = []
        var isTooLong = false
        while case let chunk = output.fileHandleForReading.availableData, !chunk.isEmpty {
            if answer.count + chunk.count > Self.answerBytes { isTooLong = true } else { answer += chunk }
        }
        process.waitUntilExit()
        return process.terminationStatus == 0 && !isTooLong ? answer : nil
    }

    /// The first line of a call's output; `nil` when it fails or says nothing.
    func line(_ arguments: [String]) -> String? {
        let text = String(decoding: bytes(arguments)?.prefix { $0 != UInt8(ascii: "\n") } ?? [], as: UTF8.self)
        return text.isEmpty ? nil : text
    }
}
