/// A parsed document. Nodes are shared and compared by identity, so they are classes; all of them are immutable.
struct Document: Sendable {
    let source: SourceText
    let definitions: [Definition]
    let tokenCount: Int

    var operations: [OperationDefinition] {
        definitions.compactMap { if case .operation(let operation) = $0 { operation } else { nil } }
    }

    var fragments: [FragmentDefinition] {
        definitions.compactMap { if case .fragment(let fragment) = $0 { fragment } else { nil } }
    }

    func location(at offset: Int) -> GraphQLLocation {
        source.location(at: offset)
    }

    func error(_ message: String, at offsets: Int...) -> GraphQLError {
        GraphQLError(message, locations: offsets.map(source.location(at:)))
    }
}

enum Definition: Sendable {
    case operation(OperationDefinition)
    case fragment(FragmentDefinition)
    /// A definition of the type system, which no request may contain. Its name is nil for the schema itself.
    case typeSystem(name: String?, offset: Int)
}

enum OperationKind: String, Sendable {
    case query, mutation, subscription
}

final class OperationDefinition: Sendable {
    let kind: OperationKind
    let name: Name?
    let variables: [VariableDefinition]
    let directives: [Directive]
    let selectionSet: SelectionSet
    let offset: Int

    init(
        kind: OperationKind, name: Name?, variables: [VariableDefinition], directives: [Directive],
        selectionSet: SelectionSet, offset: Int
    ) {
        self.kind = kind
        self.name = name
        self.variables = variables
        self.directives = directives
        self.selectionSet = selectionSet
        self.offset = offset
    }
}

struct VariableDefinition: Sendable {
    let name: Name
    let type: TypeNode
    let defaultValue: Value?
    let directives: [Directive]
    /// Where the `$` stands.
    let offset: Int
}

final class FragmentDefinition: Sendable {
    let name: Name
    let typeCondition: Name
    let directives: [Directive]
    let selectionSet: SelectionSet
    let offset: Int

    init(name: Name, typeCondition: Name, directives: [Directive], selectionSet: SelectionSet, offset: Int) {
        self.name = name
        self.typeCondition = typeCondition
        self.directives = directives
        self.selectionSet = selectionSet
        self.offset = offset
    }
}

final class SelectionSet: Sendable {
    let selections: [Selection]
    let offset: Int

    init(selections: [Selection], offset: Int) {
        self.selections = selections
        self.offset = offset
    }
}

enum Selection: Sendable {
    case field(FieldNode)
    case spread(FragmentSpread)
    case inline(InlineFragment)
}

final class FieldNode: Sendable {
    let alias: Name?
    let name: Name
    let arguments: [Argument]
    let directives: [Directive]
    let selectionSet: SelectionSet?

    init(
        alias: Name?, name: Name, arguments: [Argument], directives: [Directive], selectionSet: SelectionSet?
    ) {
        self.alias = alias
        self.name = name
        self.arguments = arguments
        self.directives = directives
        self.selectionSet = selectionSet
    }

    /// The key under which the answer carries the field.
    var responseKey: String { (alias ?? name).text }
    var offset: Int { (alias ?? name).offset }
}

struct FragmentSpread: Sendable {
    let name: Name
    let directives: [Directive]
    /// Where the `...` stands.
    let offset: Int
}

struct InlineFragment: Sendable {
    let typeCondition: Name?
    let directives: [Directive]
    let selectionSet: SelectionSet
    let offset: Int
}
