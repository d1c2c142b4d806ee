/// Values of one key with their steps.
final class Block: Sendable {
    let steps: Steps
    /// One value for each step; no words at all in a column of rows.
    let values: Values

    init(steps: Steps, values: Values) {
        self.steps = steps
        self.values = values
    }

    /// Bytes that the block takes in memory.
    var memoryBytes: Int { 96 + steps.memoryBytes + values.memoryBytes }
}
