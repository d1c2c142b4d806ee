import RoostGraphQL
import RoostHistory
import RoostJSON

extension RunNode {
    /// What clients read of a run's logged rows, and where they continue after a resume.
    @FieldsBuilder<RunNode, QueryContext> static var history: [Field<RunNode, QueryContext>] {
        Field("historyLineCount", "Int", .parent) { node, _, context in
            if node.origin == .upsert, ClientVersion(node.run.writerVersion).resetsOffsetsOnLineCount {
                return Int64?.none
            }
            return try await context.services.history.state(of: node.key, .metrics).lineCount
        }
        Field("eventsLineCount", "Int", .parent) { node, _, context in
            try await context.services.history.state(of: node.key, .system).lineCount
        }
        Field("logLineCount", "Int", .parent) { node, _, context in
            try await context.services.history.state(of: node.key, .console).lineCount
        }
        Field("historyTail", "JSONString", .parent) { node, _, context in try await node.tail(.metrics, context) }
        Field("eventsTail", "JSONString", .parent) { node, _, context in try await node.tail(.system, context) }
        Field("historyKeys", "JSON", .parent) { node, _, context in try await node.historyKeys(context) }
        Field(
            "history", "[String!]", arguments: ["minStep: Int64", "maxStep: Int64", "samples: Int"], .parent,
            "Rows as JSON text, in step order: of the steps from minStep up to but not including maxStep, or a sample."
        ) { node, arguments, context in
            try await node.rows(.metrics, arguments, context)
        }
        Field("events", "[String!]", arguments: ["samples: Int"], .parent) { node, arguments, context in
            try await node.rows(.system, arguments, context)
        }
        Field(
            "sampledHistory", "[JSON]", arguments: ["specs: [JSONString!]!"], .parent,
            "For each spec `{keys, samples, minStep, maxStep}` the rows that have all its keys."
        ) { node, arguments, context in
            try await node.sampledHistory(arguments, context)
        }
        Field("parquetHistory", "ParquetHistory", arguments: ["liveKeys: [String!]!"], .parent) { _, _, _ in
            ParquetHistory()
        }
        Field(
            "logLines", "LogLineConnection",
            arguments: [
                "first: Int", "after: String", "last: Int", "before: String",
                "useImprovedPagination: Boolean = false",
            ], .parent
        ) { node, arguments, context in
            try await LogLine.page(of: node, arguments, context)
        }
    }

    /// The last row, as a JSON array of JSON strings.
    private func tail(_ stream: RunStream, _ context: QueryContext) async throws -> String {
        let rows = try await context.services.history.tail(of: key, stream, count: 1)
        return JSON.array(rows.map { .string($0.json) }).text
    }

    private func historyKeys(_ context: QueryContext) async throws -> JSON {
        let state = try await context.services.history.state(of: key, .metrics)
        var keys: JSONObject = [:]
        for info in try await context.services.history.keys(of: key, .metrics) {
            let counts = info.counts.map { type, count in
                JSON.object(["type": .string(type.wireName), "count": .int(Int64(count))])
            }
            keys[info.name] = ["typeCounts": .array(counts), "monotonic": .bool(info.isMonotonic)]
        }
        return ["sets": [], "keys": .object(keys), "lastStep": .int(state.lastStep ?? -1)]
    }

    private func rows(
        _ stream: RunStream, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> [String] {
        let samples = Int(min(arguments.optionalInt("samples") ?? 500, Int64(Limits.historyPage)))
        let steps = Self.steps(arguments.optionalInt("minStep"), arguments.optionalInt("maxStep"))
        return try await context.services.history.sampledRows(
            of: key, stream, matching: RowQuery(steps: steps, limit: max(samples, 1))
        ).map(\.json)
    }

    private func sampledHistory(_ arguments: Arguments, _ context: QueryContext) async throws -> RawJSON {
        var writer = JSONWriter()
        writer.write(raw: "[")
        for (index, text) in arguments.strings("specs").enumerated() {
            if index > 0 { writer.write(raw: ",") }
            let (rows, showsStep) = try await sampledRows(spec: text, context)
            writer.write(raw: "[")
            for index in rows.indices {
                if index > 0 { writer.write(raw: ",") }
                if showsStep {
                    writer.bytes.append(contentsOf: rows.bytes(at: index))
                } else {
                    writer.write(try Self.withoutStep(rows.bytes(at: index)))
                }
            }
            writer.write(raw: "]")
        }
        writer.write(raw: "]")
        return RawJSON(writer.text)
    }

    /// Rows always carry their step; a spec that names keys but not `_step` does not want it.
    private static func withoutStep(_ row: ArraySlice<UInt8>) throws -> JSON {
        var members = try JSON(parsing: Array(row)).objectValue ?? [:]
        members["_step"] = nil
        return .object(members)
    }

    private func sampledRows(
        spec text: String, _ context: QueryContext
    ) async throws -> (rows: RowPage, showsStep: Bool) {
        guard let spec = try? JSON(parsing: text), spec.objectValue != nil else {
            throw ServerError.invalid(field: "specs", value: text, expected: #"an object such as {"keys": ["loss"]}"#)
        }
        let named = spec["keys"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let keys = named.filter { $0 != "_step" }
        let samples = Int(min(spec["samples"]?.intValue ?? 500, Int64(Limits.historyPage)))
        let minStep = spec["minStep"]?.intValue
        var maxStep = spec["maxStep"]?.intValue
        // Clients that page in half-open steps ask for exactly as many samples as steps; the others include the end.
        if let last = maxStep, last < .max, samples != Int(clamping: last.subtractingSaturated(minStep ?? 0)) {
            maxStep = last + 1
        }
        let rows = try await context.services.history.sampledRows(
            of: key, .metrics,
            matching: RowQuery(
                steps: Self.steps(minStep, maxStep), keys: keys.isEmpty ? nil : keys, limit: max(samples, 1)))
        return (rows, named.isEmpty || named.contains("_step"))
    }

    private static func steps(_ first: Int64?, _ end: Int64?) -> Range<Int64> {
        let all = RowQuery.allSteps
        let lower = min(max(first ?? all.lowerBound, all.lowerBound), all.upperBound)
        return lower..<max(lower, min(end ?? all.upperBound, all.upperBound))
    }
}

extension ValueType {
    /// The type's name in `historyKeys`.
    var wireName: String {
        switch self {
        case .number: "number"
        case .string: "string"
        case .boolean: "boolean"
        case .null: "nil"
        case .list: "list"
        case .object(let type): type ?? "map"
        }
    }
}

extension Int64 {
    func subtractingSaturated(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (self < 0 ? .min : .max) : difference
    }
}

/// Exported history files; there are none, so readers page through the rows.
struct ParquetHistory: GraphQLObject {
    static let graphQLTypeName = "ParquetHistory"

    static func type() -> Object<ParquetHistory> {
        Object("ParquetHistory") {
            Field("parquetUrls", "[String!]!", .parent) { _, _, _ in [String]() }
            Field("liveData", "[JSON!]!", .parent) { _, _, _ in [JSON]() }
        }
    }
}
