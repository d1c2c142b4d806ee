/// Operations, selections and fragments.
extension Parser {
    mutating func parseDefinition() throws(GraphQLError) -> Definition {
        if token.kind == .braceLeft { return .operation(try parseOperation()) }
        let hasDescription = token.kind == .string || token.kind == .blockString
        let keyword = hasDescription ? try lookAhead() : token
        guard keyword.kind == .name else { throw unexpected(keyword) }
        if let definition = try parseTypeSystemDefinition(keyword: keyword.text) { return definition }
        if hasDescription {
            throw fault(
                "Unexpected description, descriptions are supported only on type definitions.", at: token)
        }
        switch keyword.text {
        case "query", "mutation", "subscription": return .operation(try parseOperation())
        case "fragment": return .fragment(try parseFragmentDefinition())
        case "extend": return try parseTypeSystemExtension()
        default: throw unexpected(keyword)
        }
    }

    private mutating func parseOperation() throws(GraphQLError) -> OperationDefinition {
        let offset = token.start
        if token.kind == .braceLeft {
            return OperationDefinition(
                kind: .query, name: nil, variables: [], directives: [], selectionSet: try parseSelectionSet(),
                offset: offset)
        }
        guard let kind = OperationKind(rawValue: token.text) else { throw unexpected() }
        try advance()
        return OperationDefinition(
            kind: kind,
            name: token.kind == .name ? try parseName() : nil,
            variables: try optionalMany(.parenthesisLeft, .parenthesisRight) { parser throws(GraphQLError) in
                try parser.parseVariableDefinition()
            },
            directives: try parseDirectives(isConstant: false),
            selectionSet: try parseSelectionSet(),
            offset: offset)
    }

    private mutating func parseVariableDefinition() throws(GraphQLError) -> VariableDefinition {
        let offset = token.start
        try expect(.dollar)
        let name = try parseName()
        try expect(.colon)
        return VariableDefinition(
            name: name,
            type: try parseType(),
            defaultValue: try skip(.equals) ? try parseValue(isConstant: true) : nil,
            directives: try parseDirectives(isConstant: true),
            offset: offset)
    }

    private mutating func parseSelectionSet() throws(GraphQLError) -> SelectionSet {
        let offset = token.start
        let selections = try nested { parser throws(GraphQLError) in
            try parser.many(.braceLeft, .braceRight) { parser throws(GraphQLError) in try parser.parseSelection() }
        }
        return SelectionSet(selections: selections, offset: offset)
    }

    private mutating func parseSelection() throws(GraphQLError) -> Selection {
        token.kind == .spread ? try parseFragment() : .field(try parseField())
    }

    private mutating func parseField() throws(GraphQLError) -> FieldNode {
        let first = try parseName()
        let second = try skip(.colon) ? try parseName() : nil
        return FieldNode(
            alias: second == nil ? nil : first,
            name: second ?? first,
            arguments: try parseArguments(isConstant: false),
            directives: try parseDirectives(isConstant: false),
            selectionSet: token.kind == .braceLeft ? try parseSelectionSet() : nil)
    }

    /// A fragment spread or an inline fragment.
    private mutating func parseFragment() throws(GraphQLError) -> Selection {
        let offset = token.start
        try expect(.spread)
        let hasCondition = try skipKeyword("on")
        if !hasCondition, token.kind == .name {
            return .spread(
                FragmentSpread(
                    name: try parseFragmentName(), directives: try parseDirectives(isConstant: false), offset: offset))
        }
        return .inline(
            InlineFragment(
                typeCondition: hasCondition ? try parseName() : nil,
                directives: try parseDirectives(isConstant: false),
                selectionSet: try parseSelectionSet(),
                offset: offset))
    }

    private mutating func parseFragmentDefinition() throws(GraphQLError) -> FragmentDefinition {
        let offset = token.start
        try expectKeyword("fragment")
        let name = try parseFragmentName()
        try expectKeyword("on")
        return FragmentDefinition(
            name: name,
            typeCondition: try parseName(),
            directives: try parseDirectives(isConstant: false),
            selectionSet: try parseSelectionSet(),
            offset: offset)
    }

    private mutating func parseFragmentName() throws(GraphQLError) -> Name {
        if token.kind == .name, token.text == "on" { throw unexpected() }
        return try parseName()
    }
}
