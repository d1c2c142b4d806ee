import RoostGraphQL
import RoostJSON
import Testing

@testable import RoostServer

/// Every field of the schema, asked for by everybody: what is planted in a private project reaches only those who may
/// see it, and a call that is refused writes nothing.
@Suite struct FieldAuthorizationTests {
    /// Objects of what the server has no part for yet; clients ask for lists of them, which are empty.
    private static let withoutObjects: Set = [
        "FeatureFlag", "LatestLocalVersionInfo", "ServerMessage",
    ]
    /// Queries that only administrators of the server may make.
    private static let forOperators = ["serverStatus", "largestProjects"]
    /// Objects without which nothing could have been planted.
    private static let seenWhilePlanting: Set = ["UploadUrlPart"]

    @Test func everyFieldIsAskedFor() async throws {
        let server = try await LocalServer()
        var generator = QueryGenerator(map: try await SchemaMap(server), arguments: PlantedArguments(ids: [:]))
        _ = generator.queries()
        _ = generator.mutations()
        let declared = Set(try RoostSchema.make().fieldTable.map(\.coordinate))
        let missing = declared.subtracting(generator.covered).map(\.description).sorted()
        #expect(missing.isEmpty, "no generated query asks for these fields")
        #expect(generator.unknown.sorted().isEmpty, "PlantedArguments has no value for these")
        #expect(declared.count > 300)
        try await server.close()
    }

    @Test func queriesShowWhatIsPlantedToThoseWhoMayReadOnly() async throws {
        let world = try await PlantedWorld.make()
        let server = try await LocalServer(world.directory)
        let watch = try ChangeWatch(world.directory)
        var generator = QueryGenerator(map: try await SchemaMap(server), arguments: PlantedArguments(ids: world.ids))
        let queries = generator.queries()
        var seenByViewer = ""
        for visitor in [Visitor.viewer] + Visitor.strangers {
            let key = world.keys[visitor]
            let before = try watch.mark()
            for query in queries {
                let answer = try await server.query(query, key: key)
                if visitor == .viewer {
                    let isForOperators = Self.forOperators.contains { query.hasPrefix("{ \($0)") }
                    #expect((answer.error == nil) != isForOperators, "\(query)")
                    seenByViewer += answer.text
                } else {
                    #expect(!answer.text.contains(PlantedWorld.marker), "\(visitor) asked \(query)")
                    // A key for one project is still its user's, who may know whom the team consists of.
                    let mayKnowPeople = visitor == .keyOfOtherProject
                    #expect(mayKnowPeople || !answer.text.contains(PlantedWorld.mail), "\(visitor) asked \(query)")
                }
                if visitor == .badKey { #expect(answer.status == 401, "\(query)") }
            }
            #expect(try watch.mark() == before, "a query wrote as \(visitor)")
        }
        for secret in PlantedWorld.secrets where secret != "fileContent" && secret != "artifactContent" {
            #expect(seenByViewer.contains(PlantedWorld.secret(secret)), "\(secret) is planted, but never shown")
        }
        #expect(seenByViewer.contains(PlantedWorld.mail), "members of a team know each other")
        #expect(queries.count > 250)
        try await server.close()
    }

    @Test func mutationsOfStrangersAndViewersChangeNothing() async throws {
        let world = try await PlantedWorld.make()
        let server = try await LocalServer(world.directory)
        let watch = try ChangeWatch(world.directory)
        let policies = try Self.mutationPolicies()
        var generator = QueryGenerator(map: try await SchemaMap(server), arguments: PlantedArguments(ids: world.ids))
        var count = 0
        for visitor in Visitor.strangers + [.viewer, .member, .admin] {
            let key = world.keys[visitor]
            for mutation in generator.mutations() {
                let policy = try #require(policies[mutation.name])
                guard !visitor.passes(policy) else { continue }
                // Changes the caller's own account, whoever that is; AccountTests shows whose it does not.
                guard mutation.name != "updateViewer" || !visitor.isWholeUser else { continue }
                for input in mutation.inputs {
                    count += 1
                    let isOwnBusiness = policy == .signedIn || mutation.isAboutCaller(input)
                    try await expectRefusal(
                        of: mutation, ["input": .object(input)], visitor,
                        mayAdd: isOwnBusiness && visitor.isWholeUser, server: server, key: key, watch: watch)
                }
            }
        }
        #expect(count > 700)
        try await server.close()
    }

    private func expectRefusal(
        of mutation: QueryGenerator.Mutation, _ variables: JSON, _ visitor: Visitor, mayAdd: Bool, server: LocalServer,
        key: String?,
        watch: ChangeWatch
    ) async throws {
        let before = try watch.mark()
        let rows = mayAdd ? try watch.rows() : []
        let answer = try await server.query(mutation.text, variables, key: key)
        let isStranger = Visitor.strangers.contains(visitor)
        #expect(
            !isStranger || !answer.text.contains(PlantedWorld.marker), "\(visitor): \(mutation.name) \(variables.text)")
        if !isStranger, !mayAdd, mutation.isAboutProject(variables["input"]) {
            #expect(answer.error != nil, "\(visitor): \(mutation.name) \(variables.text)")
        }
        guard try watch.mark() != before else { return }
        let lost = mayAdd ? rows.subtracting(try watch.rows()) : ["a row"]
        #expect(lost.isEmpty, "\(visitor) wrote: \(mutation.name) \(variables.text): \(answer.text)")
    }

