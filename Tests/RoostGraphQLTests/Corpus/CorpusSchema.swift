import RoostGraphQL
import RoostJSON

/// The schema of `conformance/graphql/schema.graphql`, with resolvers equal to those in `corpus.py`.
enum CorpusSchema {
    typealias Ctx = CorpusContext

    static func make() throws(SchemaError) -> Schema<Ctx> {
        try Schema<Ctx>(
            query: ObjectType<Root, Ctx>("Query", fields: lookups + echoes) + others,
            mutation: mutation, subscription: subscription,
            types: [user, project, run, failing, leaves, counter, createRunPayload] + abstractTypes + inputTypes)
    }

    // MARK: Roots

    @FieldsBuilder<Root, Ctx> private static var lookups: [Field<Root, Ctx>] {
        Field("viewer", "User", .anyone) { _, _, _ in UserNode.ada }
        Field("anonymous", "User", .anyone) { _, _, _ in UserNode?.none }
        Field("node", "Node", arguments: ["id: ID!"], .owner) { _, args, _ in
            try everything.first { $0.id == (try args.string("id")) }?.object ?? .null
        }
        Field("named", "[Named!]!", .anyone) { _, _, _ in
            UserNode.all.map(\.resolved) + ProjectNode.all.map(\.resolved)
        }
        Field("project", "Project", arguments: ["name: String!"], .anyone) { _, args, _ in
            let name = try args.string("name")
            return ProjectNode.all.first { $0.name == name }
        }
        Field("run", "Run", arguments: ["id: ID!"], .owner) { _, args, _ in RunNode.find(try args.string("id")) }
        Field("search", "[SearchResult]!", arguments: ["text: String!", "kinds: [String!]"], .anyone) { _, args, _ in
            let text = try args.string("text")
            let kinds = args.optionalStrings("kinds")
            let found = everything.filter {
                $0.name.contains(text) && (kinds?.contains(String($0.id.prefix { $0 != ":" })) ?? true)
            }
            return found.map(\.object) + [.null]
        }
        Field("creators", "[Creator]", .anyone) { _, _, _ in RunNode.all.map(\.creator) }
    }

    private static var everything: [(id: String, name: String, object: Resolved)] {
        UserNode.all.map { ($0.id, $0.name, $0.resolved) } + ProjectNode.all.map { ($0.id, $0.name, $0.resolved) }
            + RunNode.all.map { ($0.id, $0.displayName ?? "", $0.resolved) }
    }

    @FieldsBuilder<Root, Ctx> private static var echoes: [Field<Root, Ctx>] {
        Field(
            "echo", "JSON!",
            arguments: [
                "int: Int", "float: Float", "string: String", "boolean: Boolean", "id: ID", "int64: Int64",
                "json: JSON", "jsonString: JSONString", "state: RunState", "ints: [Int!]", "matrix: [[Int]]",
                "strings: [String]", "filter: RunFilter", "filters: [RunFilter!]", "selector: Selector",
                "states: [RunState!]",
            ], .anyone
        ) { _, args, _ in JSON.object(args.values) }
        Field(
            "defaults", "JSON!",
            arguments: [
                "a: Int = 7", "b: [Int!]! = [1, 2]", "c: RunFilter = {name: \"x\", state: FAILED}",
                "\"Described.\" d: String! = \"text \\\"quoted\\\"\"", "e: RunState = RUNNING", "f: Float = 2.0",
                "g: ID = 5", "h: Boolean = true", "i: String = null", "j: [RunFilter!] = [{name: \"y\", tags: []}]",
            ], .anyone
        ) { _, args, _ in JSON.object(args.values) }
        Field(
            "required", "JSON!",
            arguments: ["a: Int!", "b: Int! = 3", "items: [Int!]!", "filter: RunFilter!"], .anyone
        ) { _, args, _ in JSON.object(args.values) }
    }

