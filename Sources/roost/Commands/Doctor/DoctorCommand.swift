import ArgumentParser
import Roost
import RoostJSON

struct DoctorCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check that this machine can log to its server.",
        discussion: """
            Reaches the server, checks the key, creates a run, logs to it and reads it back, uploads and downloads a \
            file, compares the clocks, and deletes the run. Each check is a line with its time. The exit status is 0 \
            when all went well, else that of the first check that failed.
            """)

    @Option(help: "The project in which the run is made; it stays.")
    var project = "roost-doctor"

    @Option(help: "The user or team of the project; by default your own.")
    var entity: String?

    @Option(help: ArgumentHelp("The size of the file, in megabytes.", valueName: "MB"))
    var size = 4

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var server: ServerOptions

    func validate() throws {
        guard (1...1000).contains(size) else { throw ValidationError("--size \(size): give 1 to 1000.") }
    }

    func perform() async throws {
        let examination = Examination(
            server: server, project: project, entity: entity, fileBytes: size << 20, surroundings: .process)
        var findings: [Finding] = []
        await examination.run { finding in
            findings.append(finding)
            if !json { print(finding.line) }
        }
        if json { print(PrettyJSON.text(.array(findings.map(\.json)))) }
        if let failed = findings.compactMap(\.failure).first { throw ExitCode(failed.status.rawValue) }
    }
}

/// What a check has found.
struct Finding: Sendable {
    enum Outcome: Sendable {
        case passed(detail: String)
        case failed(CommandFailure)
        /// A check before it has failed.
        case skipped
    }

    let check: String
    let outcome: Outcome
    let milliseconds: Double

    var failure: CommandFailure? {
        if case .failed(let failure) = outcome { failure } else { nil }
    }

    private var words: (outcome: String, detail: String) {
        switch outcome {
        case .passed(let detail): ("ok", detail)
        case .failed(let failure): ("FAILED", failure.message)
        case .skipped: ("skipped", "")
        }
    }

    var line: String {
        let time = "\(Int(milliseconds.rounded())) ms"
        let columns = [words.outcome.padded(to: 7), check.padded(to: 8), time.padded(to: 9, atStart: true)]
        return (columns + (words.detail.isEmpty ? [] : [words.detail])).joined(separator: "  ")
    }

    var json: JSON {
        [
            "check": .string(check), "outcome": .string(words.outcome.lowercased()),
            "milliseconds": .number((milliseconds * 10).rounded() / 10), "detail": .string(words.detail),
        ]
    }
}

extension String {
    /// At least `count` characters, with spaces at the end or at the start.
    func padded(to count: Int, atStart: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, count - self.count))
        return atStart ? spaces + self : self + spaces
    }
}
