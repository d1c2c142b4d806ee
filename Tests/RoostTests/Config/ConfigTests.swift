import RoostJSON
import Testing

@testable import Roost

@Suite struct ConfigTests {
    var values = ConfigValues()

    @Test mutating func tellsWhatChanged() throws {
        #expect(try values.update([("a", 1), ("b", ["c": 2])]) == ["a": 1, "b": ["c": 2]])
        #expect(try values.update([("a", 1.0), ("d", "x")]) == ["d": "x"], "1.0 is the same as 1")
        #expect(values.members == ["a": 1, "b": ["c": 2], "d": "x"])
    }

    @Test mutating func refusesAChangeAndThenSetsNothing() throws {
        _ = try values.update([("lr", 0.1)])
        #expect(
            throws: UsageError(
                "config[\"lr\"] = \"0.2\": the value is already 0.1, and a change must be asked for. "
                    + "Pass allowValChange: true to do it.")
        ) { try values.update([("new", 1), ("lr", 0.2)]) }
        #expect(values.members == ["lr": 0.1])
        #expect(try values.update([("lr", 0.2)], allowsChange: true) == ["lr": 0.2])
        values.allowsChange = true
        #expect(try values.update([("lr", 0.3)]) == ["lr": 0.3])
        #expect(throws: UsageError.self) { try values.update([("lr", 0.4)], allowsChange: false) }
    }

    @Test mutating func aSweepsValuesStay() throws {
        try values.lock([("lr", 0.1)])
        #expect(try values.update([("lr", 9), ("b", 1)], allowsChange: true) == ["b": 1])
        #expect(values.members == ["lr": 0.1, "b": 1])
    }

    @Test mutating func defaultsReplaceNothing() throws {
        _ = try values.update([("a", 1)])
        #expect(try values.setDefaults([("a", 2), ("b", 3)]) == ["b": 3])
    }

    @Test mutating func keepsDotsAndDropsHyphensAroundKeys() throws {
        #expect(try values.update([("net.depth", 1), ("--lr", 2)]) == ["net.depth": 1, "lr": 2])
    }

    @Test mutating func notANumberBecomesNull() throws {
        #expect(
            try values.update([("a", .number(.nan)), ("b", [.number(.infinity), 1])]) == ["a": nil, "b": [nil, 1]])
    }

    @Test mutating func refusesEmptyKeysMediaAndMoreThanTenMegabytes() throws {
        #expect(
            throws: UsageError("config = \"--\": the key is empty. Give each value a name.")
        ) { try values.update([("--", 1)]) }
        let histogram = try Histogram([1, 2], numBins: 1)
        #expect(
            throws: UsageError(
                "config[\"h\"] = \"media\": media cannot be part of a config. Log it: run.log([\"h\": …]).")
        ) { try values.update([("h", histogram.runValue)]) }
        let text = String(repeating: "x", count: 10 << 20)
        #expect(
            throws: UsageError(
                "config[\"big\"] = \"10485762 bytes\": a config value may have at most 10 MB. "
                    + "Save it as a file: run.save(…).")
        ) { try values.update([("big", .string(text))]) }
        #expect(throws: Never.self) { try values.update([("big", .string(String(text.dropLast(2))))]) }
    }

    @Test mutating func aResumedRunsValuesFillWhatIsMissing() throws {
        _ = try values.update([("a", 1)])
        values.inherit(["a": 2, "b": 3, "_wandb": ["t": 1]])
        #expect(values.members == ["a": 1, "b": 3])
    }

    @Test func includesOrExcludesTopLevelKeys() throws {
        let values: [(key: String, value: RunValue)] = [("a", 1), ("b", ["a": 2]), ("c", 3)]
        #expect(try ConfigFilter(include: ["b", "x"], exclude: nil).apply(values).map(\.key) == ["b"])
        #expect(try ConfigFilter(include: nil, exclude: ["a"]).apply(values).map(\.key) == ["b", "c"])
        #expect(try ConfigFilter(include: [], exclude: []).apply(values).map(\.key) == ["a", "b", "c"])
        #expect(
            throws: UsageError(
                "configIncludeKeys = [\"a\"] and configExcludeKeys = [\"b\"]: only one of them can be given. "
                    + "Leave one out.")
        ) { try ConfigFilter(include: ["a"], exclude: ["b"]) }
    }
}
