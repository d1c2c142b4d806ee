/// What a queue does with its items.
public enum QueueState: String, Sendable, Hashable, CaseIterable {
    /// Takes items and gives them to agents.
    case active = "ACTIVE"
    /// Takes items, gives none away.
    case paused = "PAUSED"
    /// Takes no more items; those that wait are worked off.
    case draining = "DRAINING"

    /// Whether new items may be put in.
    public var takesItems: Bool { self != .draining }
    /// Whether items may be given to agents.
    public var givesItems: Bool { self != .paused }
}

/// In which order a queue's items are given away.
public enum QueueOrder: String, Sendable, Hashable, CaseIterable {
    /// The oldest first; priorities are kept but mean nothing.
    case oldestFirst = "DISABLED"
    /// The most urgent first, among equals the oldest.
    case byPriority = "V0"
}

/// How urgent an item is: a smaller number comes first.
public enum ItemPriority {
    public static let critical = 0
    public static let high = 1
    public static let medium = 2
    public static let low = 3
    public static let range = critical...low
    /// What an item has that names none.
    public static let standard = medium
}

/// Which of several queues an agent is served from next: each gets a share in proportion to its weight.
///
/// Every queue has a place on a common line and moves on by the inverse of its weight with each item; the hindmost
/// comes next. A queue that had nothing to give for a while starts where the others are, so that it cannot claim what
/// it left out.
public struct FairShare: Sendable, Hashable {
    public static let weights = 1...1_000

    private struct Entry: Sendable, Hashable {
        let queue: Int64
        let weight: Int
        var place: Double
    }

    private var entries: [Entry]

    /// - Parameter queues: each queue with its weight and the place where it stood.
    public init(_ queues: [(queue: Int64, weight: Int, place: Double)]) {
        entries = queues.map { Entry(queue: $0.queue, weight: max(1, $0.weight), place: $0.place) }
    }

    /// The queue that comes next, among those that have something to give.
    public func next(among ready: Set<Int64>) -> Int64? {
        entries.filter { ready.contains($0.queue) }.min { ($0.place, $0.queue) < ($1.place, $1.queue) }?.queue
    }

    /// Notes that a queue gave an item.
    ///
    /// - Parameter ready: the queues that had something to give; the others are moved up to them.
    public mutating func serve(_ queue: Int64, ready: Set<Int64>) {
        guard let index = entries.firstIndex(where: { $0.queue == queue }) else { return }
        let front = entries[index].place
        entries[index].place += 1 / Double(entries[index].weight)
        for other in entries.indices where !ready.contains(entries[other].queue) {
            entries[other].place = max(entries[other].place, front)
        }
    }

    /// Where each queue stands now.
    public var places: [Int64: Double] { Dictionary(entries.map { ($0.queue, $0.place) }) { first, _ in first } }
}
