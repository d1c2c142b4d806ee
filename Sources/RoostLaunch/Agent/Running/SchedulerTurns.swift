/// Which sweeps' schedulers run on an agent, and how many may at once. Others wait for their turn; official agents
/// call the limit `max_schedulers`.
struct SchedulerTurns: Sendable {
    let most: Int
    /// The items that run.
    private(set) var running: Set<String> = []

    init(most: Int) { self.most = most }

    /// Whether the item's scheduler may run now; it holds its turn until ``end(_:)``.
    mutating func begin(_ item: String) -> Bool {
        guard running.contains(item) || running.count < most else { return false }
        running.insert(item)
        return true
    }

    mutating func end(_ item: String) { running.remove(item) }
}
