/// By what runs are grouped, what is worked out of each group, and in which order the groups come.
public struct RunGrouping: Sendable, Hashable {
    enum Order: Sendable, Hashable {
        /// One of the values that the runs of a group share, by its place.
        case value(Int)
        case count
        case aggregate(RunAggregate)
    }

    let by: [RunField]
    let aggregates: [RunAggregate]
    let order: Order
    let isDescending: Bool

    /// - Parameters:
    ///   - by: 1 to 4 single-valued fields or `tags`, as filters spell them.
    ///   - aggregates: such as `mean:summary_metrics.loss`, over the finite numbers; `min`, `max`, `mean`, `sum`, `std` (of
    ///     the group as a whole), `median` and `count`. Times are seconds since 1970.
    ///   - order: `+` or `-` and one of `by`, `count`, or what `aggregates` may be; the first of `by` when missing.
    /// - Throws: ``CatalogError/invalid(field:value:expected:)``; ``CatalogError/limit(name:limit:value:)``.
    public init(by: [String], aggregates: [String] = [], order: String? = nil) throws(CatalogError) {
        guard by.count <= Limits.groupKeys else {
            throw .limit(name: "fields to group by", limit: Limits.groupKeys, value: by.count)
        }
        guard aggregates.count <= Limits.groupAggregates else {
            throw .limit(name: "aggregates", limit: Limits.groupAggregates, value: aggregates.count)
        }
        guard !by.isEmpty else { throw .invalid(field: "by", value: "[]", expected: "1 to \(Limits.groupKeys) fields") }
        let fields = try by.map { (key) throws(CatalogError) in
            guard let field = RunField(key: key), field.isSortable || field == .tags else {
                throw .invalid(
                    field: "by", value: key,
                    expected: "tags or a single-valued field such as state, config.… or summary_metrics.…")
            }
            return field
        }
        self.by = fields
        self.aggregates = try aggregates.map { (text) throws(CatalogError) in try RunAggregate(text) }
        (self.order, isDescending) = try Self.parse(order, by: fields)
    }

    private static func parse(_ text: String?, by: [RunField]) throws(CatalogError) -> (Order, isDescending: Bool) {
        guard let text, !text.isEmpty else { return (.value(0), false) }
        let sign = text.first
        let name = sign == "+" || sign == "-" ? String(text.dropFirst()) : text
        let isDescending = sign == "-"
        if name == "count" { return (.count, isDescending) }
        if let field = RunField(key: name), let place = by.firstIndex(of: field) {
            return (.value(place), isDescending)
        }
        guard let aggregate = try? RunAggregate(name) else {
            throw .invalid(
                field: "order", value: text,
                expected: "+ or - and one of the fields to group by, count, or an aggregate such as mean:config.lr")
        }
        return (.aggregate(aggregate), isDescending)
    }
}

/// Runs that have the same values in some fields.
public struct RunGroup: Sendable, Hashable {
    /// JSON text of an array with those values; null where the runs have none.
    public let values: String
    public let count: Int
    /// JSON text of an array with the numbers asked for; null where there are none.
    public let aggregates: String
}

/// A page of groups.
public struct RunGroupPage: Sendable {
    public let page: Page<RunGroup>
    /// How many groups there are.
    public let total: Int
}

extension RunRepository {
    /// The runs of a project that match, in groups. The values of a group are those that a filter finds its runs by;
    /// NaN and dictionaries count as missing.
    ///
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for a cursor of another list.
    public func groups(
        project: Int64, filter: RunFilter = .all, _ grouping: RunGrouping, _ page: PageRequest = PageRequest()
    ) throws -> RunGroupPage {
        try RunGrouper(session: session, project: project, filter: filter, grouping: grouping).read(page)
    }
}
