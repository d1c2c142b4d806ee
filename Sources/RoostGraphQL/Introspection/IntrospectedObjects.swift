import RoostJSON

/// The objects that introspection answers: views on the schema's model.
struct IntrospectedSchema: GraphQLObject {
    static let graphQLTypeName = "__Schema"
    let model: SchemaModel

    func type(_ id: Int) -> IntrospectedType {
        IntrospectedType(model: model, reference: TypeReference(named: id))
    }
}

struct IntrospectedType: GraphQLObject {
    static let graphQLTypeName = "__Type"
    let model: SchemaModel
    let reference: TypeReference

    /// The type's record; nil for lists and non-nulls.
    var named: NamedType? {
        reference.isNonNull || reference.isList ? nil : model.named(reference)
    }

    var kind: String {
        guard let named else { return reference.isNonNull ? "NON_NULL" : "LIST" }
        return switch named.kind {
        case .scalar: "SCALAR"
        case .object: "OBJECT"
        case .interface: "INTERFACE"
        case .union: "UNION"
        case .enumeration: "ENUM"
        case .input: "INPUT_OBJECT"
        }
    }

    var specifiedByURL: String? {
        if case .scalar(let record) = named?.kind { record.specifiedBy } else { nil }
    }

    func fields(includeDeprecated: Bool) -> [IntrospectedField]? {
        named?.fields?.fields.filter { includeDeprecated || $0.deprecation == nil }
            .map { IntrospectedField(model: model, field: $0) }
    }

    var interfaces: [IntrospectedType]? {
        named?.fields?.interfaces.map { IntrospectedType(model: model, reference: TypeReference(named: $0)) }
    }

    var possibleTypes: [IntrospectedType]? {
        guard let named, named.isAbstract else { return nil }
        return model.possibleTypes[named.id].map {
            IntrospectedType(model: model, reference: TypeReference(named: $0))
        }
    }

    func enumValues(includeDeprecated: Bool) -> [IntrospectedEnumValue]? {
        guard case .enumeration(let record) = named?.kind else { return nil }
        return record.values.filter { includeDeprecated || $0.deprecation == nil }
            .map(IntrospectedEnumValue.init(value:))
    }

    func inputFields(includeDeprecated: Bool) -> [IntrospectedInput]? {
        named?.input?.fields.filter { includeDeprecated || $0.deprecation == nil }
            .map { IntrospectedInput(model: model, input: $0) }
    }

    var inner: IntrospectedType? {
        named == nil ? IntrospectedType(model: model, reference: reference.inner) : nil
    }
}

struct IntrospectedField: GraphQLObject {
    static let graphQLTypeName = "__Field"
    let model: SchemaModel
    let field: OutputField

    var type: IntrospectedType { IntrospectedType(model: model, reference: field.type) }

    func arguments(includeDeprecated: Bool) -> [IntrospectedInput] {
        field.arguments.filter { includeDeprecated || $0.deprecation == nil }
            .map { IntrospectedInput(model: model, input: $0) }
    }
}

struct IntrospectedInput: GraphQLObject {
    static let graphQLTypeName = "__InputValue"
    let model: SchemaModel
    let input: InputValue

    var type: IntrospectedType { IntrospectedType(model: model, reference: input.type) }

    var defaultValue: String? {
        input.defaultValue.map { DefaultValuePrinter(model: model).text(of: $0, input.type) }
    }
}

struct IntrospectedEnumValue: GraphQLObject {
    static let graphQLTypeName = "__EnumValue"
    let value: EnumRecord.Value
}

struct IntrospectedDirective: GraphQLObject {
    static let graphQLTypeName = "__Directive"
    let model: SchemaModel
    let directive: DirectiveDefinition

    func arguments(includeDeprecated: Bool) -> [IntrospectedInput] {
        directive.arguments.filter { includeDeprecated || $0.deprecation == nil }
            .map { IntrospectedInput(model: model, input: $0) }
    }
}
