/// A recursive-descent parser of the October 2021 grammar with bounds on its tokens and its depth.
struct Parser {
    private(set) var lexer: Lexer
    private(set) var token: Token
    private var ahead: Token?
    private(set) var tokenCount = 0
    private var depth = 0
    private let limits: GraphQLLimits

    init(_ text: String, limits: GraphQLLimits = .default) {
        lexer = Lexer(SourceText(text))
        token = Token(kind: .startOfFile, start: 0, end: 0)
        self.limits = limits
    }

    /// Parses a whole document.
    ///
    /// - Throws: a syntax error, or an error that names the limit which the document passes.
    static func parse(_ text: String, limits: GraphQLLimits) throws(GraphQLError) -> Document {
        if text.utf8.count > limits.documentBytes {
            throw .limit("documentBytes", "the document has \(text.utf8.count) bytes", atMost: limits.documentBytes)
        }
        var parser = Parser(text, limits: limits)
        var definitions: [Definition] = []
        var operations = 0
        var fragments = 0
        try parser.advance()
        repeat {
            let definition = try parser.parseDefinition()
            definitions.append(definition)
            switch definition {
            case .operation(let operation):
                operations += 1
                try parser.check("operations", operations, limits.operations, at: operation.offset)
            case .fragment(let fragment):
                fragments += 1
                try parser.check("fragments", fragments, limits.fragments, at: fragment.offset)
            case .typeSystem: break
            }
        } while parser.token.kind != .endOfFile
        return Document(source: parser.lexer.source, definitions: definitions, tokenCount: parser.tokenCount)
    }

    private func check(_ name: String, _ count: Int, _ limit: Int, at offset: Int) throws(GraphQLError) {
        if count > limit {
            throw .limit(
                name, "the document defines more \(name)", atMost: limit,
                locations: [lexer.source.location(at: offset)])
        }
    }

    // MARK: Tokens

    mutating func advance() throws(GraphQLError) {
        if let ahead {
            token = ahead
            self.ahead = nil
        } else {
            token = try lexer.next()
        }
        guard token.kind != .endOfFile else { return }
        tokenCount += 1
        if tokenCount > limits.tokens {
            throw .limit(
                "tokens", "the document has more tokens", atMost: limits.tokens,
                locations: [lexer.source.location(at: token.start)])
        }
    }

    /// The token after the current one.
    mutating func lookAhead() throws(GraphQLError) -> Token {
        if let ahead { return ahead }
        let next = try lexer.next()
        ahead = next
        return next
    }

    func fault(_ message: String, at token: Token) -> GraphQLError {
        lexer.fault(message, at: token.start)
    }

    func unexpected(_ unexpected: Token? = nil) -> GraphQLError {
        let unexpected = unexpected ?? token
        return fault("Unexpected \(unexpected.description).", at: unexpected)
    }

    @discardableResult
    mutating func expect(_ kind: Token.Kind) throws(GraphQLError) -> Token {
        let found = token
        guard found.kind == kind else {
            throw fault("Expected \(kind.description), found \(found.description).", at: found)
        }
        try advance()
        return found
    }

    mutating func skip(_ kind: Token.Kind) throws(GraphQLError) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    mutating func expectKeyword(_ keyword: String) throws(GraphQLError) {
        guard try skipKeyword(keyword) else {
            throw fault("Expected '\(keyword)', found \(token.description).", at: token)
        }
    }

    mutating func skipKeyword(_ keyword: String) throws(GraphQLError) -> Bool {
        guard token.kind == .name, token.text == keyword else { return false }
        try advance()
        return true
    }

    mutating func parseName() throws(GraphQLError) -> Name {
        let token = try expect(.name)
        return Name(text: token.text, offset: token.start)
    }

    // MARK: Repetition

    /// Items between two delimiters, at least one.
    mutating func many<Item>(
        _ open: Token.Kind, _ close: Token.Kind, _ item: (inout Parser) throws(GraphQLError) -> Item
    ) throws(GraphQLError) -> [Item] {
        try expect(open)
        var items: [Item] = []
        repeat { items.append(try item(&self)) } while try !skip(close)
        return items
    }

    /// Items between two delimiters, at least one; or nothing at all.
    mutating func optionalMany<Item>(
        _ open: Token.Kind, _ close: Token.Kind, _ item: (inout Parser) throws(GraphQLError) -> Item
    ) throws(GraphQLError) -> [Item] {
        token.kind == open ? try many(open, close, item) : []
    }

    /// Items between two delimiters, possibly none.
    mutating func any<Item>(
        _ open: Token.Kind, _ close: Token.Kind, _ item: (inout Parser) throws(GraphQLError) -> Item
    ) throws(GraphQLError) -> [Item] {
        try expect(open)
        var items: [Item] = []
        while try !skip(close) { items.append(try item(&self)) }
        return items
    }

    /// Runs a parse one level deeper; bounds the recursion.
    mutating func nested<Result>(
        _ body: (inout Parser) throws(GraphQLError) -> Result
    ) throws(GraphQLError) -> Result {
        depth += 1
        if depth > limits.depth {
            throw .limit(
                "depth", "the document nests deeper", atMost: limits.depth,
                locations: [lexer.source.location(at: token.start)])
        }
        let result = try body(&self)
        depth -= 1
        return result
    }
}
