import Foundation
import RoostJSON
import Testing

@testable import RoostCatalog

@Suite struct RunGroupTests {
    private static let runs: [(config: String, summary: String, group: String?, tags: [String])] = [
        (#"{"lr":{"value":0.1},"opt":{"value":"sgd"}}"#, #"{"loss":1}"#, "g", ["a"]),
        (#"{"lr":{"value":0.1},"opt":{"value":"adam"}}"#, #"{"loss":3}"#, "g", ["a", "b"]),
        (#"{"lr":{"value":0.01},"opt":{"value":"sgd"}}"#, #"{"loss":NaN}"#, nil, []),
        (#"{"lr":{"value":"auto"}}"#, #"{"loss":5}"#, nil, ["a"]),
        (#"{"lr":{"value":true}}"#, #"{"loss":Infinity}"#, "h", []),
        (#"{"lr":{"value":null}}"#, #"{"loss":"x"}"#, "h", []),
        ("{}", #"{"loss":2}"#, "h", []),
        (#"{"lr":{"value":[1,2]}}"#, #"{"loss":8}"#, "h", []),
        (#"{"lr":{"value":0.1}}"#, #"{"loss":11}"#, "h", []),
    ]

    private func home(_ kind: TestDatabase) async throws -> TestCatalog {
        let test = try await TestCatalog(kind)
        for (index, run) in Self.runs.enumerated() {
            try await test.run(
                "r\(index)", RunChange(tags: run.tags, group: run.group, config: run.config, summary: run.summary))
        }
        let gone = try await test.run("gone", RunChange(config: #"{"lr":{"value":0.1}}"#, summary: #"{"loss":100}"#))
        try await test.write { try $0.runs.delete(gone.id) }
        return test
    }

    /// `values|count|aggregates` of each group.
    private func groups(
        _ test: TestCatalog, _ by: [String], _ aggregates: [String] = [], order: String? = nil, filter: String = "",
        first: Int = 100
    ) async throws -> [String] {
        let project = test.project.id
        let grouping = try RunGrouping(by: by, aggregates: aggregates, order: order)
        let filter = try RunFilter(parsing: filter)
        let found = try await allPages(first: first) { page in
            try await test.read { tx in
                let groups = try tx.runs.groups(project: project, filter: filter, grouping, page)
                #expect(first < 100 || groups.total == groups.page.elements.count)
                return groups.page
            }
        }
        return found.map { "\($0.values)|\($0.count)|\($0.aggregates)" }
    }

    @Test(arguments: TestDatabase.allCases)
    func runsAreGroupedByTheirValues(_ kind: TestDatabase) async throws {
        let test = try await home(kind)
        let all = ["min", "max", "mean", "sum", "median", "count"].map { "\($0):summary_metrics.loss" }
        #expect(
            try await groups(test, ["config.lr"], all) == [
                "[0.01]|1|[null,null,null,null,null,0]", "[0.1]|3|[1,11,5,15,3,3]",
                "[true]|1|[null,null,null,null,null,0]",
                "[\"auto\"]|1|[5,5,5,5,5,1]", "[[1,2]]|1|[8,8,8,8,8,1]", "[null]|2|[2,2,2,2,2,1]",
            ])
        #expect(
            try await groups(test, ["group"], ["mean:summary_metrics.loss", "median:summary_metrics.loss"]) == [
                "[\"g\"]|2|[2,2]", "[\"h\"]|5|[7,8]", "[null]|2|[5,5]",
            ])
        #expect(
            try await groups(test, ["group", "config.opt.value"], order: "-group") == [
                "[\"h\",null]|5|[]", "[\"g\",\"adam\"]|1|[]", "[\"g\",\"sgd\"]|1|[]", "[null,\"sgd\"]|1|[]",
                "[null,null]|1|[]",
            ])
        #expect(
            try await groups(test, ["tags"]) == ["[[\"a\",\"b\"]]|1|[]", "[[\"a\"]]|2|[]", "[null]|6|[]"])
        let std = try await groups(test, ["state"], ["std:summary_metrics.loss", "count:duration", "max:created_at"])
        let values = [1.0, 3, 5, 2, 8, 11]
        let mean = values.reduce(0, +) / 6
        let wanted = (values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 6).squareRoot()
        #expect(std.count == 1 && std[0].hasPrefix("[\"running\"]|9|["))
        let numbers = try #require(JSON(parsing: String(std[0].split(separator: "|")[2])).arrayValue)
        #expect(abs((numbers[0].doubleValue ?? 0) - wanted) < 1e-12)
        #expect(numbers[1] == 9 && numbers[2] == 1_800_000_000)
        #expect(
            try await groups(test, ["created_at"], filter: #"{"group":"g"}"#) == [
                "[\"2027-01-15T08:00:00.000000Z\"]|2|[]"
            ])
        #expect(try await groups(test, ["config.nosuch"]) == ["[null]|9|[]"])
        #expect(try await groups(test, ["group"], filter: #"{"name":"nosuch"}"#) == [])
        #expect(
            try await groups(test, ["group"], filter: #"{"config.lr":{"$ne":0.1}}"#) == ["[\"h\"]|4|[]", "[null]|2|[]"])
    }

    @Test(arguments: TestDatabase.allCases)
    func groupsAreOrderedAndPaged(_ kind: TestDatabase) async throws {
        let test = try await home(kind)
        let loss = "mean:summary_metrics.loss"
        let cases: [(order: String?, values: [String])] = [
            (nil, ["[0.01]", "[0.1]", "[true]", "[\"auto\"]", "[[1,2]]", "[null]"]),
            ("config.lr", ["[0.01]", "[0.1]", "[true]", "[\"auto\"]", "[[1,2]]", "[null]"]),
            ("-config.lr", ["[0.1]", "[0.01]", "[true]", "[\"auto\"]", "[[1,2]]", "[null]"]),
            ("-count", ["[0.1]", "[null]", "[0.01]", "[true]", "[\"auto\"]", "[[1,2]]"]),
            ("+count", ["[0.01]", "[true]", "[\"auto\"]", "[[1,2]]", "[null]", "[0.1]"]),
            ("-\(loss)", ["[[1,2]]", "[0.1]", "[\"auto\"]", "[null]", "[0.01]", "[true]"]),
            ("+\(loss)", ["[null]", "[0.1]", "[\"auto\"]", "[[1,2]]", "[0.01]", "[true]"]),
        ]
        for (order, values) in cases {
            for first in [1, 2, 5, 100] {
                let found = try await groups(test, ["config.lr"], order: order, first: first)
                #expect(
                    found.map { String($0.prefix { $0 != "|" }) } == values, "\(order ?? "nil"), pages of \(first)")
            }
        }
        #expect(
            try await groups(test, ["group", "tags", "config.opt", "config.lr"], first: 1)
                == groups(test, ["group", "tags", "config.opt", "config.lr"]))
        let project = test.project.id
        let cursor = try await test.read {
            try $0.runs.groups(project: project, RunGrouping(by: ["group"]), PageRequest(first: 1)).page.endCursor
        }
        for other in [try RunGrouping(by: ["state"]), try RunGrouping(by: ["group"], order: "-group")] {
            await #expect {
                try await test.read { try $0.runs.groups(project: project, other, PageRequest(after: cursor)) }
            } throws: {
                ($0 as? CatalogError)?.field == "cursor"
            }
        }
    }

    /// The runs of each group are those that a filter with its values finds.
    @Test(arguments: TestDatabase.allCases)
    func aGroupsRunsAreFoundByItsValues(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let project = test.project.id
        let values: [JSON?] = [1, 2.5, "x", nil, true, .number(.infinity), "y", JSON.null]
        for index in 0..<80 {
            var config: JSONObject = [:]
            config["a"] = values[index % 8].map { ["value": $0] }
            config["b"] = values[index / 8 % 8].map { ["value": ["c": $0]] }
            try await test.run(
                "r\(index)",
                RunChange(
                    tags: [["t"], ["t", "u"], []][index % 3], group: ["g", nil, "h"][index % 3],
                    state: [.running, .failed][index % 2], config: JSON.object(config).canonicalText,
                    summary: "{\"loss\":\(index)}"))
        }
        for keys in [
            ["config.a"], ["state", "config.b.c"], ["config.b.c.value", "group"], ["tags", "state", "config.a"],
        ] {
            let grouping = try RunGrouping(by: keys, aggregates: ["min:summary_metrics.loss"], order: "-count")
            for filter in ["", #"{"state":"running"}"#, #"{"config.a":{"$ne":1}}"#] {
                let base = try RunFilter(parsing: filter)
                let groups = try await test.read { try $0.runs.groups(project: project, filter: base, grouping) }
                let total = try await test.read { try $0.runs.count(project: project, filter: base) }
                #expect(groups.page.elements.map(\.count).reduce(0, +) == total)
                for group in groups.page.elements where !group.values.contains("Infinity") {
                    let shared = try #require(try JSON(parsing: group.values).arrayValue)
                    let parts = zip(keys, shared).map { JSON.object([$0: $1]) }
                    let mine = try base.and(RunFilter(mongo: ["$and": .array(parts)]))
                    let order = try RunOrder(parsing: "summary_metrics.loss")
                    let found = try await test.read { tx in
                        let page = try tx.runs.page(project: project, filter: mine, order: order)
                        return (try tx.runs.count(project: project, filter: mine), page.elements.first?.summary)
                    }
                    #expect(found.0 == group.count, "\(keys) \(group.values) of \(filter)")
                    #expect(found.1 == "{\"loss\":\(group.aggregates.dropFirst().dropLast())}")
                }
            }
        }
    }

    @Test func whatIsNoGroupingIsRefused() {
        let wrong: [(by: [String], aggregates: [String], order: String?, field: String?)] = [
            ([], [], nil, "by"), (["nosuch"], [], nil, "by"), (["tags.a"], [], nil, "by"),
            (["group"], ["loss"], nil, "aggregates"), (["group"], ["best:config.lr"], nil, "aggregates"),
            (["group"], ["mean:group"], nil, "aggregates"), (["group"], [], "state", "order"),
            (["group"], [], "+mean:nosuch", "order"),
            (Array(repeating: "group", count: 5), [], nil, nil),
            (["group"], Array(repeating: "mean:config.lr", count: 51), nil, nil),
        ]
        for (by, aggregates, order, field) in wrong {
            #expect {
                try RunGrouping(by: by, aggregates: aggregates, order: order)
            } throws: {
                ($0 as? CatalogError)?.field == field
            }
        }
    }
}
