import RoostJSON

/// Turns declared types into a ``SchemaModel``; gathers every problem on the way.
struct SchemaBuilder<Context: ExecutionContext> {
    /// A declared type whose texts are parsed but whose names are not looked up yet.
    private struct Draft {
        enum Body {
            case scalar(ScalarRecord)
            case object(interfaces: [String], fields: [FieldDraft])
            case interface(interfaces: [String], fields: [FieldDraft])
            case union([String])
            case enumeration(EnumRecord)
            case input([InputSyntax], isOneOf: Bool)
        }

        let name: String
        let description: String?
        let body: Body
    }

    private struct FieldDraft {
        let syntax: FieldSyntax
        let cost: Int
    }

    private var drafts: [String: Draft] = [:]
    private var names: [String] = []
    private(set) var problems: [String] = []

    mutating func add(_ declaration: any TypeDeclaration) {
        let name = declaration.name
        if drafts[name] != nil {
            problems.append("Schema must contain uniquely named types but contains multiple types named '\(name)'.")
        }
        guard let body = body(of: declaration) else {
            problems.append("Type \(name) is resolved with another context than \(Context.self).")
            return
        }
        drafts[name] = Draft(name: name, description: declaration.description, body: body)
    }

    mutating func addBuiltinScalars() {
        for scalar in BuiltinScalar.allCases {
            let record = ScalarRecord(specifiedBy: nil, coerceInput: .builtin(scalar), coerceOutput: nil)
            drafts[scalar.rawValue] = Draft(
                name: scalar.rawValue, description: scalar.description, body: .scalar(record))
        }
    }

    /// Looks up all names and works out the default values.
    mutating func build(query: String, mutation: String?, subscription: String?) -> SchemaModel? {
        guard problems.isEmpty else { return nil }
        names = drafts.keys.sorted()
        let ids = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        var defaults: [String: JSON] = [:]
        for _ in 0..<FixedLimits.defaultValueRounds {
            var linker = SchemaLinker(ids: ids, defaults: defaults)
            let types = names.enumerated().compactMap { id, name in
                drafts[name].map {
                    NamedType(id: id, name: name, description: $0.description, kind: kind(of: $0, &linker))
                }
            }
            guard linker.problems.isEmpty else {
                problems += linker.problems
                return nil
            }
            guard let query = ids[query] else { return nil }
            let model = SchemaModel(
                types: types, query: query, mutation: mutation.flatMap { ids[$0] },
                subscription: subscription.flatMap { ids[$0] })
            var coerced: [String: JSON] = [:]
            for (coordinate, literal, type) in linker.literals {
                if let value = LiteralCoercion(model: model).coerce(literal, to: type) {
                    coerced[coordinate] = value
                } else {
                    problems.append(
                        "The default \(literal.text) of \(coordinate) is no value of type \(model.text(type)).")
                }
            }
            if !problems.isEmpty { return nil }
            if coerced == defaults { return model }
            defaults = coerced
        }
        problems.append("The default values of input types contain each other in a cycle.")
        return nil
    }

    private func kind(of draft: Draft, _ linker: inout SchemaLinker) -> NamedType.Kind {
        switch draft.body {
        case .scalar(let record): return .scalar(record)
        case .enumeration(let record): return .enumeration(record)
        case .union(let members): return .union(members.compactMap { linker.id($0, in: draft.name) })
        case .input(let fields, let isOneOf):
            return .input(
                InputRecord(
                    fields: fields.compactMap { linker.input($0, "\(draft.name).\($0.name.text)") },
                    isOneOf: isOneOf))
        case .object(let interfaces, let fields): return .object(record(draft.name, interfaces, fields, &linker))
        case .interface(let interfaces, let fields):
            return .interface(record(draft.name, interfaces, fields, &linker))
        }
    }

    private func record(
        _ name: String, _ interfaces: [String], _ fields: [FieldDraft], _ linker: inout SchemaLinker
    ) -> FieldsRecord {
        FieldsRecord(
            interfaces: interfaces.compactMap { linker.id($0, in: name) },
            fields: fields.enumerated().compactMap { index, field in
                linker.field(field.syntax, in: name, cost: field.cost, index: index)
            })
    }

    // MARK: Parsing

    private mutating func body(of declaration: any TypeDeclaration) -> Draft.Body? {
        switch declaration {
        case let type as ScalarType:
            return .scalar(
                ScalarRecord(
                    specifiedBy: type.specifiedBy, coerceInput: .custom(type.coerceInput),
                    coerceOutput: type.coerceOutput))
        case let type as EnumType:
            let values = type.values.compactMap { text in
                parse(text, in: type.name) { parser throws(GraphQLError) in try parser.parseEnumValueSyntax() }
            }
            return .enumeration(
                EnumRecord(
                    values: values.map {
                        EnumRecord.Value(
                            name: $0.name.text, description: $0.description,
                            deprecation: SchemaLinker.deprecation($0.directives))
                    }))
        case let type as InputType:
            let fields = type.fields.compactMap { text in
                parse(text, in: type.name) { parser throws(GraphQLError) in try parser.parseInputSyntax() }
            }
            return .input(fields, isOneOf: type.isOneOf)
        case let type as InterfaceType:
            let fields = type.fields.compactMap { text in
                parse(text, in: type.name) { parser throws(GraphQLError) in try parser.parseFieldSyntax() }
            }
            return .interface(interfaces: type.interfaces, fields: fields.map { FieldDraft(syntax: $0, cost: 1) })
        case let type as UnionType:
            return .union(type.members)
        case let type as any DeclaredObjectType<Context>:
            return .object(interfaces: type.interfaces, fields: type.declaredFields.compactMap { field($0, type.name) })
        default:
            return nil
        }
    }

    private mutating func field(_ field: DeclaredField, _ typeName: String) -> FieldDraft? {
        let place = "\(typeName).\(field.name)"
        let name = parse(field.name, in: place) { parser throws(GraphQLError) in try parser.parseName() }
        let type = parse(field.type, in: place) { parser throws(GraphQLError) in try parser.parseType() }
        let arguments = field.arguments.compactMap { text in
            parse(text, in: place) { parser throws(GraphQLError) in try parser.parseInputSyntax() }
        }
        guard let name, let type else { return nil }
        let reason = field.deprecation.map {
            Directive(
                name: Name(text: "deprecated", offset: 0),
                arguments: [
                    Argument(
                        name: Name(text: "reason", offset: 0),
                        value: Value(kind: .string($0, isBlock: false), offset: 0))
                ], offset: 0)
        }
        return FieldDraft(
            syntax: FieldSyntax(
                description: field.description, name: name, arguments: arguments, type: type,
                directives: reason.map { [$0] } ?? []),
            cost: field.cost)
    }

    private mutating func parse<Item>(
        _ text: String, in place: String, _ item: (inout Parser) throws(GraphQLError) -> Item
    ) -> Item? {
        do {
            return try Parser.parseWhole(text, item)
        } catch {
            problems.append("\(place): '\(text)' is not written in the schema language (\(error.message))")
            return nil
        }
    }
}
