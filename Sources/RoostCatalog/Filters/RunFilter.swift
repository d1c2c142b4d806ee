import RoostJSON

/// Which runs are wanted, in the MongoDB-like language of the public query API.
///
/// Operators: `$and $or $nor $not $eq $ne $gt $gte $lt $lte $in $nin $exists $regex $contains $size $all`. A bare
/// value means `$eq`, several keys mean `$and`. As in MongoDB, `null` also matches what is missing, `$ne`, `$nin`
/// and `$not` match what is missing, comparisons only hold between values of one type, and a list matches when one
/// of its elements does.
public struct RunFilter: Sendable, Hashable {
    let condition: RunCondition

    /// All runs.
    public static let all = RunFilter(condition: .all([]))

    init(condition: RunCondition) {
        self.condition = condition
    }

    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` that names the path of what is wrong;
    ///   ``CatalogError/limit(name:limit:value:)`` when the filter is too large.
    public init(mongo: JSON) throws(CatalogError) {
        var parser = RunFilterParser()
        condition = try parser.parse(mongo)
    }

    /// Reads JSON text; `nil` and an empty text mean all runs.
    public init(parsing text: String?) throws(CatalogError) {
        guard let text, !text.isEmpty else {
            self = .all
            return
        }
        try NameRules.checkLength(text, field: "filters", bytes: Limits.filterBytes)
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw .invalid(field: "filters", value: text, expected: "JSON text (\(error))")
        }
        try self.init(mongo: json)
    }

    /// The runs that match both filters.
    public func and(_ other: RunFilter) -> RunFilter {
        RunFilter(condition: .all([condition, other.condition]))
    }
}
