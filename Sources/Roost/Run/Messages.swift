import Dispatch
import Foundation
import Synchronization

/// What a run tells the person at the terminal, on standard error.
struct Messages: Sendable {
    enum Level: Int, Sendable, Comparable {
        case info, address, warning

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// The lowest level that is shown; `nil` shows nothing.
    let threshold: Level?
    private let terminal: FileHandle

    init(settings: Settings) {
        self.init(threshold: settings.silent == true ? nil : settings.quiet == true ? .address : .info)
    }

    init(threshold: Level?, terminal: FileHandle = .standardError) {
        self.threshold = threshold
        self.terminal = terminal
    }

    func info(_ text: String) { write(.info, "roost: \(text)") }
    func address(_ text: String) { write(.address, "roost: \(text)") }
    func warning(_ text: String) { write(.warning, "roost: WARNING \(text)") }

    private func write(_ level: Level, _ text: String) {
        guard let threshold, level >= threshold else { return }
        let line = Data((text + "\n").utf8)
        // The thread that empties the console's pipes would wait for itself, were the pipe full.
        if ConsoleCapture.isHandling {
            DispatchQueue.global().async { [terminal] in terminal.write(line) }
        } else {
            terminal.write(line)
        }
    }
}