    /// Mutations that need not find anything to change.
    private static let changingNothing: Set = [
        "markRunFilesUploaded", "useArtifact", "deleteSession", "deleteOtherSessions",
    ]

    /// Shows that the refused calls were refused for who made them: whoever may make them succeeds and changes something.
    @Test func mutationsOfThoseWhoMayChangeSomething() async throws {
        let world = try await PlantedWorld.make()
        let policies = try Self.mutationPolicies()
        let server = try await LocalServer()
        var generator = QueryGenerator(map: try await SchemaMap(server), arguments: PlantedArguments(ids: world.ids))
        try await server.close()
        var answers = ""
        for mutation in generator.mutations() {
            let policy = try #require(policies[mutation.name])
            let visitor = Visitor.least(for: policy)
            let copy = try TemporaryDirectory(copying: world.directory)
            let server = try await LocalServer(copy)
            let watch = try ChangeWatch(copy)
            _ = try await server.query("{ viewer { id } }", key: world.keys[visitor])
            var errors: [String] = []
            for input in mutation.inputs {
                let before = try watch.mark()
                let answer = try await server.query(
                    mutation.text, ["input": .object(input)], key: world.keys[visitor])
                if answer.json.at("data", mutation.name)?.isNull == false,
                    try watch.mark() != before || Self.changingNothing.contains(mutation.name)
                {
                    answers += answer.text
                    errors = []
                    break
                }
                errors.append(answer.text)
            }
            #expect(errors.isEmpty, "\(visitor): \(mutation.name)")
            try await server.close()
        }
        let viewed = try await Self.typesInQueries(of: world)
        let declared = Set(try RoostSchema.make().fieldTable.map(\.coordinate.typeName)).subtracting([
            "Query", "Mutation",
        ])
        let unseen = declared.filter { !answers.contains("\"__typename\":\"\($0)\"") && !viewed.contains($0) }
        #expect(
            unseen.subtracting(Self.withoutObjects).subtracting(Self.seenWhilePlanting).sorted().isEmpty,
            "no answer holds an object of these types")
    }

    private static func typesInQueries(of world: PlantedWorld) async throws -> Set<String> {
        let server = try await LocalServer(world.directory)
        var generator = QueryGenerator(map: try await SchemaMap(server), arguments: PlantedArguments(ids: world.ids))
        var types: Set<String> = []
        for query in generator.queries() {
            let isForOperators = forOperators.contains { query.hasPrefix("{ \($0)") }
            let answer = try await server.query(query, key: world.keys[isForOperators ? .operatorOfServer : .admin])
            for part in answer.text.split(separator: "\"__typename\":\"").dropFirst() {
                types.insert(String(part.prefix { $0 != "\"" }))
            }
        }
        try await server.close()
        return types
    }

    private static func mutationPolicies() throws -> [String: FieldPolicy] {
        try RoostSchema.make().fieldTable.reduce(into: [:]) { policies, entry in
            if entry.coordinate.typeName == "Mutation" { policies[entry.coordinate.fieldName] = entry.policy }
        }
    }
}

extension Visitor {
    /// Whether everything that is the user's own may be changed.
    fileprivate var isWholeUser: Bool { ![.stranger, .badKey, .keyOfOtherProject].contains(self) }

    /// Whether the planted project's policy lets the visitor through.
    fileprivate func passes(_ policy: FieldPolicy) -> Bool {
        switch policy {
        case .open, .parent, .lookup: true
        case .signedIn, .keepsOwn: ![.stranger, .badKey, .outsider, .keyOfOtherProject].contains(self)
        case .writesProject: self == .member || self == .admin || self == .operatorOfServer
        case .administers: self == .admin || self == .operatorOfServer
        case .serverAdmin: self == .operatorOfServer
        }
    }

    /// The least of those who pass.
    fileprivate static func least(for policy: FieldPolicy) -> Visitor {
        switch policy {
        case .open: .stranger
        case .parent, .lookup: .viewer
        case .signedIn: .admin
        case .writesProject, .keepsOwn: .member
        case .administers: .admin
        case .serverAdmin: .operatorOfServer
        }
    }
}
