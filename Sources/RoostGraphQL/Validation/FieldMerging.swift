/// What the rule on overlapping fields remembers between selection sets.
struct FieldMerging {
    /// The fields that one selection set asks for by their response keys, and the fragments that it spreads.
    final class Selected {
        var keys: [String] = []
        var fields: [String: [SelectedField]] = [:]
        var fragments: [String] = []
        /// Fragments that the fields were compared with, and whether only as mutually exclusive ones.
        var compared: [String: Bool] = [:]
    }

    struct SelectedField {
        let parent: Int?
        let node: FieldNode
        let definition: OutputField?
    }

    /// Two selections that cannot share a key of the answer.
    struct Conflict {
        indirect enum Reason {
            case text(String)
            case subfields([(key: String, reason: Reason)])

            var text: String {
                switch self {
                case .text(let text): text
                case .subfields(let conflicts):
                    conflicts.map { "subfields '\($0.key)' conflict because \($0.reason.text)" }
                        .joined(separator: " and ")
                }
            }
        }

        let key: String
        let reason: Reason
        let first: [FieldNode]
        let second: [FieldNode]
    }

    /// The arguments of one selection in a form that can be compared.
    struct ArgumentTexts {
        let all: [(name: String, value: String)]
        let last: [String: String]

        init(_ arguments: [Argument]) {
            all = arguments.map { ($0.name.text, $0.value.canonicalText) }
            last = Dictionary(all.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        }
    }

    private struct Pair: Hashable {
        let first: String
        let second: String
    }

    var selected: [ObjectIdentifier: Selected] = [:]
    private var arguments: [ObjectIdentifier: ArgumentTexts] = [:]
    /// Pairs of fragments compared already, and whether only as mutually exclusive ones.
    private var comparedPairs: [Pair: Bool] = [:]
    var comparisons = 0

    mutating func arguments(of node: FieldNode) -> ArgumentTexts {
        if let known = arguments[ObjectIdentifier(node)] { return known }
        let texts = ArgumentTexts(node.arguments)
        arguments[ObjectIdentifier(node)] = texts
        return texts
    }

    /// False when the two fragments were compared already, at least as strictly.
    mutating func startComparing(_ first: String, _ second: String, areExclusive: Bool) -> Bool {
        let pair = first < second ? Pair(first: first, second: second) : Pair(first: second, second: first)
        if let known = comparedPairs[pair], areExclusive || !known { return false }
        comparedPairs[pair] = areExclusive
        return true
    }
}

/// The rule that selections with one response key are the same field with the same arguments, or can never meet.
///
/// Sets of fields are compared within themselves once, and with each other wherever they meet: through the
/// fragments that they spread, and through fields that share a key and have selections.
extension Validator {
    mutating func checkMerging(_ set: SelectionSet, parent: Int?) throws(ValidationAbort) {
        for conflict in try conflictsWithin(set, parent: parent) {
            try report(
                "Fields '\(conflict.key)' conflict because \(conflict.reason.text). Use different aliases on the"
                    + " fields to fetch both if this was intentional.",
                at: (conflict.first + conflict.second).map(\.offset))
        }
    }

    private mutating func conflictsWithin(
        _ set: SelectionSet, parent: Int?
    ) throws(ValidationAbort) -> [FieldMerging.Conflict] {
        var conflicts: [FieldMerging.Conflict] = []
        let selected = selected(in: set, parent: parent)
        for key in selected.keys {
            guard let fields = selected.fields[key], fields.count > 1 else { continue }
            for (index, field) in fields.enumerated() {
                for other in fields[(index + 1)...] {
                    if let conflict = try conflict(key, field, other, areExclusive: false) {
                        conflicts.append(conflict)
                    }
                }
            }
        }
        for (index, name) in selected.fragments.enumerated() {
            try compare(selected, withFragment: name, areExclusive: false, &conflicts)
            for other in selected.fragments[(index + 1)...] {
                try compareFragments(name, other, areExclusive: false, &conflicts)
            }
        }
        return conflicts
    }

    /// A set of fields against those of a fragment and of the fragments that it spreads.
    private mutating func compare(
        _ selected: FieldMerging.Selected, withFragment name: String, areExclusive: Bool,
        _ conflicts: inout [FieldMerging.Conflict]
    ) throws(ValidationAbort) {
        guard let fragment = fragments[name], !selected.keys.isEmpty else { return }
        try countComparison(at: fragment.offset)
        if let known = selected.compared[name], areExclusive || !known { return }
        selected.compared[name] = areExclusive
        let other = self.selected(in: fragment)
        if selected === other { return }
        try compare(selected, other, areExclusive: areExclusive, &conflicts)
        for inner in other.fragments {
            try compare(selected, withFragment: inner, areExclusive: areExclusive, &conflicts)
        }
    }

    private mutating func compareFragments(
        _ first: String, _ second: String, areExclusive: Bool, _ conflicts: inout [FieldMerging.Conflict]
    ) throws(ValidationAbort) {
        try countComparison(at: 0)
        guard first != second, merging.startComparing(first, second, areExclusive: areExclusive),
            let firstFragment = fragments[first], let secondFragment = fragments[second]
        else { return }
        let firstSelected = selected(in: firstFragment)
        let secondSelected = selected(in: secondFragment)
        try compare(firstSelected, secondSelected, areExclusive: areExclusive, &conflicts)
        for inner in secondSelected.fragments {
            try compareFragments(first, inner, areExclusive: areExclusive, &conflicts)
        }
        for inner in firstSelected.fragments {
            try compareFragments(inner, second, areExclusive: areExclusive, &conflicts)
        }
    }

