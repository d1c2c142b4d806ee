/// In which order runs are listed: keys with a sign (`+` or none ascends, `-` descends), separated by commas, the
/// first one ruling. Runs without a key's value come last either way; ties are broken by the age of the row.
public struct RunOrder: Sendable, Hashable {
    struct Key: Sendable, Hashable {
        let field: RunField
        let isDescending: Bool
    }

    let keys: [Key]

    /// The newest first.
    public static let newestFirst = RunOrder(keys: [Key(field: .date(.createdAt), isDescending: true)])

    init(keys: [Key]) {
        self.keys = keys
    }

    /// - Parameter text: such as `+created_at` or `-summary_metrics.loss`; `nil` and an empty text mean the newest
    ///   first.
    /// - Throws: ``CatalogError/invalid(field:value:expected:)``.
    public init(parsing text: String?) throws(CatalogError) {
        guard let text, !text.isEmpty else {
            self = .newestFirst
            return
        }
        let parts = text.split(separator: ",")
        guard parts.count <= Limits.orderKeys else {
            throw .limit(name: "keys of the order", limit: Limits.orderKeys, value: parts.count)
        }
        keys = try parts.map { (part) throws(CatalogError) in try Key(part) }
        if keys.isEmpty { throw .invalid(field: "order", value: text, expected: "at least one key") }
    }

    var isDescending: Bool { keys.first?.isDescending ?? false }
}

extension RunOrder.Key {
    fileprivate init(_ part: Substring) throws(CatalogError) {
        var name = part.drop(while: \.isWhitespace)
        let sign = name.first
        if sign == "+" || sign == "-" { name = name.dropFirst() }
        while name.last?.isWhitespace == true { name = name.dropLast() }
        switch RunField(key: String(name)) {
        case let field? where field.isSortable:
            self.init(field: field, isDescending: sign == "-")
        default:
            throw .invalid(
                field: "order", value: String(part),
                expected: "+ or - and a single-valued field such as created_at, summary_metrics.… or config.…")
        }
    }
}

extension RunField {
    /// Whether a run has one value there at most.
    var isSortable: Bool {
        switch self {
        case .text, .number, .date, .value: true
        case .tags, .tag, .historyKey, .artifacts: false
        }
    }
}
