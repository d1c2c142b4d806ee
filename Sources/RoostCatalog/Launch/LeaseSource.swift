import RoostQueue

/// The waiting items of one queue in their order, read a few at a time: one line of items for each combination of
/// needs, so that what does not fit costs nothing to pass over.
struct LeaseSource {
    struct Shape {
        let id: Int64
        let needs: Needs
    }

    private struct Line {
        let shape: Shape
        var items: [LaunchItem] = []
        var next = 0
        var isAtEnd = false

        var head: LaunchItem? { next < items.count ? items[next] : nil }
    }

    /// Items read at a time, at most.
    private static let largestPage = 32

    private let queue: LaunchQueue
    private let session: any SQLSession
    private var lines: [Line]
    private let page: Int
    /// How many more items the queue's limit allows.
    private var left: Int

    /// - Parameter wanted: how many items the agent can take at most.
    init(queue: LaunchQueue, shapes: [Shape], wanted: Int, session: any SQLSession) throws {
        self.queue = queue
        self.session = session
        page = min(max(wanted, 1), Self.largestPage)
        lines = shapes.map { Line(shape: $0) }
        left = .max
        if let limit = queue.maxRunning {
            let held = try session.int(
                "SELECT count(*) FROM launch_item WHERE queue_id = $1 AND state IN ('leased', 'running')",
                [.int(queue.id)])
            left = limit - Int(held ?? 0)
        }
    }

    /// The item that comes first among those that fit.
    mutating func first(fitting free: Capacity) throws -> LaunchItem? {
        guard left > 0 else { return nil }
        var best: LaunchItem?
        for index in lines.indices where free.holds(lines[index].shape.needs) {
            try fill(index)
            guard let item = lines[index].head else { continue }
            guard let known = best else {
                best = item
                continue
            }
            if comes(item, before: known) { best = item }
        }
        return best
    }

    /// Removes an item that ``first(fitting:)`` gave.
    mutating func take(_ item: LaunchItem) {
        guard let index = lines.firstIndex(where: { $0.shape.id == item.shapeID }) else { return }
        lines[index].next += 1
        if left != .max { left -= 1 }
    }

    private func comes(_ left: LaunchItem, before right: LaunchItem) -> Bool {
        switch queue.order {
        case .oldestFirst: left.id < right.id
        case .byPriority: (left.priority, left.id) < (right.priority, right.id)
        }
    }

    private mutating func fill(_ index: Int) throws {
        guard lines[index].head == nil, !lines[index].isAtEnd else { return }
        let order = queue.order == .byPriority ? "i.priority, i.id" : "i.id"
        // Items that were taken are not in the index any more, so every page starts at its front.
        let rows = try session.rows(
            """
            SELECT \(LaunchRepository.itemColumns) FROM \(LaunchRepository.itemTables)
            WHERE i.queue_id = $1 AND i.shape_id = $2 AND i.state = 'waiting' AND i.is_ready = 1
            ORDER BY \(order) LIMIT $3
            """, [.int(queue.id), .int(lines[index].shape.id), .int(Int64(page))])
        lines[index].items = try rows.map(LaunchItem.init)
        lines[index].next = 0
        lines[index].isAtEnd = rows.count < page
    }
}
