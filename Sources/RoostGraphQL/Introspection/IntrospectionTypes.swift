/// The types that describe the schema to its clients.
enum IntrospectionTypes<Context: ExecutionContext> {
    static var all: [any TypeDeclaration] {
        [schema, type, field, inputValue, enumValue, directive] as [any TypeDeclaration] + enums
    }

    private static var includeDeprecated: [String] { ["includeDeprecated: Boolean = false"] }

    private static var schema: ObjectType<IntrospectedSchema, Context> {
        ObjectType(
            "__Schema",
            "A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and"
                + " directives on the server, as well as the entry points for query, mutation, and subscription"
                + " operations."
        ) {
            Field(introspection: "description", "String") { _, _ in String?.none }
            Field(
                introspection: "types", "[__Type!]!", description: "A list of all types supported by this server."
            ) { schema, _ in
                schema.model.types.map { schema.type($0.id) }
            }
            Field(
                introspection: "queryType", "__Type!",
                description: "The type that query operations will be rooted at."
            ) { schema, _ in
                schema.type(schema.model.query)
            }
            Field(
                introspection: "mutationType", "__Type",
                description:
                    "If this server supports mutation, the type that mutation operations will be rooted at."
            ) { schema, _ in
                schema.model.mutation.map(schema.type)
            }
            Field(
                introspection: "subscriptionType", "__Type",
                description:
                    "If this server supports subscription, the type that subscription operations will be rooted at."
            ) { schema, _ in
                schema.model.subscription.map(schema.type)
            }
            Field(
                introspection: "directives", "[__Directive!]!",
                description: "A list of all directives supported by this server."
            ) { schema, _ in
                schema.model.directives.map { IntrospectedDirective(model: schema.model, directive: $0) }
            }
        }
    }

    private static var type: ObjectType<IntrospectedType, Context> {
        ObjectType(
            "__Type",
            "The fundamental unit of any GraphQL Schema is the type. There are many kinds of types in GraphQL as"
                + " represented by the `__TypeKind` enum.\n\nDepending on the kind of a type, certain fields describe"
                + " information about that type. Scalar types provide no information beyond a name, description and"
                + " optional `specifiedByURL`, while Enum types provide their values. Object and Interface types"
                + " provide the fields they describe. Abstract types, Union and Interface, provide the Object types"
                + " possible at runtime. List and NonNull types compose other types."
        ) {
            Field(introspection: "kind", "__TypeKind!") { type, _ in type.kind }
            Field(introspection: "name", "String") { type, _ in type.named?.name }
            Field(introspection: "description", "String") { type, _ in type.named?.description }
            Field(introspection: "specifiedByURL", "String") { type, _ in type.specifiedByURL }
            Field(introspection: "fields", "[__Field!]", arguments: includeDeprecated) { type, arguments in
                type.fields(includeDeprecated: arguments.bool("includeDeprecated", default: false))
            }
            Field(introspection: "interfaces", "[__Type!]") { type, _ in type.interfaces }
            Field(introspection: "possibleTypes", "[__Type!]") { type, _ in type.possibleTypes }
            Field(introspection: "enumValues", "[__EnumValue!]", arguments: includeDeprecated) { type, arguments in
                type.enumValues(includeDeprecated: arguments.bool("includeDeprecated", default: false))
            }
            Field(introspection: "inputFields", "[__InputValue!]", arguments: includeDeprecated) { type, arguments in
                type.inputFields(includeDeprecated: arguments.bool("includeDeprecated", default: false))
            }
            Field(introspection: "ofType", "__Type") { type, _ in type.inner }
            Field(introspection: "isOneOf", "Boolean") { type, _ in type.named?.input?.isOneOf }
        }
    }

    private static var field: ObjectType<IntrospectedField, Context> {
        ObjectType(
            "__Field",
            "Object and Interface types are described by a list of Fields, each of which has a name, potentially a"
                + " list of arguments, and a return type."
        ) {
            Field(introspection: "name", "String!") { item, _ in item.field.name }
            Field(introspection: "description", "String") { item, _ in item.field.description }
            Field(introspection: "args", "[__InputValue!]!", arguments: includeDeprecated) { item, arguments in
                item.arguments(includeDeprecated: arguments.bool("includeDeprecated", default: false))
            }
            Field(introspection: "type", "__Type!") { item, _ in item.type }
            Field(introspection: "isDeprecated", "Boolean!") { item, _ in item.field.deprecation != nil }
            Field(introspection: "deprecationReason", "String") { item, _ in item.field.deprecation }
        }
    }

