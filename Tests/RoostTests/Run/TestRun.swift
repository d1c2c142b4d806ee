import Foundation
import RoostLog

@testable import Roost

/// Starts runs in a folder of a test's own, where nothing of this machine's user is found.
struct TestRun {
    let scratch: ScratchDirectory
    var surroundings: Surroundings
    let runs = ActiveRuns()

    init() throws {
        scratch = try ScratchDirectory()
        surroundings = Surroundings(
            environment: ["WANDB_SILENT": "true", "WANDB_CONSOLE": "off", "WANDB_X_DISABLE_STATS": "true"],
            home: scratch.path + "/home", currentDirectory: scratch.path, arguments: ["program"])
    }

    /// A run that is written offline, unless the arguments say otherwise.
    func start(_ change: (inout RunArguments) -> Void = { _ in }) async throws -> Run {
        var arguments = RunArguments()
        arguments.mode = .offline
        change(&arguments)
        return Run(core: try await RunStart(arguments, in: surroundings, among: runs).core())
    }

    /// What a run has written to its log.
    func records(_ run: Run) throws -> [LogRecord] {
        run.core.flush()
        guard let directory = run.core.directory else { return [] }
        var reader = try LogReader(path: directory.log)
        var records: [LogRecord] = []
        while case .record(let payload) = try reader.next() { records.append(try payload.record()) }
        return records
    }

    /// The rows of the history without what the tracker adds.
    func rows(_ run: Run) throws -> [[String: String]] {
        try records(run).filter { $0.recordType.isHistory }.map { record in
            var row: [String: String] = [:]
            for item in record.history.item where item.nestedKey.first != "_timestamp" {
                let key = item.key.isEmpty ? item.nestedKey.joined(separator: ".") : item.key
                if key != "_runtime", key != "_timestamp" { row[key] = item.valueJson }
            }
            return row
        }
    }
}

extension LogRecord.OneOf_RecordType? {
    fileprivate var isHistory: Bool { if case .history? = self { true } else { false } }
}

/// The message of the error that `body` throws; `nil` when it throws none or one of another type.
func message<Failure: Error & CustomStringConvertible>(
    of type: Failure.Type, _ body: () async throws -> Void
) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? Failure)?.description
    }
}
