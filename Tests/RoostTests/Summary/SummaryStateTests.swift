import Testing

@testable import Roost

@Suite struct SummaryStateTests {
    var metrics = MetricRegistry()
    var summary = SummaryState()

    private mutating func define(
        _ name: String, _ aggregations: Set<MetricDefinition.Aggregation>, goal: MetricDefinition.Goal? = nil
    ) throws {
        metrics.define(
            try MetricDefinition(
                name: name, stepMetric: nil, stepSync: nil, hidden: nil, summary: aggregations, goal: goal),
            overwrite: false)
        summary.redefine(metrics: metrics)
    }

    private mutating func log(_ values: [RowField]) {
        values.withUnsafeBufferPointer { summary.log($0, metrics: metrics) }
    }

    @Test mutating func holdsTheLastValueOfEachKey() {
        log([("a", 1), ("b", "x")])
        log([("a", 2.5)])
        log([("c", nil), ("b", nil), ("a", true)])
        #expect(RunValue.object(summary.members) == ["a": true, "b": "x"])
        #expect(summary.members.map(\.key) == ["a", "b"])
    }

    @Test mutating func aggregates() throws {
        try define("a", [.min, .max, .mean, .last])
        try define("best-of", [.best], goal: .maximize)
        try define("least", [.best])
        try define("hidden", [.none])
        try define("copied", [.copy])
        for value in [3.0, -1, 4] {
            log([
                ("a", .number(value)), ("best-of", .number(value)), ("least", .number(value)), ("hidden", 1),
                ("copied", .number(value)),
            ])
        }
        #expect(summary.value("a") == ["min": -1, "max": 4, "mean": 2, "last": 4])
        #expect(summary.value("best-of") == ["best": 4])
        #expect(summary.value("least") == ["best": -1])
        #expect(summary.value("hidden") == nil)
        #expect(summary.value("copied") == 4)
    }

    @Test mutating func definitionsAreForTheValuesInsideAnObject() throws {
        try define("*", [.max])
        try define("exact", [.none])
        try define("object.hidden", [.none])
        log([
            ("plain", 3), ("exact", ["a": 3]), ("object", ["a": 3, "hidden": 1, "text": "x", "deep": ["b": 3]]),
            ("image", ["_type": "image-file", "width": 6]), ("holder", ["image": ["_type": "image-file", "width": 6]]),
        ])
        log([
            ("plain", 2), ("exact", ["a": 2]), ("object", ["a": 2, "deep": ["b": 2]]),
            ("image", ["_type": "image-file", "width": 5]),
        ])
        #expect(summary.value("plain") == ["max": 3])
        #expect(summary.value("exact") == ["a": ["max": 3]])
        #expect(summary.value("object") == ["a": ["max": 3], "text": "x", "deep": ["b": ["max": 3]]])
        // Media are whole: their sizes are no metrics.
        #expect(summary.value("image") == ["_type": "image-file", "width": 5])
        #expect(summary.value("holder") == ["image": ["_type": "image-file", "width": 6]])
    }

    @Test mutating func booleansAndTextsCountForTheLastValueOnly() throws {
        try define("a", [.min, .mean, .last])
        log([("a", 3)])
        log([("a", true)])
        #expect(summary.value("a") == ["min": 3, "mean": 3, "last": true])
        log([("a", "x")])
        #expect(summary.value("a") == ["min": 3, "mean": 3, "last": "x"])
    }

    @Test mutating func notANumberCountsForTheLastValueOnly() throws {
        try define("a", [.min, .mean])
        log([("a", 1)])
        log([("a", .number(.nan))])
        #expect(summary.value("a") == ["min": 1, "mean": 1])
    }

    @Test mutating func whatIsSetByHandStaysUntilTheKeyIsLoggedAgain() {
        log([("a", 1)])
        summary.set("a", 9, metrics: metrics)
        #expect(summary.value("a") == 9)
        log([("b", 1)])
        #expect(summary.value("a") == 9)
        log([("a", 2)])
        #expect(summary.value("a") == 2)
        summary.set("a", nil, metrics: metrics)
        #expect(summary.value("a") == nil)
        #expect(summary.members.map(\.key) == ["b"])
    }

    @Test mutating func objectsMergeAndTheirMembersAggregate() throws {
        try define("net.loss", [.min])
        log([("net", ["loss": 2, "acc": 0.5])])
        log([("net", ["loss": 3])])
        #expect(summary.value("net") == ["loss": ["min": 2], "acc": 0.5])
        log([("net", ["_type": "image-file", "path": "a"])])
        #expect(summary.value("net") == ["_type": "image-file", "path": "a"])
    }

    @Test mutating func rowsOfChangingShapeFindTheirKeys() {
        for index in 0..<100 {
            var row: [RowField] = (0..<(index % 7)).map { ("k\($0)", .integer(Int64(index))) }
            row.reverse()
            log(row)
        }
        #expect(summary.value("k0") == 99)
        #expect(summary.value("k5") == 97)
        #expect(summary.members.count == 6)
    }
}
