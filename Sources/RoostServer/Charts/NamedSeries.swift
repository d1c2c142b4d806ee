import RoostHistory
import RoostJSON

/// A curve as an answer names it.
struct NamedSeries {
    /// The run's id as its user knows it.
    let run: String
    let key: String
    let series: Series

    /// What an answer says of the curve beside its columns.
    func head(_ columns: [SeriesColumn]) -> JSONObject {
        var head: JSONObject = [
            "run": .string(run), "key": .string(key), "exact": .int(series.isExact ? 1 : 0),
            "count": .int(Int64(series.bucketCount)), "points": .int(series.pointCount),
            "columns": SeriesColumn.names(columns),
        ]
        if series.clockOffset != 0 { head["clock"] = .number(series.clockOffset) }
        return head
    }
}