    @FieldsBuilder<Root, Ctx> private static var others: [Field<Root, Ctx>] {
        Field("failing", "Failing", .anyone) { _, _, _ in FailingNode() }
        Field("requiredFailing", "Failing!", .anyone) { _, _, _ in FailingNode() }
        Field("leaves", "Leaves!", .anyone) { _, _, _ in LeavesNode() }
        Field(
            "schedule", "[Int!]!",
            arguments: ["first: Int", "last: Int", "old: Int @deprecated(reason: \"Use first.\")"], .anyone
        ) { _, args, _ in Array(0..<(args.optionalInt("first") ?? 0)) }
    }

    private static var mutation: ObjectType<Root, Ctx> {
        ObjectType("Mutation") {
            Field("increment", "Counter!", arguments: ["by: Int = 1"], .owner) { _, args, ctx in
                let step = args.optionalInt("by") ?? 0
                return CounterNode(
                    value: ctx.record.counter.withLock {
                        $0 += step
                        return $0
                    })
            }
            Field("reset", "Counter", .owner) { _, _, ctx in
                ctx.record.counter.withLock { $0 = 0 }
                return CounterNode(value: 0)
            }
            Field("refuse", "Counter", .nobody) { _, _, _ -> CounterNode in throw Refusal(message: "Refused.") }
            Field("refuseRequired", "Counter!", .nobody) { _, _, _ -> CounterNode in
                throw Refusal(message: "Refused.")
            }
            Field("createRun", "CreateRunPayload", arguments: ["input: RunInput!"], .owner) { _, args, _ in
                let input = try args.object("input")
                let run = RunNode(
                    id: "Run:9", displayName: try input.string("name"), state: try input.string("state"),
                    tags: input.strings("tags"), steps: try input.int("steps"), loss: nil,
                    summary: input.json("config") ?? .null, config: nil, creator: UserNode.ada.resolved,
                    parentID: nil, project: .mnist)
                return CreateRunPayload(run: run, input: .object(input.values))
            }
        }
    }

    private static var subscription: ObjectType<Root, Ctx> {
        ObjectType("Subscription") {
            Field("tick", "Int", .anyone) { _, _, _ in 1 }
            Field("tock", "Int", arguments: ["every: Int! = 1"], .anyone) { _, _, _ in 2 }
        }
    }

    // MARK: Objects

    private static var user: ObjectType<UserNode, Ctx> {
        ObjectType("User", implements: ["Node", "Named"]) {
            Field("id", "ID!", .anyone) { user, _, _ in user.id }
            Field("name", "String!", arguments: ["upper: Boolean = false"], .anyone) { user, args, _ in
                args.bool("upper", default: false) ? user.name.uppercased() : user.name
            }
            Field("email", "String", .owner) { user, _, _ in user.email }
            Field("projects", "[Project!]!", arguments: ["first: Int = 2"], .anyone) { user, args, _ in
                let projects = ProjectNode.all.filter { $0.owner == user }
                return Array(projects.prefix(Int(args.optionalInt("first") ?? .max)))
            }
            Field("friends", "[User]", .anyone) { user, _, _ in user == .ada ? [UserNode.bob, nil] : nil }
        }
    }

    private static var project: ObjectType<ProjectNode, Ctx> {
        ObjectType("Project", implements: ["Node", "Named"]) {
            Field("id", "ID!", .anyone) { project, _, _ in project.id }
            Field("name", "String!", arguments: ["upper: Boolean = false"], .anyone) { project, args, _ in
                args.bool("upper", default: false) ? project.name.uppercased() : project.name
            }
            Field("owner", "User!", .anyone) { project, _, _ in project.owner }
            Field(
                "runs", "[Run!]!",
                arguments: ["state: RunState", "first: Int = 50", "filter: RunFilter"], .anyone
            ) { project, args, _ in
                let state = args.optionalString("state")
                let minSteps = args.optionalObject("filter")?.optionalInt("minSteps") ?? .min
                let runs = RunNode.all.filter {
                    $0.project == project && (state == nil || state == $0.state) && $0.steps >= minSteps
                }
                return Array(runs.prefix(Int(args.optionalInt("first") ?? .max)))
            }
            Field("run", "Run", arguments: ["name: String!"], .anyone) { project, args, _ in
                let name = try args.string("name")
                return RunNode.all.first { $0.project == project && $0.displayName == name }
            }
            Field("oldName", "String", .anyone, deprecated: "Use `name`.") { project, _, _ in project.name }
            Field("legacy", "Int", .anyone, deprecated: "No longer supported") { _, _, _ in 1 }
        }
    }

