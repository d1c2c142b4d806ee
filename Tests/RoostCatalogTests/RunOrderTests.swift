import Foundation
import RoostJSON
import Testing

@testable import RoostCatalog

@Suite struct RunOrderTests {
    @Test(arguments: TestDatabase.allCases)
    func ordersSort(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let summaries = [
            "{\"m\":2}", "{}", "{\"m\":NaN}", "{\"m\":-1}", "{\"m\":\"b\"}", "{\"m\":true}", "{\"m\":2}",
            "{\"m\":\"a\"}", "{\"m\":Infinity}",
        ]
        for (index, summary) in summaries.enumerated() {
            try await test.run(
                "abcdefghi".map(String.init)[index], RunChange(group: ["x", nil, "y"][index % 3], summary: summary))
            test.clock.advance(1)
        }
        let cases: [(order: String?, names: String)] = [
            (nil, "ihgfedcba"), ("", "ihgfedcba"), ("+created_at", "abcdefghi"), ("created_at", "abcdefghi"),
            ("-createdAt", "ihgfedcba"), ("-name", "ihgfedcba"), ("+summary_metrics.m", "dagifhebc"),
            ("-summary_metrics.m", "igadfehcb"), ("+summary_metrics.nosuch", "abcdefghi"),
            ("-config.nosuch.value", "ihgfedcba"), ("+group", "adgcfibeh"), ("-group", "ifcgdaheb"),
            ("group,-name", "gdaifcheb"), ("-group,+summary_metrics.m", "ifcdgaheb"), (" +state , -name ", "ihgfedcba"),
        ]
        for (order, names) in cases {
            let parsed = try RunOrder(parsing: order)
            for first in [1, 2, 4, 100] {
                let found = try await allPages(first: first) { page in
                    try await test.read { try $0.runs.page(project: project, order: parsed, page, parts: .none) }
                }
                #expect(found.map(\.name).joined() == names, "\(order ?? "nil"), pages of \(first)")
            }
            for offset in 0...10 {
                let all = Array(names)
                let page = try await test.read {
                    try $0.runs.page(
                        project: project, order: parsed, PageRequest(first: 3), offset: offset, parts: .none)
                }
                #expect(
                    page.elements.map(\.name).joined() == String(all.dropFirst(offset).prefix(3)),
                    "\(order ?? "nil") from \(offset)")
                #expect(page.hasNextPage == (offset + 3 < all.count))
                guard offset < 4 else { continue }
                let first = try await test.read {
                    try $0.runs.page(project: project, order: parsed, PageRequest(first: 2), parts: .none)
                }
                let later = try await test.read {
                    try $0.runs.page(
                        project: project, order: parsed, PageRequest(first: 3, after: first.endCursor),
                        offset: offset, parts: .none)
                }
                #expect(later.elements.map(\.name).joined() == String(all.dropFirst(2 + offset).prefix(3)))
            }
        }
    }

    @Test(arguments: ["nosuch", "+", "tags", "-tags.x", "keys_info.keys.a", ",", "+config", "a,b"])
    func otherOrdersAreRefused(_ text: String) {
        #expect { try RunOrder(parsing: text) } throws: { ($0 as? CatalogError)?.field == "order" }
    }

    @Test func ordersAreBounded() {
        #expect(throws: CatalogError.limit(name: "keys of the order", limit: 8, value: 9)) {
            try RunOrder(parsing: Array(repeating: "name", count: 9).joined(separator: ","))
        }
    }

    @Test(arguments: ["-created_at", "+created_at", "-summary_metrics.m", "+name", "-name"])
    func cursorsStayPutWhenRunsComeAndGo(_ text: String) async throws {
        let test = try await TestCatalog(.sqlite)
        let project = test.project.id
        for index in 0..<6 {
            try await test.run("r\(index)", RunChange(summary: "{\"m\":\(index)}"))
            test.clock.advance(1)
        }
        let order = try RunOrder(parsing: text)
        func page(_ after: String?, _ first: Int = 3) async throws -> Page<Run> {
            try await test.read {
                try $0.runs.page(project: project, order: order, PageRequest(first: first, after: after), parts: .none)
            }
        }
        let before = try await page(nil, 6).elements.map(\.name)
        let first = try await page(nil)
        // One that sorts before all others in every order but by age, where it comes last or first.
        try await test.run(text == "-name" ? "z" : "a", RunChange(summary: #"{"m":99}"#))
        let second = try await page(first.endCursor)
        #expect(first.elements.map(\.name) == Array(before.prefix(3)))
        #expect(second.elements.map(\.name) == Array(before.suffix(3)))
        #expect(second.hasNextPage == (text == "+created_at"))
        // Each edge has a cursor, which works when its run is gone.
        let gone = first.edges[1]
        try await test.write { try $0.runs.delete(gone.node.id) }
        #expect(try await page(gone.cursor).elements.map(\.name) == Array(before[2..<5]))
    }

    @Test(arguments: TestDatabase.allCases)
    func foreignCursorsAreRefused(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        try await test.run("a")
        try await test.run("b")
        let newest = try await test.read { try $0.runs.page(project: project, PageRequest(first: 1)) }
        let byName = try RunOrder(parsing: "name")
        for cursor in [newest.endCursor ?? "", "nonsense", "W10=", String(repeating: "a", count: 9_000)] {
            await #expect {
                try await test.read { try $0.runs.page(project: project, order: byName, PageRequest(after: cursor)) }
            } throws: {
                ($0 as? CatalogError)?.field == "cursor"
            }
        }
    }

    /// Random orders on random runs, page by page, against sorting in memory.
    @Test(arguments: TestDatabase.allCases)
    func agreesWithTheModel(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        var generator = RandomRuns(seed: 5)
        let models = (0..<40).map { generator.run($0) }
        let project = test.project.id
        for model in models {
            let id = try await test.run(model.name, generator.change(model)).id
            try await test.write { try $0.runs.addHistoryKeys(id, model.keys) }
            test.clock.advance(1)
        }
        for round in 0..<60 {
            let text = generator.order()
            let order = try RunOrder(parsing: text)
            let filter = round % 2 == 0 ? JSON.emptyObject : generator.filter(depth: 1)
            let parsed = try RunFilter(mongo: filter)
            let expected = models.indices.filter { MongoModel(run: models[$0]).matches(filter) }.sorted { one, other in
                ModelOrder(text).isBefore(models[one], models[other])
                    ?? (ModelOrder(text).isDescending ? one > other : one < other)
            }.map { models[$0].name }
            let found = try await allPages(first: 7) { page in
                try await test.read {
                    try $0.runs.page(project: project, filter: parsed, order: order, page, parts: .none)
                }
            }
            #expect(found.map(\.name) == expected, "\(text) of \(filter.canonicalText)")
        }
    }
}

