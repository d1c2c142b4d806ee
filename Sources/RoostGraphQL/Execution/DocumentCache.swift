import Synchronization

/// A document that was found valid, with what its execution looks up in it.
struct ValidDocument: Sendable {
    let document: Document
    let fragments: [String: FragmentDefinition]
}

/// Keeps the valid documents used last, since clients send the same ones again and again.
final class DocumentCache: Sendable {
    private struct Entry {
        let document: ValidDocument
        let bytes: Int
        var lastUse: UInt64
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var bytes = 0
        var clock: UInt64 = 0
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let byteCapacity: Int

    init(capacity: Int = FixedLimits.cachedDocuments, byteCapacity: Int = FixedLimits.cachedDocumentBytes) {
        self.capacity = capacity
        self.byteCapacity = byteCapacity
    }

    var count: Int { state.withLock { $0.entries.count } }

    subscript(text: String) -> ValidDocument? {
        state.withLock { state in
            guard let index = state.entries.index(forKey: text) else { return nil }
            state.clock += 1
            state.entries.values[index].lastUse = state.clock
            return state.entries.values[index].document
        }
    }

    func insert(_ document: ValidDocument, for text: String) {
        let bytes = text.utf8.count
        guard bytes <= byteCapacity, capacity > 0 else { return }
        state.withLock { state in
            if let known = state.entries.removeValue(forKey: text) { state.bytes -= known.bytes }
            while state.entries.count >= capacity || state.bytes + bytes > byteCapacity {
                guard let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { break }
                state.bytes -= oldest.value.bytes
                state.entries[oldest.key] = nil
            }
            state.clock += 1
            state.entries[text] = Entry(document: document, bytes: bytes, lastUse: state.clock)
            state.bytes += bytes
        }
    }
}
