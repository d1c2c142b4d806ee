import Foundation
import Synchronization

/// Writes whole lines to standard output, and to a file where one is named.
final class LinePrinter: Sendable {
    private let file: Mutex<FileHandle?>

    init(file path: String?) throws(CommandFailure) {
        guard let path else {
            file = Mutex(nil)
            return
        }
        let manager = FileManager.default
        if !manager.fileExists(atPath: path) {
            _ = manager.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw CommandFailure(.fileError, "\(path) cannot be written.")
        }
        _ = try? handle.seekToEnd()
        file = Mutex(handle)
    }

    func print(_ line: String) {
        file.withLock { file in
            Terminal.write(line + "\n", to: STDOUT_FILENO)
            try? file?.write(contentsOf: Data((line + "\n").utf8))
        }
    }
}
