/// Rules about the selection of fields.
extension Validator {
    /// Leaves have no selection, composite types must have one.
    mutating func checkSelection(of node: FieldNode, _ field: OutputField) throws(ValidationAbort) {
        let name = node.name.text
        let type = model.text(field.type)
        if model.named(field.type).isLeaf {
            if let set = node.selectionSet {
                try report(
                    "Field '\(name)' must not have a selection since type '\(type)' has no subfields.",
                    at: set.offset)
            }
        } else if node.selectionSet == nil {
            try report(
                "Field '\(name)' of type '\(type)' must have a selection of subfields."
                    + " Did you mean '\(name) { ... }'?", at: node.offset)
        }
    }

    mutating func reportUnknownField(_ node: FieldNode, parent: Int) throws(ValidationAbort) {
        let name = node.name.text
        let type = model.types[parent]
        var suggestion = Suggestions.didYouMean(
            typesWithField(name, below: type), "to use an inline fragment on")
        if suggestion.isEmpty, let record = type.fields {
            suggestion = Suggestions.didYouMean(Suggestions.similar(to: name, in: record.fields.map(\.name)))
        }
        // Clients tell by this very text what a server lacks.
        try report("Cannot query field \"\(name)\" on type \"\(type.name)\".\(suggestion)", at: node.offset)
    }

    /// The types below an interface or union that have the field, the most common first.
    private func typesWithField(_ name: String, below type: NamedType) -> [String] {
        guard type.isAbstract else { return [] }
        var found: [Int] = []
        var uses: [Int: Int] = [:]
        for id in model.possibleTypes[type.id] {
            guard let record = model.types[id].fields, record[name] != nil else { continue }
            if uses[id] == nil { found.append(id) }
            uses[id] = 1
            for interface in record.interfaces where model.types[interface].fields?[name] != nil {
                if uses[interface] == nil { found.append(interface) }
                uses[interface, default: 0] += 1
            }
        }
        func precedes(_ left: Int, _ right: Int) -> Bool {
            let leftUses = uses[left] ?? 0
            let rightUses = uses[right] ?? 0
            if leftUses != rightUses { return leftUses > rightUses }
            if model.types[left].isInterface, model.isSubtype(right, of: left) { return true }
            if model.types[right].isInterface, model.isSubtype(left, of: right) { return false }
            return NaturalOrder.precedes(model.types[left].name, model.types[right].name)
        }
        return found.sorted(by: precedes).map { model.types[$0].name }
    }

    mutating func checkArgumentsAreUnique(_ arguments: [Argument]) throws(ValidationAbort) {
        guard arguments.count > 1 else { return }
        for name in duplicates(arguments.map(\.name)) {
            try report("There can be only one argument named '\(name[0].text)'.", at: name.map(\.offset))
        }
    }

    /// The names that occur more than once, each with all its places, in order of their first place.
    func duplicates(_ names: [Name]) -> [[Name]] {
        var order: [String] = []
        var places: [String: [Name]] = [:]
        for name in names {
            if places[name.text] == nil { order.append(name.text) }
            places[name.text, default: []].append(name)
        }
        return order.compactMap { places[$0] }.filter { $0.count > 1 }
    }

    mutating func reportUnknownArgument(
        _ argument: Argument, of field: OutputField, parent: Int
    ) throws(ValidationAbort) {
        let similar = Suggestions.similar(to: argument.name.text, in: field.arguments.map(\.name))
        try report(
            "Unknown argument '\(argument.name.text)' on field '\(model.types[parent].name).\(field.name)'."
                + Suggestions.didYouMean(similar), at: argument.name.offset)
    }

    mutating func checkRequiredArguments(of node: FieldNode, _ field: OutputField) throws(ValidationAbort) {
        for argument in field.arguments
        where argument.isRequired && !node.arguments.contains(where: { $0.name.text == argument.name }) {
            try report(
                "Field '\(field.name)' argument '\(argument.name)' of type '\(model.text(argument.type))'"
                    + " is required, but it was not provided.", at: node.offset)
        }
    }
}
