/// Arguments, directives, values and type references.
extension Parser {
    mutating func parseArguments(isConstant: Bool) throws(GraphQLError) -> [Argument] {
        try optionalMany(.parenthesisLeft, .parenthesisRight) { parser throws(GraphQLError) in
            let name = try parser.parseName()
            try parser.expect(.colon)
            return Argument(name: name, value: try parser.parseValue(isConstant: isConstant))
        }
    }

    mutating func parseDirectives(isConstant: Bool) throws(GraphQLError) -> [Directive] {
        var directives: [Directive] = []
        while token.kind == .at {
            let offset = token.start
            try advance()
            directives.append(
                Directive(
                    name: try parseName(), arguments: try parseArguments(isConstant: isConstant), offset: offset))
        }
        return directives
    }

    mutating func parseValue(isConstant: Bool) throws(GraphQLError) -> Value {
        let start = token
        let kind: Value.Kind
        switch start.kind {
        case .bracketLeft:
            kind = .list(
                try nested { parser throws(GraphQLError) in
                    try parser.any(.bracketLeft, .bracketRight) { parser throws(GraphQLError) in
                        try parser.parseValue(isConstant: isConstant)
                    }
                })
            return Value(kind: kind, offset: start.start)
        case .braceLeft:
            kind = .object(
                try nested { parser throws(GraphQLError) in
                    try parser.any(.braceLeft, .braceRight) { parser throws(GraphQLError) in
                        let name = try parser.parseName()
                        try parser.expect(.colon)
                        return Value.ObjectField(name: name, value: try parser.parseValue(isConstant: isConstant))
                    }
                })
            return Value(kind: kind, offset: start.start)
        case .dollar: return try parseVariable(isConstant: isConstant)
        case .int: kind = .int(start.text)
        case .float: kind = .float(start.text)
        case .string: kind = .string(start.text, isBlock: false)
        case .blockString: kind = .string(start.text, isBlock: true)
        case .name:
            switch start.text {
            case "true": kind = .boolean(true)
            case "false": kind = .boolean(false)
            case "null": kind = .null
            default: kind = .enumeration(start.text)
            }
        default: throw unexpected()
        }
        try advance()
        return Value(kind: kind, offset: start.start)
    }

    private mutating func parseVariable(isConstant: Bool) throws(GraphQLError) -> Value {
        let dollar = try expect(.dollar)
        if isConstant {
            guard token.kind == .name else { throw unexpected(dollar) }
            throw fault("Unexpected variable '$\(token.text)' in constant value.", at: dollar)
        }
        return Value(kind: .variable(try parseName().text), offset: dollar.start)
    }

    mutating func parseType() throws(GraphQLError) -> TypeNode {
        let offset = token.start
        let type: TypeNode
        if try skip(.bracketLeft) {
            let inner = try nested { parser throws(GraphQLError) in try parser.parseType() }
            try expect(.bracketRight)
            type = .list(inner, offset: offset)
        } else {
            type = .named(try parseName())
        }
        return try skip(.bang) ? .nonNull(type, offset: offset) : type
    }
}
