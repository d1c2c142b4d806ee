import RoostJSON

/// One field of an answer, worked out once per execution for all objects of its type.
final class PlannedField {
    let key: String
    /// The key as it stands in the answer, colon included.
    let keyBytes: [UInt8]
    let nodes: [FieldNode]
    let definition: OutputField
    let parent: NamedType
    /// The named type inside the field's type.
    let type: NamedType
    /// The coerced arguments, or why there are none.
    let arguments: Result<Arguments, GraphQLError>
    /// What is selected on the field's objects, by their type.
    var selections: [(type: Int, fields: [PlannedField])] = []

    init(
        group: FieldGroup, definition: OutputField, parent: NamedType, type: NamedType,
        arguments: Result<Arguments, GraphQLError>
    ) {
        key = group.key
        keyBytes = Array("\"\(group.key)\":".utf8)
        nodes = group.nodes
        self.definition = definition
        self.parent = parent
        self.type = type
        self.arguments = arguments
    }

    private var knownLocations: [GraphQLLocation]?

    /// Where the document asks for the field. Kept, since a field of a long list may fail for every object.
    func locations(in document: Document) -> [GraphQLLocation] {
        if let knownLocations { return knownLocations }
        let locations = nodes.map { document.location(at: $0.offset) }
        knownLocations = locations
        return locations
    }

    var coordinate: FieldCoordinate { FieldCoordinate(typeName: parent.name, fieldName: definition.name) }
}

/// Plans selections: which fields, in which order, with which arguments.
struct Planner {
    let model: SchemaModel
    let document: Document
    let fragments: [String: FragmentDefinition]
    let variables: [String: JSON]

    func plan(_ sets: [SelectionSet], for type: Int) throws(GraphQLError) -> [PlannedField] {
        let collector = FieldCollector(
            model: model, document: document, fragments: fragments, variables: variables)
        let coercion = ArgumentCoercion(model: model, document: document, variables: variables)
        var fields: [PlannedField] = []
        for group in try collector.collect(sets, for: type) {
            let node = group.nodes[0]
            guard let definition = model.field(node.name.text, on: type) else { continue }
            let arguments: Result<Arguments, GraphQLError>
            do {
                arguments = .success(
                    Arguments(
                        try coercion.coerce(node.arguments, definition.arguments, at: node.offset)))
            } catch {
                arguments = .failure(error)
            }
            fields.append(
                PlannedField(
                    group: group, definition: definition, parent: model.types[type],
                    type: model.named(definition.type), arguments: arguments))
        }
        return fields
    }

    /// What is selected on objects of the type that the field answers.
    func selection(of field: PlannedField, for type: Int) throws(GraphQLError) -> [PlannedField] {
        for known in field.selections where known.type == type { return known.fields }
        let fields = try plan(field.nodes.compactMap(\.selectionSet), for: type)
        field.selections.append((type, fields))
        return fields
    }
}
