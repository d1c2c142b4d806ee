import RoostHistory
import Testing

@Suite struct ContractTests {
    @Test(arguments: 1...4)
    func answersAsTheModelDoes(seed: Int) async throws {
        let factory = try EmbeddedFactory()
        var contract = try await HistoryContract(factory, seed: UInt64(seed))
        try await contract.run(operations: 100)
        try await contract.store.close()
    }

    /// Pieces so small that every path through blocks, levels and cells is taken.
    @Test(arguments: 101...108)
    func answersAsTheModelDoesInSmallPieces(seed: Int) async throws {
        let factory = try EmbeddedFactory(
            mergesInBackground: !seed.isMultiple(of: 3), tuning: EmbeddedFactory.smallTuning)
        var contract = try await HistoryContract(factory, seed: UInt64(seed))
        try await contract.run(operations: 100)
        try await contract.store.close()
    }
}
