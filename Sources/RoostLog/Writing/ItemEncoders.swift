import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Rooms in which threads encode the items of rows, each thread in one that is likely its own.
final class ItemEncoders: Sendable {
    private final class Room: Sendable {
        let row = Mutex(HistoryRow())
    }

    private let rooms = (0..<8).map { _ in Room() }

    @inline(__always)
    func withRoom(_ body: (inout HistoryRow) -> Void) {
        // Threads' descriptors lie stacks apart: the bits above a page differ.
        #if canImport(Darwin)
            let thread = UInt(bitPattern: pthread_self())
        #else
            let thread = UInt(pthread_self())
        #endif
        let room = rooms[Int((thread >> 12 ^ thread >> 20) & 7)]
        room.row.withLock { row in
            row.begin()
            body(&row)
            row.region.shrink(to: LogLimits.scratchBytes)
        }
    }
}
