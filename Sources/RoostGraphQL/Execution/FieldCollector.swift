import RoostJSON

/// The selections that share one key of an answer.
struct FieldGroup {
    let key: String
    var nodes: [FieldNode]
}

/// Finds out which fields a selection asks for on an object of one type.
struct FieldCollector {
    let model: SchemaModel
    let document: Document
    let fragments: [String: FragmentDefinition]
    let variables: [String: JSON]

    /// The fields in order of their first mention, fragments spread and `@skip` and `@include` obeyed.
    func collect(_ sets: [SelectionSet], for type: Int) throws(GraphQLError) -> [FieldGroup] {
        var collection = Collection()
        for set in sets { try collect(set, for: type, &collection) }
        return collection.groups
    }

    private struct Collection {
        var groups: [FieldGroup] = []
        var indices: [String: Int] = [:]
        var spread: Set<String> = []
    }

    private func collect(_ set: SelectionSet, for type: Int, _ collection: inout Collection) throws(GraphQLError) {
        for selection in set.selections {
            switch selection {
            case .field(let node):
                guard try isIncluded(node.directives) else { continue }
                let key = node.responseKey
                if let index = collection.indices[key] {
                    collection.groups[index].nodes.append(node)
                } else {
                    collection.indices[key] = collection.groups.count
                    collection.groups.append(FieldGroup(key: key, nodes: [node]))
                }
            case .inline(let fragment):
                guard try isIncluded(fragment.directives) else { continue }
                if let condition = fragment.typeCondition, !matches(condition, type) { continue }
                try collect(fragment.selectionSet, for: type, &collection)
            case .spread(let spread):
                guard !collection.spread.contains(spread.name.text), try isIncluded(spread.directives) else {
                    continue
                }
                collection.spread.insert(spread.name.text)
                guard let fragment = fragments[spread.name.text], matches(fragment.typeCondition, type) else {
                    continue
                }
                try collect(fragment.selectionSet, for: type, &collection)
            }
        }
    }

    private func matches(_ condition: Name, _ type: Int) -> Bool {
        model.ids[condition.text].map { model.satisfies(type, condition: $0) } ?? false
    }

    private func isIncluded(_ directives: [Directive]) throws(GraphQLError) -> Bool {
        if directives.isEmpty { return true }
        for (name, excluding) in [("skip", true), ("include", false)] {
            guard let directive = directives.first(where: { $0.name.text == name }),
                let definition = model.directive(name)
            else { continue }
            let arguments = try ArgumentCoercion(model: model, document: document, variables: variables)
                .coerce(directive.arguments, definition.arguments, at: directive.offset)
            if arguments["if"]?.boolValue == excluding { return false }
        }
        return true
    }
}
