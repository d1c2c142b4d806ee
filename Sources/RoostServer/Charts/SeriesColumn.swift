import RoostHistory
import RoostJSON

/// The columns of a curve, in the order in which they are sent.
enum SeriesColumn: String, CaseIterable, Sendable {
    case xFirst, xLast, min, max, first, last, mean, count, nan, posInf, negInf

    /// The columns that answer a request for `chosen` ones. When some are chosen, the counts of values that are not
    /// finite are left out where they are zero throughout, as they nearly always are.
    static func sent(of series: Series, _ chosen: Set<SeriesColumn>?) -> [SeriesColumn] {
        guard let chosen else { return allCases }
        return allCases.filter { column in
            guard chosen.contains(column) else { return false }
            switch column {
            case .nan, .posInf, .negInf: return column.values(of: series).contains { $0 != 0 }
            default: return true
            }
        }
    }

    /// Whether the column says where on the axis its buckets are.
    var isPlace: Bool { self == .xFirst || self == .xLast }

    /// Whether the column holds logged values, or means of them.
    var isValue: Bool { [.min, .max, .first, .last, .mean].contains(self) }

    static func names(_ columns: [SeriesColumn]) -> JSON { .array(columns.map { .string($0.rawValue) }) }

    func values(of series: Series) -> [Double] {
        switch self {
        case .xFirst: series.firstX
        case .xLast: series.lastX
        case .min: series.minimum
        case .max: series.maximum
        case .first: series.isExact ? series.exact(series.first) : series.first
        case .last: series.isExact ? series.exact(series.last) : series.last
        case .mean: series.mean
        case .count: series.count
        case .nan: series.nanCount
        case .posInf: series.positiveInfinityCount
        case .negInf: series.negativeInfinityCount
        }
    }
}

extension Series {
    /// A column of an exact series, each bucket of which is one point, with the infinities that are counted apart.
    fileprivate func exact(_ column: [Double]) -> [Double] {
        column.indices.map { index in
            if positiveInfinityCount[index] > 0 { return .infinity }
            return negativeInfinityCount[index] > 0 ? -.infinity : column[index]
        }
    }

    /// How many points the buckets hold together.
    var pointCount: Int64 { Int64(count.reduce(0, +)) }
}
