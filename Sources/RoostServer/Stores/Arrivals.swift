import RoostBlobs
import RoostCatalog
import Synchronization

/// Contents on their way from the store of blobs into the catalog.
///
/// Contents are stored first and referred to then. Meanwhile equal contents may be garbage whose deletion has begun:
/// the catalog refuses to refer to such, but only until the deletion is finished. So a deletion is not finished before
/// everything has arrived, or was refused, that was on its way when the file went. Nobody waits for a deletion.
final class Arrivals: Sendable {
    private struct State {
        var next: UInt64 = 0
        var underway: Set<UInt64> = []
        var waiting: [Wait] = []
    }

    private struct Wait {
        var left: Set<UInt64>
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    /// Counts `body` as an arrival: it stores contents and makes the catalog refer to them.
    func during<T>(_ body: () async throws -> T) async rethrows -> T {
        let id = state.withLock { state in
            state.next += 1
            state.underway.insert(state.next)
            return state.next
        }
        defer { end(id) }
        return try await body()
    }

    /// Returns when all that are on their way now have arrived; those that start later do not matter.
    func settle() async {
        await withCheckedContinuation { continuation in
            let isSettled = state.withLock { state in
                guard !state.underway.isEmpty else { return true }
                state.waiting.append(Wait(left: state.underway, continuation: continuation))
                return false
            }
            if isSettled { continuation.resume() }
        }
    }

    private func end(_ id: UInt64) {
        let settled = state.withLock { state in
            state.underway.remove(id)
            for index in state.waiting.indices { state.waiting[index].left.remove(id) }
            let settled = state.waiting.filter(\.left.isEmpty)
            state.waiting.removeAll(where: \.left.isEmpty)
            return settled
        }
        for wait in settled { wait.continuation.resume() }
    }
}

extension Services {
    /// Stores contents and makes the catalog refer to them; when it does not, they are given up.
    ///
    /// - Parameters:
    ///   - store: puts the contents under their name; what takes long, like receiving them, is done before.
    ///   - refer: the change of the catalog.
    func keep<T: Sendable>(
        _ store: () async throws -> BlobReference, _ refer: (BlobReference) async throws -> T
    ) async throws -> T {
        try await arrivals.during {
            let blob = try await store()
            do {
                return try await refer(blob)
            } catch {
                _ = try? await catalog.write { tx in try tx.blobs.release([blob.digest]) }
                throw error
            }
        }
    }
}

extension BlobReference {
    init(_ blob: Blob) {
        self.init(digest: blob.digest, md5: blob.md5, size: blob.size)
    }
}
