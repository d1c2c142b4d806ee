import RoostCatalog
import Synchronization

/// Reads what a query asks of the runs of one page: for all of them at once, when it is first asked of one. What
/// nobody asks for is not read.
final class RunBatch: Sendable {
    private struct Known {
        var configs: [Int64: String]?
        var summaries: [Int64: String]?
        var values: [[String]: [Int64: String]] = [:]
    }

    private let runs: [Run]
    private let known = Mutex(Known())

    init(_ runs: [Run]) {
        self.runs = runs
    }

    func config(of run: Run, _ context: QueryContext) async throws -> String {
        if let known = known.withLock(\.configs) { return known[run.id] ?? "{}" }
        let ids = runs.map(\.id)
        let configs = try await context.read { access in try access.tx.runs.configs(ids) }
        known.withLock { $0.configs = configs }
        return configs[run.id] ?? "{}"
    }

    func summary(of run: Run, _ context: QueryContext) async throws -> String {
        if let known = known.withLock(\.summaries) { return known[run.id] ?? "{}" }
        let ids = runs.map(\.id)
        let summaries = try await context.read { access in try access.tx.runs.summaries(ids) }
        known.withLock { $0.summaries = summaries }
        return summaries[run.id] ?? "{}"
    }

    /// The values of some fields, as the text of a JSON array.
    func values(of run: Run, keys: [String], _ context: QueryContext) async throws -> String {
        if let known = known.withLock({ $0.values[keys] }) { return known[run.id] ?? "[]" }
        let runs = runs
        let values = try await context.read { access in try access.tx.runs.values(of: runs, keys: keys) }
        known.withLock { $0.values[keys] = values }
        return values[run.id] ?? "[]"
    }
}
