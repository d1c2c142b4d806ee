import Foundation
import HTTPTypes
import Hummingbird
import RoostCatalog
import Synchronization

/// Finds out who sent a request: an API key by HTTP basic or bearer authentication, or a session cookie.
///
/// A verified key is remembered for ``Limits/keyCacheSeconds``, so that a stream of small requests costs no look-up,
/// and a revoked key dies within that time.
final class Authenticator: Sendable {
    static let sessionCookie = "roost_session"

    private struct Entry {
        let caller: Caller
        let until: ContinuousClock.Instant
    }

    private let catalog: Catalog
    private struct Cache {
        var entries: [String: Entry] = [:]
        /// Grows whenever keys are forgotten, so that what was looked up before is not remembered after.
        var generation = 0
    }

    private let cache = Mutex(Cache())

    init(catalog: Catalog) {
        self.catalog = catalog
    }

    /// Forgets all remembered keys, after one was revoked here.
    func forgetKeys() {
        cache.withLock { cache in
            cache.entries.removeAll()
            cache.generation += 1
        }
    }

    /// Forgets keys that were revoked here.
    func forget(keys: Set<Int64>) {
        cache.withLock { cache in
            cache.entries = cache.entries.filter { entry in
                guard case .user(_, let key?) = entry.value.caller else { return true }
                return !keys.contains(key.id)
            }
            cache.generation += 1
        }
    }

    /// - Throws: ``ServerError/badCredentials`` when credentials are given that are not known here.
    func caller(of request: Request) async throws -> Caller {
        if let secret = Self.presentedKey(request.headers[.authorization]) {
            return try await caller(presenting: secret)
        }
        if let token = Self.sessionToken(of: request) {
            let found = try await catalog.read { tx in try tx.sessions.find(token: token) }
            // An expired cookie is no reason to refuse a page that anyone may see.
            if let found { return .user(found.user, key: nil) }
        }
        return .anonymous
    }

    func caller(presenting secret: String) async throws -> Caller {
        let now = ContinuousClock.now
        let (known, generation) = cache.withLock { ($0.entries[secret], $0.generation) }
        if let known, known.until > now { return known.caller }
        guard let found = try await catalog.read({ tx in try tx.keys.find(presented: secret) }) else {
            throw ServerError.badCredentials
        }
        let key = found.key
        if try await catalog.read({ tx in tx.keys.needsTouch(key) }) {
            _ = try await catalog.write { tx in try tx.keys.touch(key.id) }
        }
        let caller = Caller.user(found.user, key: key)
        cache.withLock { cache in
            guard cache.generation == generation else { return }
            if cache.entries.count >= Limits.keyCacheEntries {
                cache.entries = cache.entries.filter { $0.value.until > now }
            }
            if cache.entries.count >= Limits.keyCacheEntries { cache.entries.removeAll() }
            cache.entries[secret] = Entry(caller: caller, until: now + .seconds(Limits.keyCacheSeconds))
        }
        return caller
    }

    /// The key of an `Authorization` header; an empty password (a client without a key) counts as none.
    private static func presentedKey(_ header: String?) -> String? {
        guard let header else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let secret: String
        switch parts[0].lowercased() {
        case "bearer": secret = String(parts[1].trimmingSpaces())
        case "basic":
            guard let data = Data(base64Encoded: String(parts[1].trimmingSpaces())) else { return nil }
            let pair = String(decoding: data, as: UTF8.self)
            guard let colon = pair.firstIndex(of: ":") else { return nil }
            secret = String(pair[pair.index(after: colon)...])
        default: return nil
        }
        return secret.isEmpty ? nil : secret
    }

    /// The session token that a browser sends.
    static func sessionToken(of request: Request) -> String? {
        cookie(sessionCookie, in: request.headers[.cookie])
    }

    private static func cookie(_ name: String, in header: String?) -> String? {
        guard let header else { return nil }
        for pair in header.split(separator: ";") {
            let parts = pair.trimmingSpaces().split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == name { return String(parts[1]) }
        }
        return nil
    }
}
