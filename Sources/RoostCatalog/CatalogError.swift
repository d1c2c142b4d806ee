/// What can go wrong in the catalog.
public enum CatalogError: Error, Hashable {
    /// There is no such thing, or it was deleted.
    case notFound(kind: String, name: String)
    /// It is there already, or something else stands in the way.
    case conflict(String)
    /// It works a moment later: the caller should try again.
    case busy(String)
    /// A value from outside that cannot be used.
    case invalid(field: String, value: String, expected: String)
    /// A documented bound was passed.
    case limit(name: String, limit: Int, value: Int)
    /// The data were written by a newer release.
    case newerFormat(found: Int, known: Int)
    /// The database failed; the text is for the log, not for a caller from outside.
    case database(String)
}

extension CatalogError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound(let kind, let name): "\(kind) \"\(name)\" not found"
        case .conflict(let what), .busy(let what): what
        case .invalid(let field, let value, let expected):
            "invalid \(field) \"\(value.shortened)\": expected \(expected)"
        case .limit(let name, let limit, let value): "too much: \(name) is \(value), the limit is \(limit)"
        case .newerFormat(let found, let known):
            "the catalog has format \(found), but this release knows only up to \(known): use a newer release"
        case .database(let what): "database: \(what)"
        }
    }
}

extension String {
    /// At most 80 characters of a text, for messages.
    var shortened: String {
        count <= 80 ? self : "\(prefix(80))…"
    }
}
