import RoostJSON

/// How large a valid operation is with all its fragments spread. Counts that overflow stay at the largest integer.
struct OperationSize {
    private(set) var fields = 0
    private(set) var aliases = 0
    private(set) var depth = 0
    private(set) var cost = 0

    /// - Parameter variables: the coerced variables, for page sizes that depend on them.
    static func measure(
        _ operation: OperationDefinition, fragments: [String: FragmentDefinition], model: SchemaModel,
        variables: [String: JSON]
    ) -> OperationSize {
        var meter = Meter(fragments: fragments, model: model, variables: variables)
        return meter.measure(operation.selectionSet, type: model.rootType(operation.kind))
    }

    /// - Throws: an error that names the first limit passed.
    func check(_ limits: GraphQLLimits, at location: GraphQLLocation) throws(GraphQLError) {
        let counts = [
            ("depth", "the operation's selections nest \(depth) deep", depth, limits.depth),
            ("fields", "the operation selects \(fields) fields", fields, limits.fields),
            ("aliases", "the operation uses \(aliases) aliases", aliases, limits.aliases),
            ("cost", "the operation is estimated to cost \(cost)", cost, limits.cost),
        ]
        for (name, what, count, limit) in counts where count > limit {
            throw .limit(name, what, atMost: limit, locations: [location])
        }
    }

    private mutating func add(_ other: OperationSize) {
        fields = fields.addingClamped(other.fields)
        aliases = aliases.addingClamped(other.aliases)
        depth = max(depth, other.depth)
        cost = cost.addingClamped(other.cost)
    }

    private struct Meter {
        let fragments: [String: FragmentDefinition]
        let model: SchemaModel
        let variables: [String: JSON]
        var known: [String: OperationSize] = [:]

        mutating func measure(_ set: SelectionSet, type: Int?) -> OperationSize {
            var size = OperationSize()
            for selection in set.selections {
                switch selection {
                case .field(let node):
                    size.add(measure(node, field: type.flatMap { model.field(node.name.text, on: $0) }))
                case .inline(let fragment):
                    let inner = fragment.typeCondition.flatMap { model.ids[$0.text] } ?? type
                    var spread = measure(fragment.selectionSet, type: inner)
                    spread.depth -= 1
                    size.add(spread)
                case .spread(let spread):
                    size.add(measure(fragment: spread.name.text))
                }
            }
            size.depth += 1
            return size
        }

        private mutating func measure(fragment name: String) -> OperationSize {
            if let size = known[name] { return size }
            guard let fragment = fragments[name] else { return OperationSize() }
            var size = measure(fragment.selectionSet, type: model.ids[fragment.typeCondition.text])
            size.depth -= 1
            known[name] = size
            return size
        }

        private mutating func measure(_ node: FieldNode, field: OutputField?) -> OperationSize {
            var size = OperationSize()
            if let set = node.selectionSet {
                size = measure(set, type: field?.type.named)
                size.cost = size.cost.multipliedClamped(by: pageSize(node))
            }
            size.fields = size.fields.addingClamped(1)
            size.aliases = size.aliases.addingClamped(node.alias == nil ? 0 : 1)
            size.cost = size.cost.addingClamped(field?.cost ?? 1)
            return size
        }

        /// How many objects a field may answer, by the argument that bounds its page; 1 when there is none.
        private func pageSize(_ node: FieldNode) -> Int {
            for argument in node.arguments where argument.name.text == "first" || argument.name.text == "last" {
                switch argument.value.kind {
                case .int(let digits): return max(1, Int(digits) ?? .max)
                case .variable(let name): return max(1, Int(variables[name]?.intValue ?? 1))
                default: continue
                }
            }
            return 1
        }
    }
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    fileprivate func multipliedClamped(by other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