    private mutating func compare(
        _ first: FieldMerging.Selected, _ second: FieldMerging.Selected, areExclusive: Bool,
        _ conflicts: inout [FieldMerging.Conflict]
    ) throws(ValidationAbort) {
        for key in first.keys {
            guard let firstFields = first.fields[key], let secondFields = second.fields[key] else { continue }
            for field in firstFields {
                for other in secondFields {
                    if let conflict = try conflict(key, field, other, areExclusive: areExclusive) {
                        conflicts.append(conflict)
                    }
                }
            }
        }
    }

    private mutating func conflict(
        _ key: String, _ first: FieldMerging.SelectedField, _ second: FieldMerging.SelectedField, areExclusive: Bool
    ) throws(ValidationAbort) -> FieldMerging.Conflict? {
        try countComparison(at: second.node.offset)
        // Objects of two types never meet; interfaces and unions might.
        let areExclusive =
            areExclusive
            || (first.parent != second.parent && first.parent.map { model.types[$0].isObject } ?? false
                && second.parent.map { model.types[$0].isObject } ?? false)
        func found(_ reason: String) -> FieldMerging.Conflict {
            FieldMerging.Conflict(key: key, reason: .text(reason), first: [first.node], second: [second.node])
        }
        if !areExclusive {
            let (name, otherName) = (first.node.name.text, second.node.name.text)
            if name != otherName { return found("'\(name)' and '\(otherName)' are different fields") }
            if !haveSameArguments(first.node, second.node) { return found("they have differing arguments") }
        }
        let (type, otherType) = (first.definition?.type, second.definition?.type)
        if let type, let otherType, conflict(type, otherType) {
            return found("they return conflicting types '\(model.text(type))' and '\(model.text(otherType))'")
        }
        guard let set = first.node.selectionSet, let otherSet = second.node.selectionSet else { return nil }
        let conflicts = try conflicts(
            set, parent: type?.named, otherSet, parent: otherType?.named, areExclusive: areExclusive)
        if conflicts.isEmpty { return nil }
        return FieldMerging.Conflict(
            key: key, reason: .subfields(conflicts.map { ($0.key, $0.reason) }),
            first: [first.node] + conflicts.flatMap(\.first), second: [second.node] + conflicts.flatMap(\.second))
    }

    private mutating func countComparison(at offset: Int) throws(ValidationAbort) {
        merging.comparisons += 1
        if merging.comparisons > limits.comparisons {
            throw .limit(
                .limit(
                    "comparisons", "the document's selections overlap in more places", atMost: limits.comparisons,
                    locations: [document.location(at: offset)]))
        }
    }

    /// The selections of two fields that share a key.
    private mutating func conflicts(
        _ first: SelectionSet, parent firstParent: Int?, _ second: SelectionSet, parent secondParent: Int?,
        areExclusive: Bool
    ) throws(ValidationAbort) -> [FieldMerging.Conflict] {
        var conflicts: [FieldMerging.Conflict] = []
        let firstSelected = selected(in: first, parent: firstParent)
        let secondSelected = selected(in: second, parent: secondParent)
        try compare(firstSelected, secondSelected, areExclusive: areExclusive, &conflicts)
        for name in secondSelected.fragments {
            try compare(firstSelected, withFragment: name, areExclusive: areExclusive, &conflicts)
        }
        for name in firstSelected.fragments {
            try compare(secondSelected, withFragment: name, areExclusive: areExclusive, &conflicts)
        }
        for name in firstSelected.fragments {
            for other in secondSelected.fragments {
                try compareFragments(name, other, areExclusive: areExclusive, &conflicts)
            }
        }
        return conflicts
    }

    private mutating func haveSameArguments(_ first: FieldNode, _ second: FieldNode) -> Bool {
        guard first.arguments.count == second.arguments.count else { return false }
        if first.arguments.isEmpty { return true }
        let others = merging.arguments(of: second).last
        return merging.arguments(of: first).all.allSatisfy { others[$0.name] == $0.value }
    }

    /// Whether values of two types look different in an answer: other lists, other nulls, other leaves.
    private func conflict(_ first: TypeReference, _ second: TypeReference) -> Bool {
        if first.isList || second.isList {
            return !(first.isList && second.isList) || conflict(first.inner, second.inner)
        }
        if first.isNonNull || second.isNonNull {
            return !(first.isNonNull && second.isNonNull) || conflict(first.inner, second.inner)
        }
        return (model.named(first).isLeaf || model.named(second).isLeaf) && first.named != second.named
    }

    // MARK: What sets select

    private mutating func selected(in fragment: FragmentDefinition) -> FieldMerging.Selected {
        selected(in: fragment.selectionSet, parent: model.ids[fragment.typeCondition.text])
    }

    private mutating func selected(in set: SelectionSet, parent: Int?) -> FieldMerging.Selected {
        if let known = merging.selected[ObjectIdentifier(set)] { return known }
        let selected = FieldMerging.Selected()
        select(set, parent: parent, selected)
        merging.selected[ObjectIdentifier(set)] = selected
        return selected
    }

    private func select(_ set: SelectionSet, parent: Int?, _ selected: FieldMerging.Selected) {
        for selection in set.selections {
            switch selection {
            case .field(let node):
                let field = FieldMerging.SelectedField(
                    parent: parent, node: node,
                    definition: parent.flatMap { model.types[$0].fields?[node.name.text] })
                if selected.fields[node.responseKey] == nil { selected.keys.append(node.responseKey) }
                selected.fields[node.responseKey, default: []].append(field)
            case .spread(let spread):
                if !selected.fragments.contains(spread.name.text) { selected.fragments.append(spread.name.text) }
            case .inline(let fragment):
                select(fragment.selectionSet, parent: conditionType(of: fragment, around: parent), selected)
            }
        }
    }
}