    private static var run: ObjectType<RunNode, Ctx> {
        ObjectType(
            "Run", "A run of an experiment.\n\nIt logs metrics \"as it goes\".", implements: ["Node"]
        ) {
            Field("id", "ID!", .anyone) { run, _, _ in run.id }
            Field("displayName", "String", .anyone) { run, _, _ in run.displayName }
            Field("state", "RunState!", .anyone) { run, _, _ in run.state }
            Field("tags", "[String!]!", .anyone) { run, _, _ in run.tags }
            Field("steps", "Int64!", .anyone) { run, _, _ in run.steps }
            Field("loss", "Float", .anyone) { run, _, _ in run.loss }
            Field("summary", "JSON", .anyone) { run, _, _ in
                run.summary.isNull ? Resolved.null : .rawJSON(run.summary.text)
            }
            Field("config", "JSONString", .anyone) { run, _, _ in run.config }
            Field("creator", "Creator", .anyone) { run, _, _ in run.creator }
            Field("parent", "Run", .anyone) { run, _, _ in RunNode.find(run.parentID) }
            Field("project", "Project!", .anyone) { run, _, _ in run.project }
        }
    }

    private static var counter: ObjectType<CounterNode, Ctx> {
        ObjectType("Counter") {
            Field("value", "Int!", .anyone) { counter, _, _ in counter.value }
            Field("failing", "Int!", .anyone) { _, _, _ -> Int in throw Refusal(message: "The counter failed.") }
        }
    }

    private static var createRunPayload: ObjectType<CreateRunPayload, Ctx> {
        ObjectType("CreateRunPayload") {
            Field("run", "Run", .anyone) { payload, _, _ in payload.run }
            Field("input", "JSON!", .anyone) { payload, _, _ in payload.input }
            Field("clientMutationId", "String", .anyone) { _, _, _ in String?.none }
        }
    }

    // MARK: Other kinds

    private static var abstractTypes: [any TypeDeclaration] {
        [
            InterfaceType("Node", "What every object has.", fields: ["id: ID!"]),
            InterfaceType(
                "Named", "Objects with a name.", implements: ["Node"],
                fields: ["id: ID!", "\"The name.\" name(upper: Boolean = false): String!"]),
            UnionType("Creator", of: ["User", "Run"]),
            UnionType("SearchResult", "Anything that can be found.", of: ["User", "Project", "Run"]),
        ]
    }

    private static var inputTypes: [any TypeDeclaration] {
        [
            EnumType(
                "RunState",
                values: [
                    "\"Steps are still logged.\" RUNNING", "FINISHED", "FAILED",
                    "CRASHED @deprecated(reason: \"Ask for FAILED.\")",
                ]),
            ScalarType.int64,
            ScalarType("JSON", specifiedBy: "https://www.rfc-editor.org/rfc/rfc8259"),
            ScalarType.jsonString,
            InputType(
                "RunFilter", "Which runs.",
                fields: [
                    "state: RunState", "tags: [String!] = [\"a\", \"b\"]", "minSteps: Int64",
                    "\"At most this loss.\" maxLoss: Float = 1.5", "name: String!", "inner: RunFilter",
                    "old: Int @deprecated(reason: \"No more.\")",
                ]),
            InputType(
                "RunInput",
                fields: [
                    "name: String!", "tags: [String!]", "config: JSON", "steps: Int64 = 0", "priority: Int = 1",
                    "state: RunState = RUNNING", "matrix: [[Int!]]",
                ]),
            InputType("Selector", isOneOf: true, fields: ["id: ID", "name: String"]),
        ]
    }
}
