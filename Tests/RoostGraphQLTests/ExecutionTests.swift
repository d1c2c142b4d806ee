import RoostGraphQL
import RoostJSON
import Testing

@Suite struct ExecutionTests {
    private func run(
        _ query: String, variables: JSONObject? = nil, context: CorpusContext = CorpusContext()
    ) async throws -> GraphQLResponse {
        await (try CorpusSchema.make()).execute(GraphQLRequest(query: query, variables: variables), context: context)
    }

    private func text(_ response: GraphQLResponse) -> String {
        String(decoding: response.json, as: UTF8.self)
    }

    @Test func writesCompactJSONInSelectionOrder() async throws {
        let response = try await run("{ viewer { name z: id } run(id: \"Run:1\") { loss summary tags } }")
        #expect(
            text(response) == #"{"data":{"viewer":{"name":"ada","z":"User:1"},"#
                + #""run":{"loss":0.5,"summary":{"acc":0.9,"n":null},"tags":["a","b"]}}}"#)
        #expect(response.outcome == .ok)
        #expect(response.errors.isEmpty)
    }

    @Test func tellsOutcomesApart() async throws {
        #expect(try await run("{ nope }").outcome == .requestError)
        #expect(try await run("{").outcome == .requestError)
        #expect(try await run("query ($a: Int!) { echo(int: $a) }").outcome == .requestError)
        #expect(try await run("{ failing { nullable } }").outcome == .fieldErrors)
        #expect(try await run("{ requiredFailing { required } }").outcome == .fieldErrors)
    }

    @Test func refusesSubscriptions() async throws {
        let response = try await run("subscription { tick }")
        #expect(
            text(response) == #"{"data":null,"errors":[{"message":"Subscriptions are not executed; send a query or a"#
                + #" mutation.","locations":[{"line":1,"column":1}]}]}"#)
        #expect(response.outcome == .requestError)
    }

    @Test func asksForEachFieldBeforeItsResolver() async throws {
        let context = CorpusContext()
        _ = try await run("{ viewer { id email } anonymous { id } __schema { queryType { name } } }", context: context)
        #expect(
            context.record.authorized.withLock(\.self) == [
                "Query.viewer anyone", "User.id anyone", "User.email owner", "Query.anonymous anyone",
            ])
    }

    @Test func refusedFieldsAreNotResolved() async throws {
        let context = CorpusContext(refused: ["Mutation.increment", "User.email"])
        let refused = try await run("mutation { increment { value } }", context: context)
        #expect(
            text(refused) == #"{"data":null,"errors":[{"message":"Not allowed: Mutation.increment.","#
                + #""locations":[{"line":1,"column":12}],"path":["increment"]}]}"#)
        #expect(context.record.counter.withLock(\.self) == 0)
        let partial = try await run("{ viewer { id email } }", context: context)
        #expect(
            text(partial) == #"{"data":{"viewer":{"id":"User:1","email":null}},"errors":[{"message":"#
                + #""Not allowed: User.email.","locations":[{"line":1,"column":15}],"path":["viewer","email"]}]}"#)
    }

    @Test func internalErrorsAreReportedNotShown() async throws {
        let context = CorpusContext()
        let response = try await run("{ failing { internal } }", context: context)
        #expect(response.errors.map(\.message) == ["Internal error"])
        #expect(context.record.internalErrors.withLock(\.self) == ["Failing.internal: Unforeseen()"])
    }

    @Test func stopsWhenTheRequestIsCancelled() async throws {
        let schema = try CorpusSchema.make()
        let response = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await schema.execute(
                GraphQLRequest(query: "{ viewer { id } anonymous { id } named { id } }"), context: CorpusContext())
        }.value
        #expect(
            text(response) == #"{"data":null,"errors":[{"message":"The request was cancelled.","#
                + #""locations":[{"line":1,"column":3}],"path":["viewer"]}]}"#)
    }

    @Test func executesManyRequestsAtOnce() async throws {
        let schema = try CorpusSchema.make()
        let answers = await withTaskGroup(of: [UInt8].self) { group in
            for index in 0..<100 {
                group.addTask {
                    let request = GraphQLRequest(
                        query: "query Q\(index % 10)($i: Int) { echo(int: $i) }",
                        variables: ["i": .int(Int64(index % 10))])
                    return await schema.execute(request, context: CorpusContext()).json
                }
            }
            return await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(answers == Set((0..<10).map { Array(#"{"data":{"echo":{"int":\#($0)}}}"#.utf8) }))
    }

    @Test func oneOfFieldsTakeNoNullableVariables() throws {
        let schema = try CorpusSchema.make()
        #expect(
            schema.validate("query ($a: ID) { echo(selector: {id: $a}) }") == [
                GraphQLError(
                    "Variable '$a' is of type 'ID' but must be non-nullable to be used for OneOf Input Object"
                        + " 'Selector'.",
                    locations: [GraphQLLocation(line: 1, column: 8), GraphQLLocation(line: 1, column: 38)])
            ])
    }

    @Test func descriptionsStandOnlyBeforeTypes() throws {
        let schema = try CorpusSchema.make()
        let message = "Syntax Error: Unexpected description, descriptions are supported only on type definitions."
        for query in ["\"text\" query { viewer { id } }", "\"text\" fragment F on User { id }"] {
            #expect(schema.validate(query).map(\.message) == [message])
        }
    }

    @Test func validatesWithoutExecuting() throws {
        let schema = try CorpusSchema.make()
        #expect(schema.validate("{ viewer { id } }").isEmpty)
        #expect(
            schema.validate("{ viewer { nam } }") == [
                GraphQLError(
                    #"Cannot query field "nam" on type "User". Did you mean 'name'?"#,
                    locations: [GraphQLLocation(line: 1, column: 12)])
            ])
    }
}
