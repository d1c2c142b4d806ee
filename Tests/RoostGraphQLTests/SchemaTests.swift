import RoostGraphQL
import RoostJSON
import Testing

@Suite struct SchemaTests {
    private typealias Ctx = CorpusContext

    private func query(_ fields: [(name: String, type: String, arguments: [String])]) -> ObjectType<Root, Ctx> {
        ObjectType(
            "Query",
            fields: fields.map {
                Field($0.name, $0.type, arguments: $0.arguments, .anyone) { _, _, _ in Resolved.null }
            })
    }

    private func problems(
        _ fields: [(name: String, type: String, arguments: [String])], types: [any TypeDeclaration] = []
    ) -> [String] {
        do throws(SchemaError) {
            _ = try Schema<Ctx>(query: query(fields), types: types)
            return []
        } catch {
            switch error {
            case .invalid(let problems): return problems
            }
        }
    }

    private struct Thing: GraphQLObject {
        static let graphQLTypeName = "Thing"
    }

    private func thing(implements interfaces: [String], _ field: String, _ type: String, _ arguments: [String] = [])
        -> ObjectType<Thing, Ctx>
    {
        ObjectType("Thing", implements: interfaces) {
            Field(field, type, arguments: arguments, .anyone) { _, _, _ in Resolved.null }
        }
    }

    @Test func listsEveryFieldWithItsPolicy() throws {
        let table = try CorpusSchema.make().fieldTable
        #expect(table.count == 91)
        #expect(table.first?.coordinate.description == "Counter.value")
        let refuse = table.first { $0.coordinate == FieldCoordinate(typeName: "Mutation", fieldName: "refuse") }
        #expect(refuse?.policy == .nobody)
        #expect(!table.contains { $0.coordinate.typeName.hasPrefix("__") })
    }

    @Test func acceptsASmallSchema() {
        #expect(problems([("a", "Int", [])]).isEmpty)
    }

    @Test(arguments: [
        ("[Int", "Query.a: '[Int' is not written in the schema language (Syntax Error: Expected ']', found <EOF>.)"),
        ("Nope", "Query.a mentions the unknown type 'Nope'."),
        ("Strin", "Query.a mentions the unknown type 'Strin'. Did you mean 'String'?"),
    ])
    func namesFaultyTypes(type: String, problem: String) {
        #expect(problems([("a", type, [])]) == [problem])
    }

    @Test func namesFaultyArguments() {
        #expect(
            problems([("a", "Int", ["x: Int = \"y\""])]) == [
                "The default \"y\" of Query.a(x:) is no value of type Int."
            ])
        #expect(
            problems([("a", "Int", ["x: Query"])]) == ["The type of Query.a(x:) must be Input Type but got: Query."])
        #expect(
            problems([("a", "Int", ["x: Int! @deprecated"])]) == [
                "Required argument Query.a(x:) cannot be deprecated."
            ])
        #expect(
            problems([("a", "Int", ["x: Int", "x: Int"])]) == ["Argument 'Query.a.x' can only be defined once."])
    }

    @Test func namesFaultyFields() {
        #expect(problems([]) == ["Type Query must define one or more fields."])
        #expect(problems([("a", "Int", []), ("a", "Int", [])]) == ["Field 'Query.a' can only be defined once."])
        #expect(
            problems([("__a", "Int", [])]) == [
                "Name '__a' must not begin with '__', which is reserved by GraphQL introspection."
            ])
        #expect(
            problems([("a", "In", [])], types: [InputType("In", fields: ["x: Int"])]) == [
                "The type of Query.a must be Output Type but got: In."
            ])
    }

    @Test func namesTypesDeclaredTwice() {
        #expect(
            problems([("a", "Int", [])], types: [ScalarType("S"), EnumType("S", values: ["A"])]) == [
                "Schema must contain uniquely named types but contains multiple types named 'S'."
            ])
    }

    @Test func checksInterfaces() {
        let node = InterfaceType("Node", fields: ["id(x: Int): ID!"])
        let field = [(name: "a", type: "Node", arguments: [String]())]
        #expect(problems(field, types: [node, thing(implements: ["Node"], "id", "ID!", ["x: Int"])]).isEmpty)
        #expect(
            problems(field, types: [node, thing(implements: ["Node"], "name", "ID!")]) == [
                "Interface field Node.id expected but Thing does not provide it."
            ])
        #expect(
            problems(field, types: [node, thing(implements: ["Node"], "id", "ID", ["x: Int!"])]) == [
                "Interface field Node.id expects type ID! but Thing.id is type ID.",
                "Interface field argument Node.id(x:) expects type Int but Thing.id(x:) is type Int!.",
            ])
        #expect(
            problems(field, types: [node, thing(implements: ["Node"], "id", "ID!", ["y: Int!"])]) == [
                "Interface field argument Node.id(x:) expected but Thing.id does not provide it.",
                "Object field Thing.id includes required argument y that is missing from the Interface field Node.id.",
            ])
        #expect(
            problems(field, types: [node, thing(implements: ["Query"], "id", "ID!")]) == [
                "Type Thing must only implement Interface types, it cannot implement Query."
            ])
        let named = InterfaceType("Named", implements: ["Node"], fields: ["id(x: Int): ID!"])
        #expect(
            problems(field, types: [node, named, thing(implements: ["Named"], "id", "ID!", ["x: Int"])]) == [
                "Type Thing must implement Node because it is implemented by Named."
            ])
    }

    @Test func checksUnionsAndInputs() {
        #expect(
            problems([("a", "U", [])], types: [UnionType("U", of: ["Query", "String", "Query"])]) == [
                "Union type U can only include Object types, it cannot include String.",
                "Union type U can only include type Query once.",
            ])
        #expect(
            problems(
                [("a", "Int", ["i: A"])],
                types: [InputType("A", fields: ["b: B!"]), InputType("B", fields: ["a: A!", "list: [A!]!"])]) == [
                    "Cannot reference Input Object 'A' within itself through a series of non-null fields: 'b.a'.",
                    "Cannot reference Input Object 'B' within itself through a series of non-null fields: 'a.b'.",
                ])
        #expect(
            problems([("a", "Int", [])], types: [InputType("O", isOneOf: true, fields: ["a: Int!", "b: Int = 1"])]) == [
                "OneOf input field O.a must be nullable.", "OneOf input field O.b cannot have a default value.",
            ])
        #expect(
            problems([("a", "Int", [])], types: [InputType("D", fields: ["d: D = {}", "x: Int = 1"])]) == [
                "The default values of input types contain each other in a cycle."
            ])
    }

    @Test func rootsAreResolvedFromRoot() {
        #expect(
            throws: SchemaError.invalid(problems: ["The root type Thing must be an object type resolved from Root."])
        ) {
            try Schema<Ctx>(query: thing(implements: [], "a", "Int"))
        }
    }

    @Test func enumsMirrorSwiftEnums() throws {
        enum Color: String, CaseIterable, GraphQLOutput { case red = "RED", blue = "BLUE" }
        let schema = try Schema<Ctx>(
            query: ObjectType<Root, Ctx>("Query") { Field("color", "Color", .anyone) { _, _, _ in Color.blue } },
            types: [EnumType("Color", of: Color.self)])
        #expect(schema.sdl == "enum Color {\n  RED\n  BLUE\n}\n\ntype Query {\n  color: Color\n}")
    }
}
