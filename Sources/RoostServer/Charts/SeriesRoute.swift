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
                    lastStep: query.lastStep, buckets: query.buckets)
            })
        let curves = zip(wanted, series).map { NamedSeries(run: $0.0.name, key: $0.1, series: $1) }
        var response =
            switch query.form {
            case .binary: Self.bytes(BinarySeries.body(of: curves, query.columns))
            case .packed: Self.bytes(PackedSeries.body(of: curves, query.columns))
            case .json: Self.json(curves, query)
            }
        response.headers[.cacheControl] = query.cacheControl
        response.headers[.vary] = "Cookie, Authorization"
        return response
    }

    private static func bytes(_ body: ByteBuffer) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/vnd.roost.series"],
            body: ResponseBody(byteBuffer: body))
    }

    private static func json(_ curves: [NamedSeries], _ query: ChartQuery) -> Response {
        let list = curves.map { curve -> JSON in
            var columns: JSONObject = [:]
            for column in SeriesColumn.sent(of: curve.series, query.columns) {
                columns[column.rawValue] = .array(column.values(of: curve.series).map(JSON.number))
            }
            var head = curve.head([])
            head["count"] = nil
            head["exact"] = .bool(curve.series.isExact)
            head["columns"] = .object(columns)
            return .object(head)
        }
        return .json(["series": .array(list)])
    }
}
