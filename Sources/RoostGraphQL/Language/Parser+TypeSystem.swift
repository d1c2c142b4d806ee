/// What a schema declares about a field, in the schema language.
struct FieldSyntax: Sendable {
    let description: String?
    let name: Name
    let arguments: [InputSyntax]
    let type: TypeNode
    let directives: [Directive]
}

/// What a schema declares about an argument or an input field.
struct InputSyntax: Sendable {
    let description: String?
    let name: Name
    let type: TypeNode
    let defaultValue: Value?
    let directives: [Directive]
}

/// What a schema declares about a value of an enum.
struct EnumValueSyntax: Sendable {
    let description: String?
    let name: Name
    let directives: [Directive]
}

/// The schema language. Requests may not contain definitions in it, but a fault in one is still a syntax error;
/// the types that Swift declares use its parts.
extension Parser {
    /// Parses a definition that starts with one of the schema language's keywords; nil for any other.
    mutating func parseTypeSystemDefinition(keyword: String) throws(GraphQLError) -> Definition? {
        let offset = token.start
        guard ["schema", "scalar", "type", "interface", "union", "enum", "input", "directive"].contains(keyword)
        else { return nil }
        _ = try parseDescription()
        try advance()
        if keyword == "schema" {
            _ = try parseDirectives(isConstant: true)
            try parseOperationTypes(isOptional: false)
            return .typeSystem(name: nil, offset: offset)
        }
        if keyword == "directive" { try expect(.at) }
        let name = try parseName()
        _ = try parseTypeBody(keyword)
        return .typeSystem(name: name.text, offset: offset)
    }

    mutating func parseTypeSystemExtension() throws(GraphQLError) -> Definition {
        let offset = token.start
        let keyword = try lookAhead()
        guard keyword.kind == .name,
            ["schema", "scalar", "type", "interface", "union", "enum", "input"].contains(keyword.text)
        else { throw unexpected(keyword) }
        try advance()
        try advance()
        if keyword.text == "schema" {
            let directives = try parseDirectives(isConstant: true)
            let hasTypes = token.kind == .braceLeft
            try parseOperationTypes(isOptional: true)
            if directives.isEmpty && !hasTypes { throw unexpected() }
            return .typeSystem(name: nil, offset: offset)
        }
        let name = try parseName()
        if try !parseTypeBody(keyword.text) { throw unexpected() }
        return .typeSystem(name: name.text, offset: offset)
    }

    private mutating func parseOperationTypes(isOptional: Bool) throws(GraphQLError) {
        if isOptional && token.kind != .braceLeft { return }
        _ = try many(.braceLeft, .braceRight) { parser throws(GraphQLError) in
            let kind = try parser.expect(.name)
            guard OperationKind(rawValue: kind.text) != nil else { throw parser.unexpected(kind) }
            try parser.expect(.colon)
            _ = try parser.parseName()
        }
    }

    /// What follows a type's name; false when nothing does.
    private mutating func parseTypeBody(_ keyword: String) throws(GraphQLError) -> Bool {
        let start = token.start
        switch keyword {
        case "type", "interface":
            if try skipKeyword("implements") {
                try parseDelimited(by: .ampersand) { parser throws(GraphQLError) in _ = try parser.parseName() }
            }
            _ = try parseDirectives(isConstant: true)
            _ = try optionalMany(.braceLeft, .braceRight) { parser throws(GraphQLError) in
                try parser.parseFieldSyntax()
            }
        case "union":
            _ = try parseDirectives(isConstant: true)
            if try skip(.equals) {
                try parseDelimited(by: .pipe) { parser throws(GraphQLError) in _ = try parser.parseName() }
            }
        case "enum":
            _ = try parseDirectives(isConstant: true)
            _ = try optionalMany(.braceLeft, .braceRight) { parser throws(GraphQLError) in
                try parser.parseEnumValueSyntax()
            }
        case "input":
            _ = try parseDirectives(isConstant: true)
            _ = try optionalMany(.braceLeft, .braceRight) { parser throws(GraphQLError) in
                try parser.parseInputSyntax()
            }
        case "directive":
            _ = try optionalMany(.parenthesisLeft, .parenthesisRight) { parser throws(GraphQLError) in
                try parser.parseInputSyntax()
            }
            _ = try skipKeyword("repeatable")
            try expectKeyword("on")
            try parseDelimited(by: .pipe) { parser throws(GraphQLError) in
                let location = try parser.expect(.name)
                if DirectiveLocation(rawValue: location.text) == nil { throw parser.unexpected(location) }
            }
        default:
            _ = try parseDirectives(isConstant: true)
        }
        return token.start > start
    }

    private mutating func parseDelimited(
        by kind: Token.Kind, _ item: (inout Parser) throws(GraphQLError) -> Void
    ) throws(GraphQLError) {
        _ = try skip(kind)
        repeat { try item(&self) } while try skip(kind)
    }

    private mutating func parseDescription() throws(GraphQLError) -> String? {
        guard token.kind == .string || token.kind == .blockString else { return nil }
        let text = token.text
        try advance()
        return text
    }

    mutating func parseFieldSyntax() throws(GraphQLError) -> FieldSyntax {
        let description = try parseDescription()
        let name = try parseName()
        let arguments = try optionalMany(.parenthesisLeft, .parenthesisRight) { parser throws(GraphQLError) in
            try parser.parseInputSyntax()
        }
        try expect(.colon)
        return FieldSyntax(
            description: description, name: name, arguments: arguments, type: try parseType(),
            directives: try parseDirectives(isConstant: true))
    }

    mutating func parseInputSyntax() throws(GraphQLError) -> InputSyntax {
        let description = try parseDescription()
        let name = try parseName()
        try expect(.colon)
        return InputSyntax(
            description: description, name: name, type: try parseType(),
            defaultValue: try skip(.equals) ? try parseValue(isConstant: true) : nil,
            directives: try parseDirectives(isConstant: true))
    }

    mutating func parseEnumValueSyntax() throws(GraphQLError) -> EnumValueSyntax {
        let description = try parseDescription()
        if token.kind == .name, ["true", "false", "null"].contains(token.text) {
            throw fault("\(token.description) is reserved and cannot be used for an enum value.", at: token)
        }
        return EnumValueSyntax(
            description: description, name: try parseName(), directives: try parseDirectives(isConstant: true))
    }

    /// Parses one item of the schema language that a Swift declaration holds as text.
    static func parseWhole<Item>(
        _ text: String, _ item: (inout Parser) throws(GraphQLError) -> Item
    ) throws(GraphQLError) -> Item {
        var parser = Parser(text)
        try parser.advance()
        let result = try item(&parser)
        try parser.expect(.endOfFile)
        return result
    }
}
