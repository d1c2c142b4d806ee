import RoostJSON

/// One run of an operation: resolves fields in order and writes the answer as it goes.
///
/// Nulls travel upwards by cutting the text written so far back to where the nullable value began.
struct Execution {
    let model: SchemaModel
    let planner: Planner
    let binders: any RequestBinders
    let limits: GraphQLLimits
    var writer = JSONWriter()
    private var errors: [GraphQLError] = []
    var path: [PathComponent] = []
    /// Why everything stops, once it does.
    private var stop: GraphQLError?
    private var typeIDs: [ObjectIdentifier: Int] = [:]

    init(planner: Planner, binders: any RequestBinders, limits: GraphQLLimits) {
        model = planner.model
        self.planner = planner
        self.binders = binders
        self.limits = limits
    }

    nonisolated(nonsending) mutating func run(_ operation: OperationDefinition, root: Int) async -> GraphQLResponse {
        writer.write(raw: "{\"data\":")
        let start = writer.bytes.count
        do throws(GraphQLError) {
            let fields = try planner.plan([operation.selectionSet], for: root)
            guard let object = binders.bind(Root(), type: root) else {
                throw GraphQLError("Type '\(model.types[root].name)' is not resolved from Root.")
            }
            try await write(fields, of: object)
        } catch {
            errors.append(error)
            cut(to: start)
        }
        return GraphQLResponse(
            data: &writer, errors: errors.sorted(by: GraphQLError.precedes),
            outcome: errors.isEmpty ? .ok : .fieldErrors)
    }

    // MARK: Objects

    private nonisolated(nonsending) mutating func write(
        _ fields: [PlannedField], of object: BoundObject
    ) async throws(GraphQLError) {
        var separator = UInt8(ascii: "{")
        let depth = path.count
        for field in fields {
            writer.bytes.append(separator)
            writer.bytes.append(contentsOf: field.keyBytes)
            separator = UInt8(ascii: ",")
            if field.definition.index == MetaField.typename.rawValue {
                writer.write(string: field.parent.name)
                continue
            }
            let start = writer.bytes.count
            path.append(.key(field.key))
            do {
                let value =
                    if field.definition.index < 0 {
                        try metaValue(of: field)
                    } else {
                        try await object(field.definition.index, try field.arguments.get())
                    }
                if field.type.isLeaf {
                    try writeLeaf(value, field.definition.type, field)
                } else {
                    try await write(value, field.definition.type, field)
                }
            } catch {
                let located = located(error, field)
                path.removeSubrange(depth...)
                try recover(located, isNonNull: field.definition.type.isNonNull, start: start)
                continue
            }
            path.removeLast()
        }
        if fields.isEmpty { writer.bytes.append(separator) }
        writer.bytes.append(UInt8(ascii: "}"))
    }

    /// The value of a field that the engine answers itself.
    private func metaValue(of field: PlannedField) throws(GraphQLError) -> Resolved {
        switch MetaField(rawValue: field.definition.index) {
        case .schema: return .object(IntrospectedSchema(model: model))
        case .type:
            let name = try field.arguments.get().optionalString("name") ?? ""
            guard let id = model.ids[name] else { return .null }
            return .object(IntrospectedType(model: model, reference: TypeReference(named: id)))
        case .typename, nil: return .string(field.parent.name)
        }
    }

    /// Writes a value of a composite type or of lists of it.
    private nonisolated(nonsending) mutating func write(
        _ value: Resolved, _ type: TypeReference, _ field: PlannedField
    ) async throws(GraphQLError) {
        switch value {
        case .null:
            if type.isNonNull { throw nullError(field) }
            writer.write(raw: "null")
        case .list(let items) where type.nullable.isList:
            try await write(items, itemType: type.nullable.inner, field)
        case _ where type.nullable.isList: throw noListError(field)
        case .object(let object):
            try checkProgress()
            let type = field.type.isAbstract ? try runtimeType(of: object, field.type) : field.type.id
            let fields = try planner.selection(of: field, for: type)
            guard let bound = binders.bind(object, type: type) else {
                throw GraphQLError(
                    "Expected value of type '\(model.types[type].name)' but got: \(value.summary).")
            }
            try await write(fields, of: bound)
        default:
            throw GraphQLError("Expected value of type '\(field.type.name)' but got: \(value.summary).")
        }
    }

