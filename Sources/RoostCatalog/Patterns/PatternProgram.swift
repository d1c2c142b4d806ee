/// A regular expression compiled to the steps of a machine that follows all ways at once.
struct PatternProgram: Sendable {
    private enum Step {
        case scalars(ScalarSet)
        case assertion(PatternNode.Assertion)
        /// Go on at both places.
        case split(Int, Int)
        case jump(Int)
        case match
    }

    private var steps: [Step] = []
    /// Parts emitted so far; repetitions of nothing make no step but cost time, too.
    private var parts = 0

    init(_ node: PatternNode) throws(CatalogError) {
        try emit(node)
        steps.append(.match)
    }

    private static func checkStates(_ count: Int) throws(CatalogError) {
        guard count < Limits.patternStates else {
            throw .limit(name: "states of a regular expression", limit: Limits.patternStates, value: count + 1)
        }
    }

    private mutating func append(_ step: Step) throws(CatalogError) {
        try Self.checkStates(steps.count)
        steps.append(step)
    }

    private mutating func emit(_ node: PatternNode) throws(CatalogError) {
        parts += 1
        try Self.checkStates(parts)
        switch node {
        case .empty: break
        case .scalars(let set): try append(.scalars(set))
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let nodes):
            for node in nodes { try emit(node) }
        case .alternatives(let nodes): try emit(alternatives: nodes)
        case .repeated(let node, let min, let max):
            for _ in 0..<min { try emit(node) }
            if let max {
                try emit(node, optionalTimes: max - min)
            } else {
                let start = steps.count
                try append(.split(start + 1, 0))
                try emit(node)
                try append(.jump(start))
                steps[start] = .split(start + 1, steps.count)
            }
        }
    }

    private mutating func emit(alternatives nodes: [PatternNode]) throws(CatalogError) {
        var jumps: [Int] = []
        for node in nodes.dropLast() {
            let split = steps.count
            try append(.split(split + 1, 0))
            try emit(node)
            jumps.append(steps.count)
            try append(.jump(0))
            steps[split] = .split(split + 1, steps.count)
        }
        if let last = nodes.last { try emit(last) }
        for jump in jumps { steps[jump] = .jump(steps.count) }
    }

    private mutating func emit(_ node: PatternNode, optionalTimes count: Int) throws(CatalogError) {
        var splits: [Int] = []
        for _ in 0..<max(0, count) {
            splits.append(steps.count)
            try append(.split(steps.count + 1, 0))
            try emit(node)
        }
        for split in splits { steps[split] = .split(split + 1, steps.count) }
    }

    /// Whether the machine reaches its end from some place in the text.
    func matches(_ text: String) -> Bool {
        var current = StateSet(capacity: steps.count)
        var following = StateSet(capacity: steps.count)
        var pending: [Int] = []
        var before: Unicode.Scalar?
        var iterator = text.unicodeScalars.makeIterator()
        while true {
            let after = iterator.next()
            if enter(0, &current, &pending, before, after) { return true }
            guard let scalar = after else { return false }
            var upcoming = iterator
            let second = upcoming.next()
            following.removeAll()
            for state in current.states {
                if case .scalars(let set) = steps[state], set.contains(scalar),
                    enter(state + 1, &following, &pending, scalar, second)
                {
                    return true
                }
            }
            swap(&current, &following)
            before = scalar
        }
    }

    /// Adds a state and all that it leads to without taking a character; answers whether the end is among them.
    private func enter(
        _ start: Int, _ set: inout StateSet, _ pending: inout [Int], _ before: Unicode.Scalar?,
        _ after: Unicode.Scalar?
    ) -> Bool {
        pending.removeAll(keepingCapacity: true)
        pending.append(start)
        while let state = pending.popLast() {
            guard set.insert(state) else { continue }
            switch steps[state] {
            case .match: return true
            case .scalars: break
            case .jump(let target): pending.append(target)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .assertion(let assertion):
                if holds(assertion, before, after) { pending.append(state + 1) }
            }
        }
        return false
    }

    private func holds(
        _ assertion: PatternNode.Assertion, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?
    ) -> Bool {
        let isWordBefore = before.map(ScalarSet.words.contains) ?? false
        let isWordAfter = after.map(ScalarSet.words.contains) ?? false
        return switch assertion {
        case .textStart: before == nil
        case .textEnd: after == nil
        case .lineStart: before == nil || before == "\n"
        case .lineEnd: after == nil || after == "\n"
        case .wordBoundary: isWordBefore != isWordAfter
        case .noWordBoundary: isWordBefore == isWordAfter
        }
    }
}

/// A set of small integers that is emptied at no cost.
private struct StateSet {
    private(set) var states: [Int] = []
    private var places: [Int]

    init(capacity: Int) {
        places = Array(repeating: 0, count: capacity)
        states.reserveCapacity(capacity)
    }

    mutating func insert(_ state: Int) -> Bool {
        let place = places[state]
        if place < states.count, states[place] == state { return false }
        places[state] = states.count
        states.append(state)
        return true
    }

    mutating func removeAll() {
        states.removeAll(keepingCapacity: true)
    }
}
