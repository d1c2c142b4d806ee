/// One place where an operation or a fragment uses a variable.
struct VariableUsage {
    let name: String
    let offset: Int
    /// The type that the place asks for, if it is known.
    let type: TypeReference?
    /// Whether the place has a default of its own.
    let hasDefault: Bool
    /// The input object around the place, when it must have exactly one field.
    let oneOf: NamedType?
}

/// Rules about variables.
extension Validator {
    mutating func checkVariablesAreUnique(_ operation: OperationDefinition) throws(ValidationAbort) {
        for name in duplicates(operation.variables.map(\.name)) {
            try report("There can be only one variable named '$\(name[0].text)'.", at: name.map(\.offset))
        }
    }

    /// Variables used are defined, those defined are used, and each use fits.
    mutating func checkVariables(of operation: OperationDefinition) throws(ValidationAbort) {
        var used = collectUsages(
            ObjectIdentifier(operation), operation.directives, operation.selectionSet,
            type: model.rootType(operation.kind))
        for fragment in fragmentsReached(from: operation) {
            used += collectUsages(
                ObjectIdentifier(fragment), fragment.directives, fragment.selectionSet,
                type: model.ids[fragment.typeCondition.text])
        }
        let suffix = operation.name.map { " by operation '\($0.text)'" } ?? ""
        for usage in used where variables[usage.name] == nil {
            try report(
                "Variable '$\(usage.name)' is not defined\(suffix).", at: usage.offset, operation.offset)
        }
        let names = Set(used.map(\.name))
        let place = operation.name.map { " in operation '\($0.text)'" } ?? ""
        for variable in operation.variables where !names.contains(variable.name.text) {
            try report("Variable '$\(variable.name.text)' is never used\(place).", at: variable.offset)
        }
        for usage in used {
            guard let variable = variables[usage.name], let expected = usage.type,
                let type = model.reference(variable.type)
            else { continue }
            if !isAllowed(type, variable, at: usage, expecting: expected) {
                try report(
                    "Variable '$\(usage.name)' of type '\(model.text(type))' used in position expecting type"
                        + " '\(model.text(expected))'.", at: variable.offset, usage.offset)
            }
            if let oneOf = usage.oneOf, !type.isNonNull {
                try report(
                    "Variable '$\(usage.name)' is of type '\(model.text(type))' but must be non-nullable to be used"
                        + " for OneOf Input Object '\(oneOf.name)'.", at: variable.offset, usage.offset)
            }
        }
    }

    private func isAllowed(
        _ type: TypeReference, _ variable: VariableDefinition, at usage: VariableUsage,
        expecting expected: TypeReference
    ) -> Bool {
        guard expected.isNonNull, !type.isNonNull else { return model.isSubtype(type, of: expected) }
        let hasValue = variable.defaultValue.map { !$0.isNull } ?? false
        return (hasValue || usage.hasDefault) && model.isSubtype(type, of: expected.inner)
    }

    // MARK: Finding the uses

    private mutating func collectUsages(
        _ key: ObjectIdentifier, _ directives: [Directive], _ set: SelectionSet, type: Int?
    ) -> [VariableUsage] {
        if let known = usages[key] { return known }
        var found: [VariableUsage] = []
        collect(directives, around: nil, &found)
        collect(set, type: type, around: nil, &found)
        usages[key] = found
        return found
    }

    private func collect(
        _ set: SelectionSet, type: Int?, around field: OutputField?, _ found: inout [VariableUsage]
    ) {
        let parent = type.flatMap { model.types[$0].isComposite ? $0 : nil }
        for selection in set.selections {
            switch selection {
            case .spread(let spread): collect(spread.directives, around: field, &found)
            case .inline(let fragment):
                collect(fragment.directives, around: field, &found)
                let inner = conditionType(of: fragment, around: type)
                collect(fragment.selectionSet, type: inner, around: field, &found)
            case .field(let node):
                let field = parent.flatMap { model.field(node.name.text, on: $0) }
                collect(node.arguments, field?.arguments ?? [], &found)
                collect(node.directives, around: field, &found)
                if let set = node.selectionSet { collect(set, type: field?.type.named, around: field, &found) }
            }
        }
    }

    private func collect(_ directives: [Directive], around field: OutputField?, _ found: inout [VariableUsage]) {
        for directive in directives {
            let known = model.directive(directive.name.text)?.arguments ?? field?.arguments ?? []
            collect(directive.arguments, known, &found)
        }
    }

    private func collect(_ arguments: [Argument], _ known: [InputValue], _ found: inout [VariableUsage]) {
        for argument in arguments {
            let definition = known.first { $0.name == argument.name.text }
            collect(
                argument.value, type: definition?.type, hasDefault: definition?.defaultValue != nil, &found)
        }
    }

    private func collect(
        _ value: Value, type: TypeReference?, hasDefault: Bool, oneOf: NamedType? = nil,
        _ found: inout [VariableUsage]
    ) {
        switch value.kind {
        case .variable(let name):
            found.append(
                VariableUsage(name: name, offset: value.offset, type: type, hasDefault: hasDefault, oneOf: oneOf))
        case .list(let items):
            let list = type?.nullable
            for item in items {
                collect(item, type: list.map { $0.isList ? $0.inner : $0 }, hasDefault: false, &found)
            }
        case .object(let fields):
            let object = type.map { model.named($0) }
            for field in fields {
                let definition = object?.input?[field.name.text]
                collect(
                    field.value, type: definition?.type, hasDefault: definition?.defaultValue != nil,
                    oneOf: object?.input?.isOneOf == true ? object : nil, &found)
            }
        default: break
        }
    }
}
