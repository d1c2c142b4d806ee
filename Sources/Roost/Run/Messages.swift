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

    init(settings: Settings) {
        threshold = settings.silent == true ? nil : settings.quiet == true ? .address : .info
    }

    func info(_ text: String) { write(.info, "roost: \(text)") }
    func address(_ text: String) { write(.address, "roost: \(text)") }
    func warning(_ text: String) { write(.warning, "roost: WARNING \(text)") }

    private func write(_ level: Level, _ text: String) {
        guard let threshold, level >= threshold else { return }
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
