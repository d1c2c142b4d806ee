import HTTPTypes
import Hummingbird
import NIOCore
import RoostHistory
import RoostJSON

/// `GET /api/v1/export`: all rows of runs as JSON lines or CSV, or a console as it was printed, a page at a time, so that memory stays constant.
struct ExportRoute: Sendable {
    private static let pageRows = 2_000

    let services: Services

    @Sendable func handle(_ request: Request, _ context: ServerContext) async throws -> Response {
        let query = Query(request)
        let names = query.all("run")
        guard !names.isEmpty else {
            throw ServerError.invalid(field: "run", value: "", expected: "one run id or more")
        }
        let stream = try query.stream(allowing: [.metrics, .system, .console])
        let format = try query.choice("format", of: ["jsonl", "csv", "text"])
        if format == "text" { return try await console(names, stream, query, context) }
        let isCSV = format == "csv"
        let keys = query.all("key")
        let all = RowQuery.allSteps
        let first = try query.int64("from") ?? all.lowerBound
        let last = try query.int64("to") ?? all.upperBound - 1
        guard first <= last else {
            throw ServerError.invalid(field: "to", value: "\(last)", expected: "no less than from (\(first))")
        }
        let steps = first.clamped(to: all)..<(last.clamped(to: all) + 1)
        let runs = try await ChartQuery.runs(
            named: names, project: query.required("project"), entity: query.required("entity"), services,
            as: context.caller)
        let export = Export(
            history: services.history, runs: runs, stream: stream, steps: steps, keys: keys.isEmpty ? nil : keys)
        let columns = isCSV ? try await export.columns() : []
        return Response(
            status: .ok,
            headers: [
                .contentType: isCSV ? "text/csv; charset=utf-8" : "application/jsonl",
                .contentDisposition: "attachment; filename=\"export.\(isCSV ? "csv" : "jsonl")\"",
            ],
            body: ResponseBody { writer in
                if isCSV { try await writer.write(export.header(columns)) }
                for run in runs {
                    var next: Int64? = steps.lowerBound
                    while let start = next, start < steps.upperBound {
                        let page = try await services.history.rows(
                            of: run.key, stream,
                            matching: RowQuery(
                                steps: start..<steps.upperBound, keys: export.keys, match: .any, limit: Self.pageRows))
                        let text = isCSV ? try export.csv(page, run, columns) : export.lines(page, run)
                        try await writer.write(text)
                        next = page.nextStep
                    }
                }
                try await writer.finish(nil)
            })
    }

    /// A run's console without times and stream names, as a file to read.
    private func console(
        _ names: [String], _ stream: RunStream, _ query: Query, _ context: ServerContext
    ) async throws -> Response {
        guard stream == .console, names.count == 1 else {
            throw ServerError.invalid(
                field: "format", value: "text", expected: "jsonl or csv; text is for stream=console of one run")
        }
        let runs = try await ChartQuery.runs(
            named: names, project: query.required("project"), entity: query.required("entity"), services,
            as: context.caller)
        let (history, run) = (services.history, runs[0].key)
        let count = try await history.state(of: run, .console).rowCount
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=utf-8",
                .contentDisposition: "attachment; filename=\"output.log\"",
            ],
            body: ResponseBody { writer in
                var next: Int64 = 0
                while next < count {
                    let end = next + Int64(Self.pageRows)
                    let lines = try await history.lines(of: run, .numbers(next..<end))
                    try await writer.write(ByteBuffer(string: lines.map { $0.text + "\n" }.joined()))
                    next = end
                }
                try await writer.finish(nil)
            })
    }
}

/// What an export holds, and how its rows are written.
private struct Export: Sendable {
    let history: any History
    let runs: [ChartQuery.NamedRun]
    let stream: RunStream
    let steps: Range<Int64>
    let keys: [String]?

    private var hasSeveralRuns: Bool { runs.count > 1 }

    func lines(_ page: RowPage, _ run: ChartQuery.NamedRun) -> ByteBuffer {
        var text = ByteBuffer()
        text.reserveCapacity(page.text.count + page.count * 32)
        let prefix = hasSeveralRuns ? "{\"_run\":\(JSON.string(run.name).text)" : ""
        for index in page.indices {
            let row = page.bytes(at: index)
            if hasSeveralRuns {
                text.writeString(prefix)
                if row.count > 2 { text.writeString(",") }
                text.writeBytes(row.dropFirst())
            } else {
                text.writeBytes(row)
            }
            text.writeInteger(UInt8(ascii: "\n"))
        }
        return text
    }

    // MARK: CSV

    /// The paths of the columns: the keys that were asked for, or all that the runs have.
    func columns() async throws -> [[String]] {
        var paths: [[String]] = []
        var seen: Set<[String]> = [["_step"]]
        for run in runs {
            for info in try await history.keys(of: run.key, stream) {
                if let keys, !keys.contains(info.name) { continue }
                if seen.insert(info.path).inserted { paths.append(info.path) }
            }
        }
        return paths
    }

    func header(_ columns: [[String]]) -> ByteBuffer {
        let names = (hasSeveralRuns ? ["_run"] : []) + ["_step"] + columns.map { $0.joined(separator: ".") }
        return ByteBuffer(string: names.map(Self.cell).joined(separator: ",") + "\r\n")
    }

    func csv(_ page: RowPage, _ run: ChartQuery.NamedRun, _ columns: [[String]]) throws -> ByteBuffer {
        var text = ""
        for index in page.indices {
            let row = try JSON(parsing: Array(page.bytes(at: index)))
            var cells = hasSeveralRuns ? [Self.cell(run.name)] : []
            cells.append("\(page.steps[index])")
            for path in columns {
                let value = path.reduce(Optional(row)) { $0?[$1] }
                switch value {
                case nil: cells.append("")
                case .string(let string)?: cells.append(Self.cell(string))
                case let other?: cells.append(Self.cell(other.text))
                }
            }
            text += cells.joined(separator: ",") + "\r\n"
        }
        return ByteBuffer(string: text)
    }

    /// A cell as RFC 4180 has it.
    private static func cell(_ text: String) -> String {
        let needsQuotes = text.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}

extension Comparable {
    func clamped(to range: Range<Self>) -> Self where Self: BinaryInteger {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound - 1)
    }
}
