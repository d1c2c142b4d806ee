/// Prints a schema in the schema language, its types in order of their names.
struct SchemaPrinter {
    private let model: SchemaModel

    init(model: SchemaModel) {
        self.model = model
    }

    var text: String {
        let types = model.types.filter { !$0.isIntrospection && BuiltinScalar(rawValue: $0.name) == nil }
        return ([definition].compactMap(\.self) + types.map(text(of:))).joined(separator: "\n\n")
    }

    /// The schema's roots; nil when they have their usual names.
    private var definition: String? {
        let roots: [(OperationKind, usual: String, Int?)] = [
            (.query, "Query", model.query), (.mutation, "Mutation", model.mutation),
            (.subscription, "Subscription", model.subscription),
        ]
        let named = roots.compactMap { kind, usual, id in id.map { (kind, usual, model.types[$0].name) } }
        if named.allSatisfy({ $0.1 == $0.2 }) { return nil }
        return "schema {\n" + named.map { "  \($0.0.rawValue): \($0.2)" }.joined(separator: "\n") + "\n}"
    }

    private func text(of type: NamedType) -> String {
        let head = description(type.description)
        switch type.kind {
        case .scalar(let record):
            let url = record.specifiedBy.map { " @specifiedBy(url: \(Value.Kind.quoted($0)))" } ?? ""
            return "\(head)scalar \(type.name)\(url)"
        case .object(let record): return "\(head)type \(type.name)\(text(of: record))"
        case .interface(let record): return "\(head)interface \(type.name)\(text(of: record))"
        case .union(let members):
            return "\(head)union \(type.name) = \(members.map { model.types[$0].name }.joined(separator: " | "))"
        case .enumeration(let record):
            return "\(head)enum \(type.name)"
                + block(
                    record.values.enumerated().map { index, value in
                        description(value.description, indent: "  ", isFirst: index == 0) + "  \(value.name)"
                            + deprecation(value.deprecation)
                    })
        case .input(let record):
            return "\(head)input \(type.name)\(record.isOneOf ? " @oneOf" : "")"
                + block(
                    record.fields.enumerated().map { index, field in
                        description(field.description, indent: "  ", isFirst: index == 0) + "  \(text(of: field))"
                    })
        }
    }

    private func text(of record: FieldsRecord) -> String {
        let interfaces = record.interfaces.map { model.types[$0].name }
        return (interfaces.isEmpty ? "" : " implements \(interfaces.joined(separator: " & "))")
            + block(
                record.fields.enumerated().map { index, field in
                    description(field.description, indent: "  ", isFirst: index == 0)
                        + "  \(field.name)\(text(of: field.arguments)): \(model.text(field.type))"
                        + deprecation(field.deprecation)
                })
    }

    private func text(of arguments: [InputValue]) -> String {
        if arguments.isEmpty { return "" }
        if arguments.allSatisfy({ $0.description?.isEmpty ?? true }) {
            return "(\(arguments.map(text(of:)).joined(separator: ", ")))"
        }
        let lines = arguments.enumerated().map { index, argument in
            description(argument.description, indent: "    ", isFirst: index == 0) + "    \(text(of: argument))"
        }
        return "(\n\(lines.joined(separator: "\n"))\n  )"
    }

    private func text(of input: InputValue) -> String {
        let defaultValue = input.defaultValue.map {
            " = " + DefaultValuePrinter(model: model).text(of: $0, input.type)
        }
        return "\(input.name): \(model.text(input.type))\(defaultValue ?? "")\(deprecation(input.deprecation))"
    }

    private func deprecation(_ reason: String?) -> String {
        guard let reason else { return "" }
        return reason == DirectiveDefinition.defaultDeprecation
            ? " @deprecated" : " @deprecated(reason: \(Value.Kind.quoted(reason)))"
    }

    private func block(_ items: [String]) -> String {
        items.isEmpty ? "" : " {\n\(items.joined(separator: "\n"))\n}"
    }

    private func description(_ text: String?, indent: String = "", isFirst: Bool = true) -> String {
        guard let text else { return "" }
        let printed = BlockString.canPrint(text) ? BlockString.print(text) : Value.Kind.quoted(text)
        let lines = printed.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n\(indent)")
        return (indent.isEmpty || isFirst ? indent : "\n\(indent)") + lines + "\n"
    }
}
