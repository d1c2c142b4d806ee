/// Rules about fragments.
extension Validator {
    mutating func checkName(of fragment: FragmentDefinition) throws(ValidationAbort) {
        let name = fragment.name
        if let first = fragmentNames[name.text] {
            try report("There can be only one fragment named '\(name.text)'.", at: first.offset, name.offset)
        } else {
            fragmentNames[name.text] = name
        }
    }

    mutating func check(_ spread: FragmentSpread, parent: Int?) throws(ValidationAbort) {
        let name = spread.name.text
        guard let fragment = fragments[name] else {
            try report("Unknown fragment '\(name)'.", at: spread.name.offset)
            return
        }
        guard let parent, let type = model.ids[fragment.typeCondition.text], model.types[type].isComposite,
            !model.overlap(type, parent)
        else { return }
        try report(
            "Fragment '\(name)' cannot be spread here as objects of type '\(model.types[parent].name)'"
                + " can never be of type '\(model.types[type].name)'.", at: spread.offset)
    }

    mutating func check(_ fragment: InlineFragment, type: Int?, parent: Int?) throws(ValidationAbort) {
        guard let type else { return }
        if let condition = fragment.typeCondition, !model.types[type].isComposite {
            try report(
                "Fragment cannot condition on non composite type '\(condition.text)'.", at: condition.offset)
        }
        guard let parent, model.types[type].isComposite, !model.overlap(type, parent) else { return }
        try report(
            "Fragment cannot be spread here as objects of type '\(model.types[parent].name)'"
                + " can never be of type '\(model.types[type].name)'.", at: fragment.offset)
    }

    mutating func checkFragmentsAreUsed() throws(ValidationAbort) {
        var used: Set<String> = []
        for operation in document.operations {
            used.formUnion(fragmentsReached(from: operation).map(\.name.text))
        }
        for fragment in document.fragments where !used.contains(fragment.name.text) {
            try report("Fragment '\(fragment.name.text)' is never used.", at: fragment.offset)
        }
    }

    /// The fragments that an operation spreads, directly or through others.
    func fragmentsReached(from operation: OperationDefinition) -> [FragmentDefinition] {
        var reached: [FragmentDefinition] = []
        var names: Set<String> = []
        var pending = [operation.selectionSet]
        while let set = pending.popLast() {
            for spread in spreads(in: set) where names.insert(spread.name.text).inserted {
                guard let fragment = fragments[spread.name.text] else { continue }
                reached.append(fragment)
                pending.append(fragment.selectionSet)
            }
        }
        return reached
    }

    /// The spreads in a selection set and the sets nested in it, not those in the fragments themselves.
    func spreads(in set: SelectionSet) -> [FragmentSpread] {
        var spreads: [FragmentSpread] = []
        var pending = [set]
        while let set = pending.popLast() {
            for selection in set.selections {
                switch selection {
                case .spread(let spread): spreads.append(spread)
                case .inline(let fragment): pending.append(fragment.selectionSet)
                case .field(let node): if let set = node.selectionSet { pending.append(set) }
                }
            }
        }
        return spreads
    }

    mutating func checkCycles(from fragment: FragmentDefinition) throws(ValidationAbort) {
        var path: [FragmentSpread] = []
        var places: [String: Int] = [:]
        try checkCycles(from: fragment, &path, &places)
    }

    /// Follows every spread once; a spread of a fragment that is being followed closes a cycle.
    private mutating func checkCycles(
        from fragment: FragmentDefinition, _ path: inout [FragmentSpread], _ places: inout [String: Int]
    ) throws(ValidationAbort) {
        let name = fragment.name.text
        guard visitedFragments.insert(name).inserted else { return }
        places[name] = path.count
        for spread in spreads(in: fragment.selectionSet) {
            path.append(spread)
            if let start = places[spread.name.text] {
                let cycle = path[start...]
                let via = cycle.dropLast().map { "'\($0.name.text)'" }.joined(separator: ", ")
                try report(
                    "Cannot spread fragment '\(spread.name.text)' within itself"
                        + (via.isEmpty ? "." : " via \(via)."), at: cycle.map(\.offset))
            } else if let next = fragments[spread.name.text] {
                try checkCycles(from: next, &path, &places)
            }
            path.removeLast()
        }
        places[name] = nil
    }
}
