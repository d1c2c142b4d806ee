import Hummingbird
import RoostCatalog
import RoostHistory
import RoostJSON

/// `GET /api/v1/keys`: what was logged under which name in some runs, without any value.
struct KeysRoute: Sendable {
    let services: Services

    /// What is known of one key across the runs.
    private struct Seen {
        var types: Set<ValueType> = []
        var runs: Int64 = 0
        /// The place of the run in which it was seen last.
        var lastRun = -1

        mutating func add(_ kind: KeyKind, _ run: Int) {
            if lastRun != run { runs += 1 }
            lastRun = run
            for type in kind.types where !types.contains(type) { types.insert(type) }
        }
    }

    @Sendable func handle(_ request: Request, _ context: ServerContext) async throws -> Response {
        let query = Query(request)
        let names = query.all("run")
        guard (1...Limits.seriesPerRequest).contains(names.count) else {
            throw ServerError.invalid(
                field: "run", value: "\(names.count) runs", expected: "1 to \(Limits.seriesPerRequest) run ids")
        }
        let stream = try query.stream(allowing: [.metrics, .system])
        let runs = try await ChartQuery.runs(
            named: names, project: query.required("project"), entity: query.required("entity"), services,
            as: context.caller)
        var seen: [String: Seen] = [:]
        for (place, kinds) in try await services.history.kinds(of: runs.map(\.key), stream).enumerated() {
            for kind in kinds { seen[kind.name, default: Seen()].add(kind, place) }
        }
        let keys = seen.sorted { $0.key < $1.key }.map { name, key -> JSON in
            [
                "name": .string(name), "types": .array(Set(key.types.map(\.wireName)).sorted().map(JSON.string)),
                "runs": .int(key.runs),
            ]
        }
        var response = Response.json(["keys": .array(keys)])
        response.headers[.cacheControl] = try ChartQuery.cacheControl(query)
        response.headers[.vary] = "Cookie, Authorization"
        return response
    }
}
