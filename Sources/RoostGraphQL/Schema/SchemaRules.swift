/// The rules of the type system: what makes a set of types a schema.
struct SchemaRules {
    private let model: SchemaModel
    private var problems: [String] = []

    static func problems(of model: SchemaModel) -> [String] {
        var rules = SchemaRules(model: model)
        for type in model.types where !type.isIntrospection { rules.check(type) }
        return rules.problems
    }

    private init(model: SchemaModel) {
        self.model = model
    }

    private mutating func check(_ type: NamedType) {
        switch type.kind {
        case .scalar: break
        case .object(let record), .interface(let record):
            checkFields(of: type, record)
            checkInterfaces(of: type, record)
        case .union(let members): checkMembers(of: type, members)
        case .enumeration(let record):
            if record.values.isEmpty { problems.append("Enum type \(type.name) must define one or more values.") }
            checkUnique(record.values.map(\.name), "Enum value", in: type.name)
        case .input(let record): checkFields(of: type, record)
        }
    }

    private mutating func checkName(_ name: String) {
        if name.hasPrefix("__") {
            problems.append("Name '\(name)' must not begin with '__', which is reserved by GraphQL introspection.")
        }
    }

    private mutating func checkUnique(_ names: [String], _ what: String, in place: String) {
        var seen: Set<String> = []
        for name in names {
            checkName(name)
            if !seen.insert(name).inserted {
                problems.append("\(what) '\(place).\(name)' can only be defined once.")
            }
        }
    }

    private mutating func checkFields(of type: NamedType, _ record: FieldsRecord) {
        if record.fields.isEmpty { problems.append("Type \(type.name) must define one or more fields.") }
        checkUnique(record.fields.map(\.name), "Field", in: type.name)
        for field in record.fields {
            let place = "\(type.name).\(field.name)"
            if case .input = model.named(field.type).kind {
                problems.append("The type of \(place) must be Output Type but got: \(model.text(field.type)).")
            }
            checkUnique(field.arguments.map(\.name), "Argument", in: place)
            for argument in field.arguments {
                let name = "\(place)(\(argument.name):)"
                if !model.named(argument.type).isInput {
                    problems.append("The type of \(name) must be Input Type but got: \(model.text(argument.type)).")
                }
                if argument.isRequired, argument.deprecation != nil {
                    problems.append("Required argument \(name) cannot be deprecated.")
                }
            }
        }
    }

    private mutating func checkFields(of type: NamedType, _ record: InputRecord) {
        if record.fields.isEmpty {
            problems.append("Input Object type \(type.name) must define one or more fields.")
        }
        checkUnique(record.fields.map(\.name), "Field", in: type.name)
        for field in record.fields {
            let place = "\(type.name).\(field.name)"
            if !model.named(field.type).isInput {
                problems.append("The type of \(place) must be Input Type but got: \(model.text(field.type)).")
            }
            if field.isRequired, field.deprecation != nil {
                problems.append("Required input field \(place) cannot be deprecated.")
            }
            guard record.isOneOf else { continue }
            if field.type.isNonNull { problems.append("OneOf input field \(place) must be nullable.") }
            if field.defaultValue != nil {
                problems.append("OneOf input field \(place) cannot have a default value.")
            }
        }
        checkCycle(from: type.id, through: [], path: [])
    }

    /// No value can be written for an input type that must contain itself.
    private mutating func checkCycle(from type: Int, through visited: [Int], path: [String]) {
        guard let record = model.types[type].input else { return }
        for field in record.fields where field.type.isNonNull && !field.type.inner.isList {
            let inner = field.type.named
            if inner == visited.first ?? type {
                problems.append(
                    "Cannot reference Input Object '\(model.types[inner].name)' within itself through a series"
                        + " of non-null fields: '\((path + [field.name]).joined(separator: "."))'.")
            } else if !visited.contains(inner), inner != type {
                checkCycle(from: inner, through: visited + [type], path: path + [field.name])
            }
        }
    }

    private mutating func checkMembers(of type: NamedType, _ members: [Int]) {
        if members.isEmpty { problems.append("Union type \(type.name) must define one or more member types.") }
        var seen: Set<Int> = []
        for member in members {
            let name = model.types[member].name
            if !model.types[member].isObject {
                problems.append("Union type \(type.name) can only include Object types, it cannot include \(name).")
            } else if !seen.insert(member).inserted {
                problems.append("Union type \(type.name) can only include type \(name) once.")
            }
        }
    }

    private mutating func checkInterfaces(of type: NamedType, _ record: FieldsRecord) {
        var seen: Set<Int> = []
        for id in record.interfaces {
            let interface = model.types[id]
            guard case .interface(let expected) = interface.kind else {
                problems.append(
                    "Type \(type.name) must only implement Interface types, it cannot implement \(interface.name).")
                continue
            }
            if id == type.id {
                problems.append(
                    "Type \(type.name) cannot implement itself because it would create a circular reference.")
            }
            guard seen.insert(id).inserted else {
                problems.append("Type \(type.name) can only implement \(interface.name) once.")
                continue
            }
            for inherited in expected.interfaces where !record.interfaces.contains(inherited) {
                problems.append(
                    inherited == type.id
                        ? "Type \(type.name) cannot implement \(interface.name) because it would create a"
                            + " circular reference."
                        : "Type \(type.name) must implement \(model.types[inherited].name) because it is"
                            + " implemented by \(interface.name).")
            }
            checkImplementation(of: interface, expected, by: type, record)
        }
    }

    private mutating func checkImplementation(
        of interface: NamedType, _ expected: FieldsRecord, by type: NamedType, _ record: FieldsRecord
    ) {
        for wanted in expected.fields {
            let wantedPlace = "\(interface.name).\(wanted.name)"
            let place = "\(type.name).\(wanted.name)"
            guard let field = record[wanted.name] else {
                problems.append("Interface field \(wantedPlace) expected but \(type.name) does not provide it.")
                continue
            }
            if !model.isSubtype(field.type, of: wanted.type) {
                problems.append(
                    "Interface field \(wantedPlace) expects type \(model.text(wanted.type)) but \(place) is type"
                        + " \(model.text(field.type)).")
            }
            for argument in wanted.arguments {
                guard let own = field.argument(argument.name) else {
                    problems.append(
                        "Interface field argument \(wantedPlace)(\(argument.name):) expected but \(place) does not"
                            + " provide it.")
                    continue
                }
                if own.type != argument.type {
                    problems.append(
                        "Interface field argument \(wantedPlace)(\(argument.name):) expects type"
                            + " \(model.text(argument.type)) but \(place)(\(argument.name):) is type"
                            + " \(model.text(own.type)).")
                }
            }
            for argument in field.arguments where argument.isRequired && wanted.argument(argument.name) == nil {
                problems.append(
                    "Object field \(place) includes required argument \(argument.name) that is missing from the"
                        + " Interface field \(wantedPlace).")
            }
        }
    }
}
