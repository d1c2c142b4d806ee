import RoostJSON

/// A schema with its resolvers: validates and executes documents, and describes itself.
public final class Schema<Context: ExecutionContext>: Sendable {
    let model: SchemaModel
    /// For each object type what resolves its fields.
    let binders: [ObjectBinder<Context>?]
    /// Every declared field of an object type with its access policy, in order of type names.
    public let fieldTable: [(coordinate: FieldCoordinate, policy: Context.Policy)]
    private let cache = DocumentCache()

    /// - Parameters:
    ///   - query, mutation, subscription: object types resolved from ``Root``. Subscriptions are validated and
    ///     described, but refused at execution.
    ///   - types: every other type that is mentioned or may be answered.
    /// - Throws: ``SchemaError`` with every problem found.
    public init(
        query: any TypeDeclaration, mutation: (any TypeDeclaration)? = nil,
        subscription: (any TypeDeclaration)? = nil, types: [any TypeDeclaration] = []
    ) throws(SchemaError) {
        let roots = [query, mutation, subscription].compactMap(\.self)
        let declared = roots + types
        var builder = SchemaBuilder<Context>()
        builder.addBuiltinScalars()
        for type in IntrospectionTypes<Context>.all + declared { builder.add(type) }
        let built = builder.build(
            query: query.name, mutation: mutation?.name, subscription: subscription?.name)
        guard let model = built else { throw .invalid(problems: builder.problems) }
        var problems = SchemaRules.problems(of: model)

        var binders = [ObjectBinder<Context>?](repeating: nil, count: model.types.count)
        var fieldTable: [(coordinate: FieldCoordinate, policy: Context.Policy)] = []
        let objects = (IntrospectionTypes<Context>.all + declared).compactMap {
            $0 as? any DeclaredObjectType<Context>
        }
        for object in objects.sorted(by: { $0.name < $1.name }) {
            guard let id = model.ids[object.name] else { continue }
            binders[id] = object.binder
            for (field, policy) in zip(object.declaredFields, object.policies) {
                guard let policy else { continue }
                fieldTable.append((FieldCoordinate(typeName: object.name, fieldName: field.name), policy))
            }
        }
        for root in roots {
            let object = declared.first { $0.name == root.name } as? any DeclaredObjectType<Context>
            if object?.isResolvedFromRoot != true {
                problems.append("The root type \(root.name) must be an object type resolved from Root.")
            }
        }
        if !problems.isEmpty { throw .invalid(problems: problems) }
        self.model = model
        self.binders = binders
        self.fieldTable = fieldTable
    }

    /// The schema in the schema language, types in order of their names.
    public var sdl: String { SchemaPrinter(model: model).text }

    /// Parses, validates and executes a request.
    public nonisolated(nonsending) func execute(
        _ request: GraphQLRequest, context: Context, limits: GraphQLLimits = .default
    ) async -> GraphQLResponse {
        do throws(RequestErrors) {
            let valid = try validDocument(request.query, limits: limits)
            let operation = try operation(named: request.operationName, in: valid.document)
            let count = JSON.object(request.variables).valueCount
            if count > limits.variableValues {
                throw RequestErrors(
                    errors: [
                        .limit("variableValues", "the variables hold \(count) values", atMost: limits.variableValues)
                    ])
            }
            let variables = try VariableCoercion.coerce(
                request.variables, for: operation, in: valid.document, model: model)
            let root = try root(of: operation, in: valid.document)
            let size = OperationSize.measure(
                operation, fragments: valid.fragments, model: model, variables: variables)
            do {
                try size.check(limits, at: valid.document.location(at: operation.offset))
            } catch {
                throw RequestErrors(errors: [error])
            }
            let planner = Planner(
                model: model, document: valid.document, fragments: valid.fragments, variables: variables)
            let binders = ContextBinders(binders: binders, context: context)
            var execution = Execution(planner: planner, binders: binders, limits: limits)
            return await execution.run(operation, root: root)
        } catch {
            return GraphQLResponse(refusal: error.errors)
        }
    }

    /// What is wrong with a document; empty when it can be executed.
    public func validate(_ query: String, limits: GraphQLLimits = .default) -> [GraphQLError] {
        do {
            _ = try validDocument(query, limits: limits)
            return []
        } catch {
            return error.errors
        }
    }

    /// The document of a text, from the cache when it was valid before.
    private func validDocument(_ text: String, limits: GraphQLLimits) throws(RequestErrors) -> ValidDocument {
        if let known = cache[text], known.document.isWithin(limits) { return known }
        let document: Document
        do {
            document = try Parser.parse(text, limits: limits)
        } catch {
            throw RequestErrors(errors: [error])
        }
        let errors = Validator.validate(document, model: model, limits: limits)
        if !errors.isEmpty { throw RequestErrors(errors: errors) }
        let valid = ValidDocument(
            document: document,
            fragments: Dictionary(document.fragments.map { ($0.name.text, $0) }, uniquingKeysWith: { $1 }))
        cache.insert(valid, for: text)
        return valid
    }

    private func operation(
        named name: String?, in document: Document
    ) throws(RequestErrors) -> OperationDefinition {
        let operations = document.operations
        guard let name, !name.isEmpty else {
            guard let operation = operations.first else {
                throw RequestErrors(errors: [GraphQLError("Must provide an operation.")])
            }
            if operations.count > 1 {
                throw RequestErrors(
                    errors: [GraphQLError("Must provide operation name if query contains multiple operations.")])
            }
            return operation
        }
        guard let operation = operations.first(where: { $0.name?.text == name }) else {
            throw RequestErrors(errors: [GraphQLError("Unknown operation named '\(name)'.")])
        }
        return operation
    }

    private func root(of operation: OperationDefinition, in document: Document) throws(RequestErrors) -> Int {
        guard let root = model.rootType(operation.kind) else {
            throw RequestErrors(
                errors: [
                    document.error(
                        "Schema is not configured to execute \(operation.kind.rawValue) operation.",
                        at: operation.offset)
                ])
        }
        if operation.kind == .subscription {
            throw RequestErrors(
                errors: [
                    document.error(
                        "Subscriptions are not executed; send a query or a mutation.", at: operation.offset)
                ])
        }
        return root
    }
}

extension Document {
    /// Whether a document parsed under other limits is within these as well.
    fileprivate func isWithin(_ limits: GraphQLLimits) -> Bool {
        source.bytes.count <= limits.documentBytes && tokenCount <= limits.tokens
            && operations.count <= limits.operations && fragments.count <= limits.fragments
    }
}

extension JSON {
    /// The values in this one, itself included.
    fileprivate var valueCount: Int {
        switch self {
        case .array(let elements): elements.reduce(1) { $0 + $1.valueCount }
        case .object(let members): members.values.reduce(1) { $0 + $1.valueCount }
        default: 1
        }
    }
}
