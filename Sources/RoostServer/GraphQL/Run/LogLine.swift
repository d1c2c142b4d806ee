import RoostCatalog
import RoostGraphQL
import RoostHistory

/// A console line of a run; its number starts at 0.
struct LogLine: GraphQLObject, ConnectionKind {
    typealias Node = LogLine
    static let graphQLTypeName = "LogLine"
    static let connectionName = "LogLine"

    let line: ConsoleLine

    static func type() -> Object<LogLine> {
        Object("LogLine") {
            Field("number", "Int!", .parent) { line, _, _ in line.line.number }
            Field("timestamp", "DateTime", .parent) { line, _, _ in line.line.timestamp.map { $0 + "Z" } }
            Field("level", "String", .parent) { line, _, _ in line.line.level }
            Field("label", "String", .parent) { line, _, _ in line.line.label }
            Field("line", "String!", .parent) { line, _, _ in line.line.text }
        }
    }

    static func page(
        of run: RunNode, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> Connection<LogLine> {
        let history = context.services.history
        let count = Int(clamping: try await history.state(of: run.key, .console).rowCount)
        let range: Range<Int>
        if let last = arguments.optionalInt("last") {
            let end = arguments.optionalString("before").flatMap { Int($0) } ?? count
            range = max(0, end - Int(min(max(last, 0), Int64(Limits.page))))..<max(0, end)
        } else {
            let first = Int(min(max(arguments.optionalInt("first") ?? 1_000, 0), Int64(Limits.page)))
            let start = arguments.optionalString("after").flatMap { Int($0) }.map { $0 + 1 } ?? 0
            range = start..<start + first
        }
        let lines = try await history.lines(of: run.key, .numbers(Int64(range.lowerBound)..<Int64(range.upperBound)))
        return Connection(
            edges: lines.map { Edge(node: LogLine(line: $0), cursor: "\($0.number)") },
            pageInfo: PageInfo(
                startCursor: lines.first.map { "\($0.number)" }, endCursor: lines.last.map { "\($0.number)" },
                hasNextPage: range.upperBound < count, hasPreviousPage: range.lowerBound > 0),
            totalCount: { _ in count })
    }
}
