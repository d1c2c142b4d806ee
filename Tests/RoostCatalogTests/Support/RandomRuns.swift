import Foundation
import RoostJSON

@testable import RoostCatalog

/// Random runs and filters over a small world of keys and values, so that filters hit.
struct RandomRuns {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    private mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &generator)] }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    private mutating func scalar() -> JSON {
        pick([1, 2, 2.5, -3, 0, "x", "xy", "y", true, false, .number(.infinity), .number(.nan), nil])
    }

    private mutating func value() -> JSON {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<7: scalar()
        case 7: .array((0..<Int.random(in: 0...3, using: &generator)).map { _ in scalar() })
        default: ["min": scalar(), "max": scalar()]
        }
    }

    private mutating func document(_ keys: [String]) -> JSONObject {
        var members: JSONObject = [:]
        for key in keys where chance(60) { members[key] = value() }
        return members
    }

    mutating func run(_ index: Int) -> ModelRun {
        ModelRun(
            name: "run\(index)", group: chance(70) ? pick(["g1", "g2"]) : nil,
            state: pick([.running, .finished, .failed]), tags: ["t1", "t2", "t3"].filter { _ in chance(40) },
            created: Int64(index) * 1_000_000, config: document(["a", "b", "c.d"]),
            summary: document(["loss", "acc"]), keys: ["loss", "acc"].filter { _ in chance(50) })
    }

    mutating func change(_ model: ModelRun) -> RunChange {
        let config = JSONObject(uniqueKeysWithValues: model.config.map { ($0.key, ["value": $0.value] as JSON) })
        return RunChange(
            tags: model.tags, group: model.group, state: model.state, config: text(.object(config)),
            summary: text(.object(model.summary)))
    }

    private func text(_ json: JSON) -> String {
        var writer = JSONWriter()
        writer.write(json)
        return writer.text
    }

    mutating func filter(depth: Int) -> JSON {
        if depth > 0, chance(50) {
            let parts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in filter(depth: depth - 1) }
            return [pick(["$and", "$or", "$nor"]): .array(parts)]
        }
        var members: JSONObject = [:]
        for _ in 0..<Int.random(in: 1...2, using: &generator) {
            let field = pick([
                "name", "group", "state", "tags", "config.a", "config.a.value", "config.b", "config.b.min",
                "config.c.d",
                "config.nosuch", "summary_metrics.loss", "summary_metrics.acc.max", "keys_info.keys.loss", "tags.t1",
            ])
            members[field] = condition(field, depth: 1)
        }
        return .object(members)
    }

    private mutating func condition(_ field: String, depth: Int) -> JSON {
        if field.hasPrefix("keys_info") || field.hasPrefix("tags.") {
            return pick([["$exists": true], ["$exists": false], nil, ["$ne": nil]])
        }
        let isDocument = field.hasPrefix("config") || field.hasPrefix("summary")
        let operand = operand(field)
        var names = ["$eq", "$ne", "$in", "$nin", "$exists", "$not", ""]
        if isDocument || field == "tags" { names += ["$size", "$all"] }
        names += ["$regex", "$contains", "$gt", "$gte", "$lt", "$lte"]
        let name = pick(names)
        switch name {
        case "": return operand
        case "$in", "$nin", "$all": return [name: [operand, self.operand(field)]]
        case "$exists": return ["$exists": .bool(chance(50))]
        case "$size": return ["$size": .int(Int64.random(in: 0...3, using: &generator))]
        case "$regex": return ["$regex": pick(["x", "y", "g", "1", "t2", "nn"])]
        case "$contains": return ["$contains": isDocument ? pick(["x", "y", 2, true]) : pick(["g1", "t1", "n"])]
        case "$not" where depth > 0:
            let inner = condition(field, depth: depth - 1)
            return inner.objectValue?.keys.first?.hasPrefix("$") == true ? ["$not": inner] : ["$not": ["$eq": inner]]
        case "$gt" where isDocument && chance(60):
            return [name: pick([-1, 0, 1, 2]), "$lt": pick([1, 2, 2.5, 3])]
        case "$gt", "$gte", "$lt", "$lte":
            return [name: isDocument ? pick([1, 2, 2.5, 0, "x", "y"]) : pick(["g1", "run3", "t2", "finished"])]
        default: return ["$eq": operand]
        }
    }

    private mutating func operand(_ field: String) -> JSON {
        switch field {
        case "name": pick(["run1", "run2", "run33", "nosuch"])
        case "group": pick(["g1", "g2", nil])
        case "state": pick(["running", "finished", "crashed"])
        case "tags": pick(["t1", "t2", "t3", nil, ["t1", "t2"]])
        default: pick([1, 2, 2.5, -3, 0, "x", "xy", true, false, nil, [1, 2], [], [2]])
        }
    }

    /// A random order over the same world.
    mutating func order() -> String {
        let keys = [
            "created_at", "name", "group", "state", "config.a", "config.b.min", "summary_metrics.loss", "config.nosuch",
        ]
        return (0..<Int.random(in: 1...3, using: &generator)).map { _ in pick(["", "+", "-"]) + pick(keys) }
            .joined(separator: ",")
    }
}
