import Foundation
import Synchronization
import Testing

@testable import RoostCatalog

/// How SQLite goes about the lists that people open most: along an index, without sorting, whatever their length.
@Suite struct RunPlanTests {
    private static let cases: [(filter: String, order: String, first: String)] = [
        ("{}", "-created_at", "r USING COVERING INDEX run_created"),
        ("{}", "+created_at", "r USING COVERING INDEX run_created"),
        ("{}", "-heartbeat_at", "r USING COVERING INDEX run_heartbeat"),
        ("{}", "display_name", "r USING COVERING INDEX run_display_name"),
        ("{}", "-group", "r USING COVERING INDEX run_group"),
        ("{}", "-summary_metrics.loss", "s USING COVERING INDEX run_value_number"),
        ("{}", "+config.lr.value", "s USING COVERING INDEX run_value_number"),
        (#"{"config.lr":{"$gt":0}}"#, "-created_at", "r USING COVERING INDEX run_created"),
        (#"{"config.lr":{"$gt":0},"tags":"base"}"#, "-created_at", "r USING COVERING INDEX run_created"),
        (#"{"config.lr":{"$gt":0}}"#, "-summary_metrics.loss", "s USING COVERING INDEX run_value_number"),
        (#"{"state":{"$ne":"running"}}"#, "-created_at", "r USING INDEX run_created"),
    ]

    @Test func listsAreReadAlongAnIndex() async throws {
        let test = try await TestCatalog(.sqlite)
        let project = test.project.id
        try await test.run(
            "r", RunChange(tags: ["base"], config: #"{"lr":{"value":1}}"#, summary: #"{"loss":1}"#))
        for (filter, order, first) in Self.cases {
            let plan = try await test.read { tx throws in
                let recorder = Recorder()
                let session = RecordingSession(base: tx.session, recorder: recorder)
                // No condition leaves few enough runs.
                _ = try RunPager(
                    session: session, project: project, filter: RunFilter(parsing: filter),
                    order: RunOrder(parsing: order), fewRuns: 0
                ).read(PageRequest(first: 1))
                let page = try #require(recorder.queries.first { $0.sql.contains("ORDER BY") })
                return try tx.session.rows("EXPLAIN QUERY PLAN " + page.sql, page.arguments, reused: false)
                    .compactMap { row in if case .text(let step) = row.values[3] { step } else { nil } }
            }
            #expect(plan.first?.contains(first) == true, "\(filter) \(order): \(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE FOR ORDER") }, "\(filter) \(order): \(plan)")
            // Whatever is asked of each run is found by the run.
            #expect(!plan.dropFirst().contains { $0.hasPrefix("SCAN") }, "\(filter) \(order): \(plan)")
            #expect(!plan.dropFirst().contains { $0.contains("INDEX run_value_") }, "\(filter) \(order): \(plan)")
        }
    }

    private final class Recorder: Sendable {
        private let recorded = Mutex<[(sql: String, arguments: [SQLValue])]>([])
        var queries: [(sql: String, arguments: [SQLValue])] { recorded.withLock { $0 } }

        func record(_ sql: String, _ arguments: [SQLValue]) {
            recorded.withLock { $0.append((sql, arguments)) }
        }
    }

    private struct RecordingSession: SQLSession {
        let base: any SQLSession
        let recorder: Recorder
        var dialect: SQLDialect { base.dialect }

        func rows(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> [SQLRow] {
            recorder.record(sql, arguments)
            return try base.rows(sql, arguments, reused: reused)
        }

        func execute(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> Int {
            try base.execute(sql, arguments, reused: reused)
        }
    }
}
