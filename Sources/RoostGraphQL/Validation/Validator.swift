import RoostJSON

/// Checks a document against a schema: every rule of the specification's fifth chapter.
///
/// The rules run side by side in one walk, so that errors come in the order of the document.
struct Validator {
    let model: SchemaModel
    let document: Document
    let limits: GraphQLLimits
    /// The fragments by name; of several with one name the last.
    let fragments: [String: FragmentDefinition]
    private(set) var errors: [GraphQLError] = []

    var operationNames: [String: Name] = [:]
    var fragmentNames: [String: Name] = [:]
    var visitedFragments: Set<String> = []
    /// The variables of the operation visited last.
    var variables: [String: VariableDefinition] = [:]
    var usages: [ObjectIdentifier: [VariableUsage]] = [:]
    var merging = FieldMerging()
    /// Whether the walk is inside an introspection that is refused already.
    var isInsideRefusedIntrospection = false

    /// Every fault found, up to a bound; empty when the document is valid.
    static func validate(_ document: Document, model: SchemaModel, limits: GraphQLLimits) -> [GraphQLError] {
        var validator = Validator(model: model, document: document, limits: limits)
        do {
            try validator.visitDocument()
            return validator.errors
        } catch {
            switch error {
            case .tooManyErrors: return validator.errors
            case .limit(let error): return [error]
            }
        }
    }

    private init(model: SchemaModel, document: Document, limits: GraphQLLimits) {
        self.model = model
        self.document = document
        self.limits = limits
        fragments = Dictionary(document.fragments.map { ($0.name.text, $0) }, uniquingKeysWith: { $1 })
    }

    mutating func report(_ message: String, at offsets: Int...) throws(ValidationAbort) {
        try report(message, at: offsets)
    }

    mutating func report(_ message: String, at offsets: [Int]) throws(ValidationAbort) {
        if errors.count >= FixedLimits.validationErrors {
            errors.append(
                GraphQLError("Too many validation errors, error limit reached. Validation aborted."))
            throw .tooManyErrors
        }
        errors.append(GraphQLError(message, locations: offsets.map(document.location(at:))))
    }

    // MARK: The walk

    private mutating func visitDocument() throws(ValidationAbort) {
        try checkDefinitionsAreExecutable()
        let isLone = document.operations.count == 1
        for definition in document.definitions {
            switch definition {
            case .operation(let operation): try visit(operation, isLone: isLone)
            case .fragment(let fragment): try visit(fragment)
            case .typeSystem: break
            }
        }
        try checkFragmentsAreUsed()
    }

    private mutating func visit(_ operation: OperationDefinition, isLone: Bool) throws(ValidationAbort) {
        try checkName(of: operation, isLone: isLone)
        if operation.kind == .subscription { try checkSubscription(operation) }
        try checkVariablesAreUnique(operation)
        try checkDirectivesAreUnique(operation.directives)
        variables = Dictionary(operation.variables.map { ($0.name.text, $0) }, uniquingKeysWith: { $1 })
        for variable in operation.variables { try visit(variable) }
        let location: DirectiveLocation =
            switch operation.kind {
            case .query: .query
            case .mutation: .mutation
            case .subscription: .subscription
            }
        try visit(operation.directives, at: location, around: nil)
        try visit(operation.selectionSet, type: model.rootType(operation.kind), around: nil)
        try checkVariables(of: operation)
    }

    private mutating func visit(_ variable: VariableDefinition) throws(ValidationAbort) {
        let type = model.reference(variable.type)
        if let type, !model.named(type).isInput {
            try report(
                "Variable '$\(variable.name.text)' cannot be non-input type '\(variable.type.text)'.",
                at: variable.type.offset)
        }
        try checkDirectivesAreUnique(variable.directives)
        try checkTypeExists(variable.type.name)
        if let value = variable.defaultValue {
            try visit(value, type: type.flatMap { model.named($0).isInput ? $0 : nil }, isChecked: true)
        }
        try visit(variable.directives, at: .variableDefinition, around: nil)
    }

    private mutating func visit(_ fragment: FragmentDefinition) throws(ValidationAbort) {
        let type = model.ids[fragment.typeCondition.text]
        if let type, !model.types[type].isComposite {
            try report(
                "Fragment '\(fragment.name.text)' cannot condition on non composite type"
                    + " '\(fragment.typeCondition.text)'.", at: fragment.typeCondition.offset)
        }
        try checkName(of: fragment)
        try checkCycles(from: fragment)
        try checkDirectivesAreUnique(fragment.directives)
        try checkTypeExists(fragment.typeCondition)
        try visit(fragment.directives, at: .fragmentDefinition, around: nil)
        try visit(fragment.selectionSet, type: type, around: nil)
    }

