import Foundation
import RoostJSON

/// What an agent says of itself, a line at a time: for people, or as JSON for programs.
public struct AgentLog: Sendable {
    public enum Style: Sendable {
        case text
        /// One JSON object in each line.
        case json
    }

    private let style: Style
    private let write: @Sendable (String) -> Void
    private let verbosity: Int

    public init(_ style: Style, verbosity: Int = 0, write: @escaping @Sendable (String) -> Void) {
        self.style = style
        self.verbosity = verbosity
        self.write = write
    }

    /// Says that something happened.
    ///
    /// - Parameters:
    ///   - event: a word for programs.
    ///   - text: a sentence for people.
    ///   - details: what the event is about, for programs.
    ///   - level: 0 for what everybody wants to know.
    func say(_ event: String, _ text: String, _ details: JSONObject = [:], level: Int = 0) {
        guard level <= verbosity else { return }
        let now = Date()
        switch style {
        case .text:
            write("\(now.formatted(.iso8601))  \(text)")
        case .json:
            var members: JSONObject = [
                "time": .number((now.timeIntervalSince1970 * 1000).rounded() / 1000), "event": .string(event),
                "message": .string(text),
            ]
            members.merge(details) { mine, _ in mine }
            write(JSON.object(members).text)
        }
    }

    /// As above, about an attempt.
    func say(_ event: String, _ text: String, of lease: AgentLease, level: Int = 0, _ details: JSONObject = [:]) {
        var all: JSONObject = [
            "item": .string(lease.item), "attempt": .int(Int64(lease.attempt)), "queue": .string(lease.queue),
            "entity": .string(lease.entity), "project": .string(lease.project), "run_id": .string(lease.runID),
            "resource": .string(lease.resource),
        ]
        all.merge(details) { $1 }
        say(event, "\(lease.entity)/\(lease.project)/\(lease.runID): \(text)", all, level: level)
    }
}
