import Testing

@testable import Roost

@Suite struct MetricTests {
    private func definition(
        _ name: String, step: String? = nil, sync: Bool? = nil, summary: Set<MetricDefinition.Aggregation> = [],
        goal: MetricDefinition.Goal? = nil
    ) throws -> MetricDefinition {
        try MetricDefinition(
            name: name, stepMetric: step, stepSync: sync, hidden: nil, summary: summary, goal: goal)
    }

    @Test func globsCoverWhatBeginsAlikeButNoneOfTheTrackersOwnKeys() throws {
        let glob = try definition("train/*")
        #expect(glob.covers("train/loss"))
        #expect(!glob.covers("val/loss"))
        #expect(try definition("*").covers("loss"))
        #expect(try !definition("*").covers("_runtime"))
    }

    @Test func theExactNameAndThenTheLongestGlobCounts() throws {
        var registry = MetricRegistry()
        registry.define(try definition("*", summary: [.min]), overwrite: false)
        registry.define(try definition("train/*", summary: [.max]), overwrite: false)
        registry.define(try definition("train/loss", summary: [.mean]), overwrite: false)
        #expect(registry.definition(for: "x")?.summary == [.min])
        #expect(registry.definition(for: "train/x")?.summary == [.max])
        #expect(registry.definition(for: "train/loss")?.summary == [.mean])
    }

    @Test func definitionsAddUpUnlessTheyOverwrite() throws {
        var registry = MetricRegistry()
        registry.define(try definition("loss", summary: [.min]), overwrite: false)
        registry.define(try definition("loss", step: "epoch", summary: [.max]), overwrite: false)
        #expect(registry.definition(for: "loss")?.summary == [.min, .max])
        #expect(registry.definition(for: "loss")?.stepMetric == "epoch")
        #expect(registry.definition(for: "loss")?.isStepSynced == true)
        registry.define(try definition("loss", summary: [.last]), overwrite: true)
        #expect(registry.definition(for: "loss")?.summary == [.last])
        #expect(registry.definition(for: "loss")?.stepMetric == nil)
    }

    @Test func aStepMetricIsSyncedUnlessItIsAskedNotTo() throws {
        #expect(try definition("a", step: "s").isStepSynced)
        #expect(try !definition("a", step: "s", sync: false).isStepSynced)
        #expect(try !definition("a").isStepSynced)
        var registry = MetricRegistry()
        registry.define(try definition("a", step: "s"), overwrite: false)
        registry.define(try definition("b", step: "t", sync: false), overwrite: false)
        #expect(registry.missingStepMetrics(of: ["a", "b"]) == ["s"])
        #expect(registry.missingStepMetrics(of: ["a", "s"]) == [])
    }

    @Test(arguments: [
        ("", "name = \"\": a metric definition needs a name. Give the key that is logged, or its beginning and *."),
        (
            "a*b",
            "name = \"a*b\": a * can stand only at the end. Define each beginning by itself, for example \"train/*\"."
        ),
    ])
    func refusesNames(name: String, message: String) {
        #expect(throws: UsageError(message)) { try definition(name) }
    }
}
