import RoostJSON
import RoostLog

/// What a run says about its metrics: summaries, step metrics, hidden ones; by name or by a pattern that ends in `*`.
struct MetricDefinitions {
    /// What the summary holds of a metric.
    enum Rule: Equatable {
        case latest
        case omitted
        case aggregate(Set<Part>, maximizes: Bool)
    }

    enum Part: String, CaseIterable {
        case first, last, min, max, mean, best
    }

    private var names: [String: Int] = [:]
    private var globs: [(prefix: String, index: Int)] = []
    private var records: [LogMetricRecord] = []

    mutating func define(_ record: LogMetricRecord) {
        let isGlob = !record.globName.isEmpty
        let known = isGlob ? globs.first { $0.prefix == prefix(record.globName) }?.index : names[record.name]
        guard let known else {
            if isGlob {
                globs.append((prefix(record.globName), records.count))
            } else {
                names[record.name] = records.count
            }
            records.append(record)
            return
        }
        if record.control.overwrite {
            records[known] = record
        } else {
            records[known].absorb(record)
        }
    }

    private func prefix(_ glob: String) -> String {
        glob.last == "*" ? String(glob.dropLast()) : glob
    }

    /// The rule for a key of a history row: that of its name, else that of the longest pattern.
    func rule(for key: String) -> Rule {
        guard let index = names[key] ?? glob(for: key) else { return .latest }
        let record = records[index]
        if record.summary.none { return .omitted }
        let wanted: [(Part, Bool)] = [
            (.first, record.summary.first), (.last, record.summary.last), (.min, record.summary.min),
            (.max, record.summary.max), (.mean, record.summary.mean), (.best, record.summary.best),
        ]
        let parts = Set(wanted.filter(\.1).map(\.0))
        if parts.isEmpty || record.summary.copy { return .latest }
        return .aggregate(parts, maximizes: record.goal == .goalMaximize)
    }

    private func glob(for key: String) -> Int? {
        if key.hasPrefix("_") { return nil }
        return globs.filter { key.hasPrefix($0.prefix) }.max { $0.prefix.count < $1.prefix.count }?.index
    }

    /// The list as a run's configuration holds it: objects keyed by field numbers, step metrics by their place.
    var encoded: JSON {
        var entries = records
        var places = names
        for record in records where !record.stepMetric.isEmpty && places[record.stepMetric] == nil {
            places[record.stepMetric] = entries.count
            entries.append(.with { $0.name = record.stepMetric })
        }
        return .array(entries.map { $0.encoded(stepPlace: places[$0.stepMetric]) })
    }
}

extension LogMetricRecord {
    /// Adds a later definition of the same metric, which does not replace it.
    fileprivate mutating func absorb(_ later: LogMetricRecord) {
        if !later.stepMetric.isEmpty { stepMetric = later.stepMetric }
        if later.goal != .goalUnset { goal = later.goal }
        options.stepSync = options.stepSync || later.options.stepSync
        options.hidden = options.hidden || later.options.hidden
        options.defined = options.defined || later.options.defined
        if later.hasSummary { summary = later.summary }
    }

    fileprivate func encoded(stepPlace: Int?) -> JSON {
        var entry: JSONObject = [:]
        if !name.isEmpty { entry["1"] = .string(name) }
        if !globName.isEmpty { entry["2"] = .string(globName) }
        if let stepPlace { entry["5"] = .int(Int64(stepPlace + 1)) }
        entry["6"] = flags([(1, options.stepSync), (2, options.hidden), (3, options.defined)])
        entry["7"] = flags([
            (1, summary.min), (2, summary.max), (3, summary.mean), (4, summary.best), (5, summary.last),
            (6, summary.none), (7, summary.copy), (8, summary.first),
        ])
        if goal != .goalUnset { entry["8"] = .int(Int64(goal.rawValue)) }
        return .object(entry)
    }

    private func flags(_ numbered: [(Int64, Bool)]) -> JSON {
        .array(numbered.filter(\.1).map { .int($0.0) })
    }
}
