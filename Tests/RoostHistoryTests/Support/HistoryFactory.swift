import Testing

@testable import RoostHistory

/// Makes the history that the contract is checked against, so that another implementation can run it, too.
protocol HistoryFactory: Sendable {
    associatedtype Store: History

    /// Opens the store, or opens it again after it was closed.
    func open() async throws -> Store
}

/// The embedded history in a temporary file.
struct EmbeddedFactory: HistoryFactory {
    let directory: TemporaryDirectory
    /// Whether merging goes on while the contract is checked.
    let mergesInBackground: Bool
    let tuning: MergeTuning

    init(mergesInBackground: Bool = false, tuning: MergeTuning = MergeTuning()) throws {
        directory = try TemporaryDirectory()
        self.mergesInBackground = mergesInBackground
        self.tuning = tuning
    }

    /// Sizes so small that few rows make many blocks and levels.
    static var smallTuning: MergeTuning {
        MergeTuning(
            startBatches: 12, startRows: 40, startBytes: 1 << 14, blockPoints: 8, leastNumbersForCells: 4,
            chunkPoints: 256,
            settledPoints: 128, fanIn: 3)
    }

    var path: String { directory.file("history.sqlite") }

    func open() async throws -> EmbeddedHistory {
        try await EmbeddedHistory.open(
            path: path, cacheBytes: 1 << 20, mergesInBackground: mergesInBackground, tuning: tuning
        ) { Issue.record($0) }
    }
}
