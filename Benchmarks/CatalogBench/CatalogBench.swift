import BenchSupport
import Foundation
import RoostCatalog

/// What a table of 100,000 runs asks of the catalog: pages, jumps, chosen values, groups, names of fields.
@main
struct CatalogBench {
    static func main() async throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
        let folder = NSTemporaryDirectory() + "catalog-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let catalog = try await Catalog.open(sqlite: folder + "/catalog.sqlite")
        let clock = ContinuousClock()
        let start = clock.now
        let project = try await fill(catalog, count: count)
        Report.line("\(count) runs with 20 values each", "\(Report.number((clock.now - start).seconds, 1)) s")
        let bench = CatalogBench(catalog: catalog, project: project, count: count)
        try await bench.groups()
        try await bench.pages()
        try await catalog.close()
    }

    let catalog: Catalog
    let project: Int64
    let count: Int

    private static func fill(_ catalog: Catalog, count: Int) async throws -> Int64 {
        let (project, user) = try await catalog.write { tx in
            let user = try tx.users.create(NewUser(username: "ada"))
            return (try tx.projects.upsert(entity: user.entityID, name: "bench").project.id, user.id)
        }
        for start in stride(from: 0, to: count, by: 1_000) {
            try await catalog.write { tx in
                for index in start..<min(start + 1_000, count) {
                    _ = try tx.runs.upsert(project: project, name: "run\(index)", change: change(index), user: user)
                }
            }
        }
        return project
    }

    private static func change(_ index: Int) -> RunChange {
        let mixed = Double((index &* 7_919) % 10_007) / 10_007
        let config = (0..<10).map { "\"p\($0)\":{\"value\":\(mixed * Double($0 + 1))}" }.joined(separator: ",")
        let summary = (0..<6).map { "\"m\($0)\":\(mixed / Double($0 + 1))" }.joined(separator: ",")
        return RunChange(
            tags: index % 3 == 0 ? ["base"] : [], group: "g\(index % 50)", state: index % 7 == 0 ? .failed : .finished,
            config: """
                {"lr":{"value":\(Double(index % 20) / 1_000)},"optimizer":{"value":"opt\(index % 5)"},\(config)}
                """, summary: "{\"loss\":\(mixed),\"note\":\"n\(index % 100)\",\(summary)}")
    }

    /// The median of five, in milliseconds.
    private func measure(
        _ what: String, floor: String = "", _ body: @escaping @Sendable (CatalogTransaction) throws -> Void
    ) async throws {
        var times: [Double] = []
        for _ in 0..<5 {
            let clock = ContinuousClock()
            let start = clock.now
            try await catalog.read(body)
            times.append((clock.now - start).seconds * 1_000)
        }
        Report.line(what, "\(Report.number(times.sorted()[2], 1)) ms", floor)
    }

    private func groups() async throws {
        let project = project
        let cases: [(name: String, by: [String], aggregates: [String], filter: String)] = [
            ("groups by a config value, mean of a summary value", ["config.lr"], ["mean:summary_metrics.loss"], ""),
            ("… by text", ["config.optimizer"], ["mean:summary_metrics.loss"], ""),
            ("… by a column", ["group"], ["mean:summary_metrics.loss"], ""),
            (
                "… by three fields, seven aggregates", ["config.lr", "config.optimizer", "state"],
                ["min", "max", "mean", "sum", "std", "median", "count"].map { "\($0):summary_metrics.loss" }, ""
            ),
            ("… of every run one", ["name"], ["mean:summary_metrics.loss"], ""),
            ("… of the failed runs (1 in 7)", ["config.lr"], ["mean:summary_metrics.loss"], #"{"state":"failed"}"#),
            (
                "… of the runs above a value (1 in 100)", ["config.lr"], ["mean:summary_metrics.loss"],
                #"{"summary_metrics.loss":{"$gt":0.99}}"#
            ),
        ]
        for (name, by, aggregates, filter) in cases {
            let grouping = try RunGrouping(by: by, aggregates: aggregates)
            let filter = try RunFilter(parsing: filter)
            try await measure(name, floor: by == ["config.lr"] ? "300 ms" : "") { tx in
                _ = try tx.runs.groups(project: project, filter: filter, grouping, PageRequest(first: 100))
            }
        }
    }

    private func pages() async throws {
        let (project, count) = (project, count)
        for order in ["-created_at", "-summary_metrics.loss", "+display_name"] {
            let parsed = try RunOrder(parsing: order)
            try await measure("50 runs by \(order), from run \(count * 7 / 10) on") { tx in
                _ = try tx.runs.page(
                    project: project, order: parsed, PageRequest(first: 50), offset: count * 7 / 10, parts: .none)
            }
        }
        let keys = (0..<10).map { "config.p\($0)" } + (0..<6).map { "summary_metrics.m\($0)" } + ["config.lr", "state"]
        let many = (0..<50).map { keys[$0 % keys.count] }
        try await measure("a page of 200 runs") { tx in
            _ = try tx.runs.page(project: project, PageRequest(first: 200), parts: .none)
        }
        try await measure("… with 50 chosen values of each") { tx in
            let page = try tx.runs.page(project: project, PageRequest(first: 200), parts: .none)
            _ = try tx.runs.values(of: page.elements, keys: many)
        }
        try await measure("names of fields") { tx in _ = try tx.runs.fieldNames(project: project, search: "p") }
    }
}
