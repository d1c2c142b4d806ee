import HTTPTypes
import Hummingbird
import NIOCore
import RoostCatalog
import RoostHistory
import RoostJSON

/// `GET /api/v1/series`: curves for charts, down-sampled to the asked number of buckets.
struct SeriesRoute: Sendable {
    let services: Services

    @Sendable func handle(_ request: Request, _ context: ServerContext) async throws -> Response {
        let query = try ChartQuery(request)
        let runs = try await query.runs(services, as: context.caller)
        let wanted = runs.flatMap { run in query.keys.map { (run, $0) } }
        let series = try await services.history.series(
            wanted.map { run, key in
                SeriesQuery(
                    run: run.key, stream: query.stream, key: key, axis: query.axis, range: query.range,
                    buckets: query.buckets)
            })
        let curves = zip(wanted, series).map { ($0.0, $0.1, $1) }
        var response = query.isBinary ? Self.binary(curves, query) : Self.json(curves, query)
        response.headers[.cacheControl] = query.cacheControl
        response.headers[.vary] = "Cookie, Authorization"
        return response
    }

    // MARK: Binary

    private static func binary(_ curves: [(ChartQuery.NamedRun, String, Series)], _ query: ChartQuery) -> Response {
        var body = ByteBuffer()
        let values = curves.reduce(0) { $0 + $1.2.bucketCount * SeriesColumn.allCases.count }
        body.reserveCapacity(16 + values * 8 + curves.count * 256)
        body.writeString("RSERIES1")
        body.writeInteger(UInt32(curves.count), endianness: .little)
        // Keeps what follows aligned to 8 bytes, for readers that map it.
        body.writeInteger(UInt32(0), endianness: .little)
        for (run, key, series) in curves {
            let columns = SeriesColumn.sent(of: series, query.columns)
            let head: JSON = [
                "run": .string(run.name), "key": .string(key), "exact": .int(series.isExact ? 1 : 0),
                "count": .int(Int64(series.bucketCount)), "points": .int(series.pointCount),
                "columns": .array(columns.map { .string($0.rawValue) }),
            ]
            var text = Array(head.text.utf8)
            while (text.count + 4) % 8 != 0 { text.append(UInt8(ascii: " ")) }
            body.writeInteger(UInt32(text.count), endianness: .little)
            body.writeBytes(text)
            for column in columns { body.writeDoubles(column.values(of: series)) }
        }
        return Response(
            status: .ok, headers: [.contentType: "application/vnd.roost.series"],
            body: ResponseBody(byteBuffer: body))
    }

    // MARK: JSON

    private static func json(_ curves: [(ChartQuery.NamedRun, String, Series)], _ query: ChartQuery) -> Response {
        let list = curves.map { run, key, series -> JSON in
            var columns: JSONObject = [:]
            for column in SeriesColumn.sent(of: series, query.columns) {
                columns[column.rawValue] = .array(column.values(of: series).map(JSON.number))
            }
            return [
                "run": .string(run.name), "key": .string(key), "exact": .bool(series.isExact),
                "points": .int(series.pointCount), "columns": .object(columns),
            ]
        }
        return .json(["series": .array(list)])
    }
}

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

extension ByteBuffer {
    /// Writes doubles in little-endian order.
    mutating func writeDoubles(_ values: [Double]) {
        #if _endian(little)
            _ = values.withUnsafeBytes { writeBytes($0) }
        #else
            for value in values { writeInteger(value.bitPattern, endianness: .little) }
        #endif
    }
}