    private nonisolated(nonsending) mutating func write(
        _ items: [Resolved], itemType: TypeReference, _ field: PlannedField
    ) async throws(GraphQLError) {
        writer.bytes.append(UInt8(ascii: "["))
        let depth = path.count
        for (index, item) in items.enumerated() {
            if index > 0 { writer.bytes.append(UInt8(ascii: ",")) }
            let start = writer.bytes.count
            path.append(.index(index))
            do {
                try await write(item, itemType, field)
            } catch {
                let located = located(error, field)
                path.removeSubrange(depth...)
                try recover(located, isNonNull: itemType.isNonNull, start: start)
                continue
            }
            path.removeLast()
        }
        writer.bytes.append(UInt8(ascii: "]"))
    }

    /// The object type of a value whose field promises an interface or a union.
    private mutating func runtimeType(
        of object: any GraphQLObject, _ abstract: NamedType
    ) throws(GraphQLError) -> Int {
        let swiftType = Swift.type(of: object)
        let key = ObjectIdentifier(swiftType)
        let known = typeIDs[key] ?? model.ids[swiftType.graphQLTypeName]
        guard let id = known else {
            throw GraphQLError(
                "Abstract type '\(abstract.name)' was resolved to a type '\(swiftType.graphQLTypeName)'"
                    + " that does not exist inside the schema.")
        }
        typeIDs[key] = id
        guard model.isSubtype(id, of: abstract.id), model.types[id].isObject else {
            throw GraphQLError(
                "Runtime Object type '\(model.types[id].name)' is not a possible type for '\(abstract.name)'.")
        }
        return id
    }

    // MARK: Faults

    /// Null where the value may be null; otherwise the fault goes on to the value around it.
    mutating func recover(_ error: GraphQLError, isNonNull: Bool, start: Int) throws(GraphQLError) {
        if isNonNull || stop != nil { throw error }
        errors.append(error)
        cut(to: start)
    }

    private mutating func cut(to start: Int) {
        writer.bytes.removeSubrange(start...)
        writer.write(raw: "null")
    }

    /// The error as the client reads it, with its place in the document and in the answer.
    func located(_ error: any Error, _ field: PlannedField) -> GraphQLError {
        var located: GraphQLError
        switch error {
        case let error as GraphQLError:
            if !error.path.isEmpty { return error }
            located = error
        case let error as any GraphQLFieldError:
            located = GraphQLError(error.message, extensions: error.extensions)
        default:
            binders.onInternalError(error, in: field.coordinate)
            located = GraphQLError("Internal error")
        }
        if located.locations.isEmpty {
            located.locations = field.locations(in: planner.document)
        }
        located.path = path
        return located
    }

    func nullError(_ field: PlannedField) -> GraphQLError {
        GraphQLError("Cannot return null for non-nullable field \(field.coordinate).")
    }

    func noListError(_ field: PlannedField) -> GraphQLError {
        GraphQLError("Expected Iterable, but did not find one for field '\(field.coordinate)'.")
    }

    /// Stops a request that nobody waits for any more, or whose answer has grown too large.
    mutating func checkProgress() throws(GraphQLError) {
        let error: GraphQLError
        if writer.bytes.count > limits.responseBytes {
            error = .limit("responseBytes", "the answer is longer", atMost: limits.responseBytes)
        } else if Task.isCancelled {
            error = GraphQLError("The request was cancelled.")
        } else {
            return
        }
        stop = error
        throw error
    }
}
