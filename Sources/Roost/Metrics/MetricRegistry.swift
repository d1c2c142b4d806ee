/// The metric definitions of a run.
struct MetricRegistry: Sendable {
    private(set) var definitions: [MetricDefinition] = []
    /// Whether any definition wants step values added to rows.
    private(set) var hasStepSync = false
    /// Whether any definition may be meant for a value inside an object.
    private(set) var hasNested = false

    var isEmpty: Bool { definitions.isEmpty }

    /// Adds a definition to those of the same name, or puts it in their place.
    ///
    /// - Returns: the definition that now holds.
    @discardableResult
    mutating func define(_ definition: MetricDefinition, overwrite: Bool) -> MetricDefinition {
        hasNested = hasNested || definition.name.contains(".") || definition.isGlob
        hasStepSync = hasStepSync || (definition.isStepSynced && definition.stepMetric != nil)
        guard let index = definitions.firstIndex(where: { $0.name == definition.name }) else {
            definitions.append(definition)
            return definition
        }
        if overwrite {
            definitions[index] = definition
        } else {
            definitions[index].merge(definition)
        }
        return definitions[index]
    }

    /// The definition for a key: the exact one, else the glob with the longest beginning.
    func definition(for key: String) -> MetricDefinition? {
        if definitions.isEmpty { return nil }
        var best: MetricDefinition?
        for definition in definitions where definition.covers(key) {
            if !definition.isGlob { return definition }
            if definition.name.count > best?.name.count ?? -1 { best = definition }
        }
        return best
    }

    /// The step metrics whose values a row with these keys lacks.
    func missingStepMetrics(of keys: some Sequence<String>) -> [String] {
        guard hasStepSync else { return [] }
        let present = Set(keys)
        var missing: [String] = []
        for key in present {
            guard let definition = definition(for: key), definition.isStepSynced, let step = definition.stepMetric,
                !present.contains(step), !missing.contains(step)
            else { continue }
            missing.append(step)
        }
        return missing.sorted()
    }
}