    private static var inputValue: ObjectType<IntrospectedInput, Context> {
        ObjectType(
            "__InputValue",
            "Arguments provided to Fields or Directives and the input fields of an InputObject are represented as"
                + " Input Values which describe their type and optionally a default value."
        ) {
            Field(introspection: "name", "String!") { item, _ in item.input.name }
            Field(introspection: "description", "String") { item, _ in item.input.description }
            Field(introspection: "type", "__Type!") { item, _ in item.type }
            Field(
                introspection: "defaultValue", "String",
                description:
                    "A GraphQL-formatted string representing the default value for this input value."
            ) { item, _ in
                item.defaultValue
            }
            Field(introspection: "isDeprecated", "Boolean!") { item, _ in item.input.deprecation != nil }
            Field(introspection: "deprecationReason", "String") { item, _ in item.input.deprecation }
        }
    }

    private static var enumValue: ObjectType<IntrospectedEnumValue, Context> {
        ObjectType(
            "__EnumValue",
            "One possible value for a given Enum. Enum values are unique values, not a placeholder for a string or"
                + " numeric value. However an Enum value is returned in a JSON response as a string."
        ) {
            Field(introspection: "name", "String!") { item, _ in item.value.name }
            Field(introspection: "description", "String") { item, _ in item.value.description }
            Field(introspection: "isDeprecated", "Boolean!") { item, _ in item.value.deprecation != nil }
            Field(introspection: "deprecationReason", "String") { item, _ in item.value.deprecation }
        }
    }

    private static var directive: ObjectType<IntrospectedDirective, Context> {
        ObjectType(
            "__Directive",
            "A Directive provides a way to describe alternate runtime execution and type validation behavior in a"
                + " GraphQL document.\n\nIn some cases, you need to provide options to alter GraphQL's execution"
                + " behavior in ways field arguments will not suffice, such as conditionally including or skipping a"
                + " field. Directives provide this by describing additional information to the executor."
        ) {
            Field(introspection: "name", "String!") { item, _ in item.directive.name }
            Field(introspection: "description", "String") { item, _ in item.directive.description }
            Field(introspection: "isRepeatable", "Boolean!") { _, _ in false }
            Field(introspection: "locations", "[__DirectiveLocation!]!") { item, _ in
                item.directive.locations.map(\.rawValue)
            }
            Field(introspection: "args", "[__InputValue!]!", arguments: includeDeprecated) { item, arguments in
                item.arguments(includeDeprecated: arguments.bool("includeDeprecated", default: false))
            }
        }
    }

    private static var enums: [any TypeDeclaration] {
        [
            EnumType(
                "__TypeKind", "An enum describing what kind of type a given `__Type` is.",
                values: [
                    "\"Indicates this type is a scalar.\" SCALAR",
                    "\"Indicates this type is an object. `fields` and `interfaces` are valid fields.\" OBJECT",
                    "\"Indicates this type is an interface. `fields`, `interfaces`, and `possibleTypes` are valid"
                        + " fields.\" INTERFACE",
                    "\"Indicates this type is a union. `possibleTypes` is a valid field.\" UNION",
                    "\"Indicates this type is an enum. `enumValues` is a valid field.\" ENUM",
                    "\"Indicates this type is an input object. `inputFields` is a valid field.\" INPUT_OBJECT",
                    "\"Indicates this type is a list. `ofType` is a valid field.\" LIST",
                    "\"Indicates this type is a non-null. `ofType` is a valid field.\" NON_NULL",
                ]),
            EnumType(
                "__DirectiveLocation",
                "A Directive can be adjacent to many parts of the GraphQL language, a __DirectiveLocation describes"
                    + " one such possible adjacencies.",
                values: DirectiveLocation.allCases.map { "\"Location adjacent to \($0.place).\" \($0.rawValue)" }),
        ]
    }
}

extension DirectiveLocation {
    /// What the location is next to, in words.
    fileprivate var place: String {
        switch self {
        case .query: "a query operation"
        case .mutation: "a mutation operation"
        case .subscription: "a subscription operation"
        case .field: "a field"
        case .fragmentDefinition: "a fragment definition"
        case .fragmentSpread: "a fragment spread"
        case .inlineFragment: "an inline fragment"
        case .variableDefinition: "a variable definition"
        case .schema: "a schema definition"
        case .scalar: "a scalar definition"
        case .object: "an object type definition"
        case .fieldDefinition: "a field definition"
        case .argumentDefinition: "an argument definition"
        case .interface: "an interface definition"
        case .union: "a union definition"
        case .enum: "an enum definition"
        case .enumValue: "an enum value definition"
        case .inputObject: "an input object type definition"
        case .inputFieldDefinition: "an input object field definition"
        }
    }
}
