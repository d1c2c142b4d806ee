/// Rules about definitions, operations and types as wholes.
extension Validator {
    mutating func checkDefinitionsAreExecutable() throws(ValidationAbort) {
        for case .typeSystem(let name, let offset) in document.definitions {
            try report("The \(name.map { "'\($0)'" } ?? "schema") definition is not executable.", at: offset)
        }
    }

    mutating func checkName(of operation: OperationDefinition, isLone: Bool) throws(ValidationAbort) {
        guard let name = operation.name else {
            if !isLone {
                try report("This anonymous operation must be the only defined operation.", at: operation.offset)
            }
            return
        }
        if let first = operationNames[name.text] {
            try report(
                "There can be only one operation named '\(name.text)'.", at: first.offset, name.offset)
        } else {
            operationNames[name.text] = name
        }
    }

    /// A subscription has one root field, and it is no introspection.
    mutating func checkSubscription(_ operation: OperationDefinition) throws(ValidationAbort) {
        guard let root = model.subscription else { return }
        let collector = FieldCollector(model: model, document: document, fragments: fragments, variables: [:])
        // Selections that depend on variables cannot be told apart before these are known.
        guard let groups = try? collector.collect([operation.selectionSet], for: root) else { return }
        let title = operation.name.map { "Subscription '\($0.text)'" } ?? "Anonymous Subscription"
        if groups.count > 1 {
            try report(
                "\(title) must select only one top level field.",
                at: groups.dropFirst().flatMap(\.nodes).map(\.offset))
        }
        for group in groups where group.nodes[0].name.text.hasPrefix("__") {
            try report(
                "\(title) must not select an introspection top level field.", at: group.nodes.map(\.offset))
        }
    }

    mutating func checkTypeExists(_ name: Name) throws(ValidationAbort) {
        guard model.ids[name.text] == nil else { return }
        let similar = Suggestions.similar(to: name.text, in: model.types.map(\.name))
        try report("Unknown type '\(name.text)'." + Suggestions.didYouMean(similar), at: name.offset)
    }

    /// Introspection may nest lists of types, fields or arguments only a few levels deep: its answers grow fast.
    mutating func checkIntrospectionDepth(of node: FieldNode) throws(ValidationAbort) {
        guard !isInsideRefusedIntrospection, node.name.text == "__schema" || node.name.text == "__type" else { return }
        var spreads: Set<String> = []
        if nestsTooDeep(.field(node), depth: 0, &spreads) {
            isInsideRefusedIntrospection = true
            try report("Maximum introspection depth exceeded", at: node.offset)
        }
    }

    private func nestsTooDeep(_ selection: Selection, depth: Int, _ spreads: inout Set<String>) -> Bool {
        var depth = depth
        let set: SelectionSet?
        var spreadName: String?
        switch selection {
        case .spread(let spread):
            guard let fragment = fragments[spread.name.text], spreads.insert(spread.name.text).inserted else {
                return false
            }
            spreadName = spread.name.text
            set = fragment.selectionSet
        case .inline(let fragment): set = fragment.selectionSet
        case .field(let node):
            if ["fields", "interfaces", "possibleTypes", "inputFields"].contains(node.name.text) {
                depth += 1
                if depth >= FixedLimits.introspectionLists { return true }
            }
            set = node.selectionSet
        }
        defer { if let spreadName { spreads.remove(spreadName) } }
        return set?.selections.contains { nestsTooDeep($0, depth: depth, &spreads) } ?? false
    }
}