/// An order, plainly.
private struct ModelOrder {
    private let keys: [(field: String, isDescending: Bool)]

    init(_ text: String) {
        keys = text.split(separator: ",").map { part in
            (String(part.drop { $0 == "+" || $0 == "-" }), part.hasPrefix("-"))
        }
    }

    var isDescending: Bool { keys[0].isDescending }

    /// `nil` when the keys do not tell.
    func isBefore(_ one: ModelRun, _ other: ModelRun) -> Bool? {
        for key in keys {
            let (a, b) = (Self.rank(one, key.field), Self.rank(other, key.field))
            if a.group != b.group { return a.group < b.group }
            if a.number != b.number { return (a.number < b.number) != key.isDescending }
            if a.text != b.text { return (a.text < b.text) != key.isDescending }
        }
        return nil
    }

    /// Numbers come before booleans, booleans before texts, and all others last.
    private static func rank(_ run: ModelRun, _ field: String) -> (group: Int, number: Double, text: String) {
        switch MongoModel(run: run).value(field) {
        case .int(let value)?: (0, Double(value), "")
        case .number(let value)? where !value.isNaN: (0, value, "")
        case .bool(let value)?: (1, value ? 1 : 0, "")
        case .string(let text)?: (2, 0, text)
        default: (3, 0, "")
        }
    }
}
