import Hummingbird
import RoostCatalog
import RoostHistory

/// The parameters that the chart addresses share.
struct ChartQuery: Sendable {
    /// How an answer is written.
    enum Form: String, CaseIterable {
        case binary, packed, json
    }

    struct NamedRun: Sendable, Hashable {
        /// The run's id as its user knows it.
        let name: String
        let key: RunKey
    }

    let entity: String
    let project: String
    let runNames: [String]
    let keys: [String]
    let stream: RunStream
    let axis: SeriesQuery.Axis
    let range: ClosedRange<Double>?
    let lastStep: Int64
    let buckets: Int
    let form: Form
    /// Which columns a curve is sent with; `nil` for all.
    let columns: Set<SeriesColumn>?
    let cacheControl: String

    init(_ request: Request) throws(ServerError) {
        let query = Query(request)
        entity = try query.required("entity")
        project = try query.required("project")
        runNames = query.all("run")
        keys = query.all("key")
        guard !runNames.isEmpty else { throw .invalid(field: "run", value: "", expected: "one run id or more") }
        guard !keys.isEmpty else { throw .invalid(field: "key", value: "", expected: "one metric name or more") }
        guard runNames.count * keys.count <= Limits.seriesPerRequest else {
            throw .invalid(
                field: "run and key", value: "\(runNames.count) runs times \(keys.count) keys",
                expected: "at most \(Limits.seriesPerRequest) curves a request")
        }
        stream = try query.stream(allowing: [.metrics, .system])
        axis = try Self.axis(query.first("x") ?? "step")
        range = try Self.range(query)
        lastStep = try query.int64("lastStep") ?? .max
        buckets = try query.int("buckets", default: 1_500, in: 1...Limits.seriesBuckets)
        form = Form(rawValue: try query.choice("format", of: Form.allCases.map(\.rawValue))) ?? .binary
        columns = try Self.columns(query.all("column"))
        cacheControl = try Self.cacheControl(query)
    }

    /// How long a browser may keep the answer: not at all, or long when the address has a `version`, which the asker
    /// changes when the data may have changed.
    static func cacheControl(_ query: Query) throws(ServerError) -> String {
        guard let version = query.first("version") else { return "no-store" }
        let most = 64
        guard version.utf8.count <= most else {
            throw .invalid(field: "version", value: version, expected: "at most \(most) bytes")
        }
        return "private, max-age=604800"
    }

    /// The runs that are asked for, each of which the caller may read.
    func runs(_ services: Services, as caller: Caller) async throws -> [NamedRun] {
        try await Self.runs(named: runNames, project: project, entity: entity, services, as: caller)
    }

    static func runs(
        named names: [String], project: String, entity: String, _ services: Services, as caller: Caller
    ) async throws -> [NamedRun] {
        try await services.read(as: caller) { access in
            let project = try access.project(project, entity: entity, for: .read)
            return try names.map { name in
                guard let run = try access.run(name, in: project, parts: .none) else {
                    throw ServerError.notFound("run '\(entity)/\(project.name)/\(name)'")
                }
                return NamedRun(name: name, key: RunKey(run.id))
            }
        }
    }

    private static func columns(_ names: [String]) throws(ServerError) -> Set<SeriesColumn>? {
        guard !names.isEmpty else { return nil }
        var columns: Set<SeriesColumn> = []
        for name in names {
            guard let column = SeriesColumn(rawValue: name) else {
                throw .invalid(
                    field: "column", value: name,
                    expected: SeriesColumn.allCases.map(\.rawValue).joined(separator: ", "))
            }
            columns.insert(column)
        }
        return columns
    }

    private static func axis(_ text: String) throws(ServerError) -> SeriesQuery.Axis {
        switch text {
        case "step": return .step
        case "relative": return .relativeTime
        case "wall": return .wallTime
        default:
            guard text.hasPrefix("metric:"), text.count > 7 else {
                throw .invalid(field: "x", value: text, expected: "step, relative, wall or metric:KEY")
            }
            return .metric(String(text.dropFirst(7)))
        }
    }

    private static func range(_ query: Query) throws(ServerError) -> ClosedRange<Double>? {
        let from = try query.number("from")
        let to = try query.number("to")
        guard from != nil || to != nil else { return nil }
        let lower = from ?? -.greatestFiniteMagnitude
        let upper = to ?? .greatestFiniteMagnitude
        guard lower <= upper else {
            throw .invalid(field: "to", value: "\(upper)", expected: "no less than from (\(lower))")
        }
        return lower...upper
    }
}
