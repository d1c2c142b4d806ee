import RoostGraphQL
import RoostJSON
import Testing

@Suite struct LimitTests {
    private func errors(
        _ query: String, variables: JSONObject? = nil, _ change: (inout GraphQLLimits) -> Void
    ) async throws -> [GraphQLError] {
        var limits = GraphQLLimits()
        change(&limits)
        let response = await (try CorpusSchema.make()).execute(
            GraphQLRequest(query: query, variables: variables), context: CorpusContext(), limits: limits)
        return response.errors
    }

    private static let tree = "{ viewer { projects(first: 3) { runs(first: 7) { a: id b: id state } } } }"

    @Test func countsBytes() async throws {
        let found = try await errors("{ viewer { id } }") { $0.documentBytes = 16 }
        #expect(
            found.map(\.message) == ["Limit 'documentBytes' exceeded: the document has 17 bytes; at most 16 allowed."])
        #expect(try await errors("{ viewer { id } }") { $0.documentBytes = 17 }.isEmpty)
    }

    @Test func countsTokens() async throws {
        let found = try await errors("{ viewer { id } } # a comment") { $0.tokens = 5 }
        #expect(found.map(\.message) == ["Limit 'tokens' exceeded: the document has more tokens; at most 5 allowed."])
        #expect(found.first?.locations == [GraphQLLocation(line: 1, column: 17)])
        #expect(try await errors("{ viewer { id } } # a comment") { $0.tokens = 6 }.isEmpty)
    }

    @Test(arguments: [
        "{ viewer { projects { owner { id } } } }", "{ echo(json: [[[[1]]]]) }", "{ echo(json: {a: {b: {c: {}}}}) }",
        "query ($a: [[[[Int]]]]) { echo(matrix: $a) }",
    ])
    func boundsNesting(query: String) async throws {
        let found = try await errors(query) { $0.depth = 3 }
        #expect(found.map(\.message) == ["Limit 'depth' exceeded: the document nests deeper; at most 3 allowed."])
    }

    @Test func countsDepthThroughFragments() async throws {
        let query = """
            { viewer { ...A } } fragment A on User { projects { ...B } }
            fragment B on Project { owner { ... { id } } }
            """
        let found = try await errors(query) { $0.depth = 3 }
        #expect(
            found.map(\.message) == [
                "Limit 'depth' exceeded: the operation's selections nest 4 deep; at most 3 allowed."
            ])
        #expect(try await errors(query) { $0.depth = 4 }.isEmpty)
    }

    @Test func countsFieldsAndAliasesThroughFragments() async throws {
        let query = "{ viewer { x: projects { ...F } y: projects { ...F } } } fragment F on Project { a: id b: id }"
        let fields = try await errors(query) { $0.fields = 6 }
        #expect(
            fields.map(\.message) == ["Limit 'fields' exceeded: the operation selects 7 fields; at most 6 allowed."])
        let aliases = try await errors(query) { $0.aliases = 5 }
        #expect(
            aliases.map(\.message) == ["Limit 'aliases' exceeded: the operation uses 6 aliases; at most 5 allowed."])
        #expect(
            try await errors(query) {
                $0.fields = 7
                $0.aliases = 6
            }.isEmpty)
    }

    @Test func countsFragmentsThatDoubleEachOther() async throws {
        let doubling = (0..<70).map {
            "fragment F\($0) on User { a\($0): friends { ...F\($0 + 1) } b\($0): friends { ...F\($0 + 1) } }"
        }
        let query = "{ viewer { ...F0 } } \(doubling.joined(separator: " ")) fragment F70 on User { id }"
        let found = try await errors(query) {
            $0.depth = 100
            $0.comparisons = 10_000_000
        }
        #expect(found.count == 1)
        #expect(
            found.first?.message.hasPrefix("Limit 'fields' exceeded: the operation selects 9223372036854775807") == true
        )
    }

    @Test func countsDefinitions() async throws {
        let fragments = try await errors("{ viewer { ...A ...B } } fragment A on User { id } fragment B on User { id }")
        {
            $0.fragments = 1
        }
        #expect(
            fragments.map(\.message) == [
                "Limit 'fragments' exceeded: the document defines more fragments; at most 1 allowed."
            ])
        let operations = try await errors("query A { viewer { id } } query B { viewer { id } }") { $0.operations = 1 }
        #expect(
            operations.map(\.message)
                == ["Limit 'operations' exceeded: the document defines more operations; at most 1 allowed."])
    }

    /// viewer 1 + projects 1 + 3 × (runs 1 + 7 × 3)
    @Test func multipliesCostByPageSizes() async throws {
        let found = try await errors(Self.tree) { $0.cost = 67 }
        #expect(
            found.map(\.message) == [
                "Limit 'cost' exceeded: the operation is estimated to cost 68; at most 67 allowed."
            ])
        #expect(try await errors(Self.tree) { $0.cost = 68 }.isEmpty)
    }

    @Test func readsPageSizesFromVariables() async throws {
        let query = "query ($n: Int = 2) { viewer { projects(first: $n) { id } } }"
        #expect(try await errors(query) { $0.cost = 4 }.isEmpty)
        let found = try await errors(query, variables: ["n": 100]) { $0.cost = 4 }
        #expect(
            found.map(\.message) == [
                "Limit 'cost' exceeded: the operation is estimated to cost 102; at most 4 allowed."
            ])
    }

    @Test func boundsComparisons() async throws {
        let query = "{ viewer { \(String(repeating: "id ", count: 100)) } }"
        let found = try await errors(query) { $0.comparisons = 4_949 }
        #expect(
            found.map(\.message) == [
                "Limit 'comparisons' exceeded: the document's selections overlap in more places; at most 4949 allowed."
            ])
        #expect(try await errors(query) { $0.comparisons = 4_950 }.isEmpty)
    }

    @Test func boundsVariables() async throws {
        let query = "query ($a: [Int!]) { echo(ints: $a) }"
        let found = try await errors(query, variables: ["a": [1, 2, 3]]) { $0.variableValues = 4 }
        #expect(
            found.map(\.message) == ["Limit 'variableValues' exceeded: the variables hold 5 values; at most 4 allowed."]
        )
        #expect(try await errors(query, variables: ["a": [1, 2, 3]]) { $0.variableValues = 5 }.isEmpty)
    }

    @Test func boundsTheAnswer() async throws {
        let query = "{ viewer { id } named { id name } }"
        let found = try await errors(query) { $0.responseBytes = 60 }
        #expect(found.map(\.message) == ["Limit 'responseBytes' exceeded: the answer is longer; at most 60 allowed."])
    }

    @Test func cachedDocumentsObeyStricterLimits() async throws {
        let schema = try CorpusSchema.make()
        let request = GraphQLRequest(query: "{ viewer { id } }")
        #expect(await schema.execute(request, context: CorpusContext()).outcome == .ok)
        var limits = GraphQLLimits()
        limits.tokens = 3
        let refused = await schema.execute(request, context: CorpusContext(), limits: limits)
        #expect(refused.outcome == .requestError)
        #expect(refused.errors.first?.message.hasPrefix("Limit 'tokens' exceeded") == true)
    }
}
