import Synchronization

/// Which keys of running runs the catalog knows already, so that a row with the same keys as the row before costs no
/// write.
final class RegisteredKeys: Sendable {
    private static let runs = 10_000

    private let names = Mutex<[Int64: Set<String>]>([:])

    func unknown(_ candidates: [String], of run: Int64) -> [String] {
        names.withLock { names in
            guard let known = names[run] else { return candidates }
            return candidates.filter { !known.contains($0) }
        }
    }

    func note(_ new: [String], of run: Int64) {
        names.withLock { names in
            if names.count >= Self.runs, names[run] == nil { names.removeAll() }
            names[run, default: []].formUnion(new)
        }
    }

    func forget(_ run: Int64) {
        names.withLock { _ = $0.removeValue(forKey: run) }
    }
}