    /// - Parameters:
    ///   - type: the named type on which the selection stands, if it is known.
    ///   - field: the field whose selection this is, if any.
    private mutating func visit(
        _ set: SelectionSet, type: Int?, around field: OutputField?, isInline: Bool = false
    ) throws(ValidationAbort) {
        let parent = type.flatMap { model.types[$0].isComposite ? $0 : nil }
        // An inline fragment's fields were compared with those of the set around it.
        if !isInline { try checkMerging(set, parent: parent) }
        for selection in set.selections {
            switch selection {
            case .field(let node): try visit(node, parent: parent)
            case .spread(let spread):
                try check(spread, parent: parent)
                try checkDirectivesAreUnique(spread.directives)
                try visit(spread.directives, at: .fragmentSpread, around: field)
            case .inline(let fragment):
                let inner = conditionType(of: fragment, around: type)
                try check(fragment, type: inner, parent: parent)
                try checkDirectivesAreUnique(fragment.directives)
                if let condition = fragment.typeCondition { try checkTypeExists(condition) }
                try visit(fragment.directives, at: .inlineFragment, around: field)
                try visit(fragment.selectionSet, type: inner, around: field, isInline: true)
            }
        }
    }

    /// The type that an inline fragment selects from; nil when its condition names no type.
    func conditionType(of fragment: InlineFragment, around type: Int?) -> Int? {
        guard let condition = fragment.typeCondition else { return type }
        return model.ids[condition.text]
    }

    private mutating func visit(_ node: FieldNode, parent: Int?) throws(ValidationAbort) {
        let field = parent.flatMap { model.field(node.name.text, on: $0) }
        if let field { try checkSelection(of: node, field) }
        if let parent, field == nil { try reportUnknownField(node, parent: parent) }
        try checkDirectivesAreUnique(node.directives)
        try checkArgumentsAreUnique(node.arguments)
        let wasInsideRefused = isInsideRefusedIntrospection
        try checkIntrospectionDepth(of: node)
        for argument in node.arguments {
            let definition = field?.argument(argument.name.text)
            if let field, let parent, definition == nil {
                try reportUnknownArgument(argument, of: field, parent: parent)
            }
            try visit(argument.value, type: definition?.type, isChecked: true)
        }
        try visit(node.directives, at: .field, around: field)
        if let set = node.selectionSet { try visit(set, type: field?.type.named, around: field) }
        isInsideRefusedIntrospection = wasInsideRefused
        if let field { try checkRequiredArguments(of: node, field) }
    }

    private mutating func visit(
        _ directives: [Directive], at location: DirectiveLocation, around field: OutputField?
    ) throws(ValidationAbort) {
        for directive in directives {
            let definition = model.directive(directive.name.text)
            try check(directive, definition, at: location)
            try checkArgumentsAreUnique(directive.arguments)
            for argument in directive.arguments {
                // An unknown directive's arguments are taken for the field's.
                let known = definition?.arguments ?? field?.arguments ?? []
                let type = known.first { $0.name == argument.name.text }?.type
                try visit(argument.value, type: type, isChecked: true)
            }
            if let definition { try checkRequiredArguments(of: directive, definition) }
        }
    }

    /// - Parameter isChecked: whether the value is to be of the type; false inside a value that is refused already.
    private mutating func visit(
        _ value: Value, type: TypeReference?, isChecked: Bool
    ) throws(ValidationAbort) {
        switch value.kind {
        case .variable: break
        case .null:
            if isChecked, let type, type.isNonNull {
                try report("Expected value of type '\(model.text(type))', found null.", at: value.offset)
            }
        case .list(let items):
            let list = type?.nullable
            let itemType = list.map { $0.isList ? $0.inner : $0 }
            let isList = list?.isList ?? false
            if isChecked, !isList { try check(value, type: itemType) }
            for item in items { try visit(item, type: itemType, isChecked: isChecked && isList) }
        case .object(let fields):
            let record = type.flatMap { model.named($0).input }
            if isChecked {
                if let record, let type {
                    try checkFields(of: value, fields, model.named(type), record)
                } else {
                    try check(value, type: type)
                }
            }
            var names: [String: Name] = [:]
            for field in fields {
                let definition = record?[field.name.text]
                if isChecked, let record, let type, definition == nil {
                    try reportUnknownField(field, of: model.named(type), record)
                }
                if let first = names[field.name.text] {
                    try report(
                        "There can be only one input field named '\(field.name.text)'.", at: first.offset,
                        field.name.offset)
                } else {
                    names[field.name.text] = field.name
                }
                try visit(field.value, type: definition?.type, isChecked: isChecked && record != nil)
            }
        default:
            if isChecked { try check(value, type: type) }
        }
    }
}

/// Why validation stopped early.
enum ValidationAbort: Error {
    case tooManyErrors
    case limit(GraphQLError)
}
