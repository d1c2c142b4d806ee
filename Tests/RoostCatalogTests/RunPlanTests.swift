import Foundation
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
                let recorder = SQLRecorder()
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

    /// What people type into a search box is looked for in indexes alone.
    @Test func searchesGoThroughIndexes() async throws {
        let test = try await TestCatalog(.sqlite)
        let project = test.project.id
        try await test.run("r", RunChange(tags: ["base"], group: "g"))
        let fields = ["display_name", "name", "tags", "group"]
        let parts = fields.map { #"{"\#($0)":{"$regex":"owl\\-7","$options":"i"}}"# }
        let filter = try RunFilter(parsing: #"{"$or":[\#(parts.joined(separator: ","))]}"#)
        let plans = try await test.read { tx throws in
            let recorder = SQLRecorder()
            let session = RecordingSession(base: tx.session, recorder: recorder)
            _ = try RunPager(
                session: session, project: project, filter: filter, order: RunOrder(parsing: "-created_at")
            ).read(PageRequest(first: 1))
            _ = try RunCounter(session: session, project: project, filter: filter).count()
            return try recorder.queries.filter { !$0.sql.contains("run_path") }.map { query in
                try tx.session.rows("EXPLAIN QUERY PLAN " + query.sql, query.arguments, reused: false)
                    .compactMap { row in if case .text(let step) = row.values[3] { step } else { nil } }
            }
        }
        // Four for the page, one for the count.
        #expect(plans.count == 5)
        let steps = plans.joined().filter { $0.hasPrefix("SEARCH") }
        #expect(steps.count == 8 && steps.allSatisfy { $0.contains("COVERING INDEX") }, "\(plans)")
    }

    /// Fields of all runs are read along an index that has all there is to know.
    @Test func groupsReadEachFieldAlongAnIndex() async throws {
        let test = try await TestCatalog(.sqlite)
        let project = test.project.id
        try await test.run("r", RunChange(group: "g", config: #"{"lr":{"value":1}}"#, summary: #"{"loss":1}"#))
        let grouping = try RunGrouping(by: ["config.lr", "group"], aggregates: ["mean:summary_metrics.loss"])
        let plans = try await test.read { tx throws in
            let recorder = SQLRecorder()
            let session = RecordingSession(base: tx.session, recorder: recorder)
            _ = try RunGrouper(session: session, project: project, filter: .all, grouping: grouping)
                .read(PageRequest(first: 1))
            return try recorder.queries.filter { !$0.sql.contains("run_path") }.map { query in
                try tx.session.rows("EXPLAIN QUERY PLAN " + query.sql, query.arguments, reused: false)
                    .compactMap { row in if case .text(let step) = row.values[3] { step } else { nil } }
            }
        }
        #expect(plans.count == 7)
        for plan in plans {
            #expect(plan.count == 1 && plan[0].hasPrefix("SEARCH"), "\(plan)")
            #expect(plan[0].contains("COVERING INDEX") || plan[0].contains("run_value_list"), "\(plan)")
        }
    }
}
