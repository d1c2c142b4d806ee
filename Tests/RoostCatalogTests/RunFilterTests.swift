import Foundation
import RoostJSON
import Testing

@testable import RoostCatalog

@Suite struct RunFilterTests {
    /// Twelve runs, one after the other in time, with what filters look at.
    private static let runs: [(name: String, change: RunChange, keys: [String])] = [
        (
            "a",
            RunChange(
                displayName: "red fox", tags: ["base", "v1"], group: "g1", jobType: "train", host: "h1",
                state: .finished,
                config:
                    #"{"lr":{"value":0.1},"net":{"value":{"depth":2}},"opt":{"value":"adam"},"layers":{"value":[64,32]}}"#,
                summary: #"{"loss":0.5,"acc/top.1":0.9,"m":{"min":1}}"#), ["loss", "acc"]
        ),
        (
            "b",
            RunChange(
                displayName: "blue fox", tags: ["v1"], group: "g1", jobType: "eval", state: .failed,
                config:
                    #"{"lr":{"value":1},"net":{"value":{"depth":3}},"opt":{"value":"sgd"},"layers":{"value":[64]}}"#,
                summary: #"{"loss":NaN}"#), ["loss"]
        ),
        (
            "c",
            RunChange(
                displayName: "Red hen", group: "g2", state: .running,
                config: #"{"lr":{"value":"high"},"opt":{"value":null},"flag":{"value":true}}"#,
                summary: #"{"loss":Infinity}"#), []
        ),
        (
            "d", RunChange(displayName: "owl", sweepName: "s1", state: .running, config: #"{"flag":{"value":false}}"#),
            ["x.y/z"]
        ),
    ]

    private func make(_ kind: TestDatabase) async throws -> TestCatalog {
        let test = try await TestCatalog(kind)
        for run in Self.runs {
            let id = try await test.run(run.name, run.change).id
            try await test.write { try $0.runs.addHistoryKeys(id, run.keys) }
            test.clock.advance(60)
        }
        return test
    }

    /// What filters find, oldest run first.
    private static let cases: [(filter: String, names: String)] = [
        ("{}", "abcd"), ("", "abcd"), ("null", "abcd"), (#"{"$and":[]}"#, "abcd"), (#"{"$or":[]}"#, ""),
        (#"{"$and":[{"sweep":"s1"}]}"#, "d"), (#"{"name":"a"}"#, "a"), (#"{"name":{"$in":["a","c","zz"]}}"#, "ac"),
        (#"{"$or":[{"name":"a"},{"name":"b"}]}"#, "ab"), (#"{"state":"running"}"#, "cd"),
        (#"{"$and":[{"state":"finished"},{"config.lr.value":{"$gt":0}}]}"#, "a"),
        (#"{"state":"running","name":{"$ne":"c"}}"#, "d"), (#"{"$nor":[{"name":"a"},{"state":"running"}]}"#, "b"),
        (#"{"$not":{"name":"a"}}"#, "bcd"),
        (#"{"group":null}"#, "d"), (#"{"group":{"$ne":null}}"#, "abc"), (#"{"group":{"$ne":"g1"}}"#, "cd"),
        (#"{"group":{"$nin":["g1",null]}}"#, "c"), (#"{"group":{"$in":["g2",null]}}"#, "cd"),
        (#"{"group":{"$exists":false}}"#, "d"), (#"{"group":{"$not":{"$eq":"g1"}}}"#, "cd"),
        (#"{"display_name":{"$regex":"fox$"}}"#, "ab"), (#"{"displayName":{"$regex":"^(?i)red"}}"#, "ac"),
        (#"{"display_name":{"$regex":"^red","$options":"i"}}"#, "ac"),
        (#"{"display_name":{"$regex":"RED","$options":"i"}}"#, "ac"), (#"{"display_name":{"$regex":"RED"}}"#, ""),
        (#"{"tags":{"$regex":"AS","$options":"i"}}"#, "a"), (#"{"config.opt":{"$regex":"DA","$options":"i"}}"#, "a"),
        (#"{"display_name":{"$not":"fox"}}"#, "cd"),
        (#"{"display_name":{"$contains":"ed f"}}"#, "a"), (#"{"display_name":{"$gt":"b","$lt":"p"}}"#, "bd"),
        (#"{"job_type":"train"}"#, "a"), (#"{"jobType":{"$exists":true}}"#, "ab"), (#"{"host":"h1"}"#, "a"),
        (#"{"username":"ada"}"#, "abcd"), (#"{"username":"bob"}"#, ""),
        (#"{"tags":"v1"}"#, "ab"), (#"{"tags":{"$in":["base","zz"]}}"#, "a"),
        (#"{"tags":{"$all":["base","v1"]}}"#, "a"),
        (#"{"tags":{"$all":[]}}"#, ""), (#"{"tags":null}"#, "cd"), (#"{"tags":{"$ne":"base"}}"#, "bcd"),
        (#"{"tags":{"$size":2}}"#, "a"), (#"{"tags":{"$size":0}}"#, "cd"), (#"{"tags":{"$regex":"^b"}}"#, "a"),
        (#"{"tags":{"$contains":"v1"}}"#, "ab"), (#"{"tags":["base","v1"]}"#, "a"), (#"{"tags":["v1","base"]}"#, ""),
        (#"{"tags.base":{"$exists":true}}"#, "a"), (#"{"tags.base":true}"#, "a"), (#"{"tags.base":null}"#, "bcd"),
        (#"{"tags.base":{"$ne":true}}"#, "bcd"), (#"{"tags":{"$exists":true}}"#, "ab"),
        (#"{"config.lr":0.1}"#, "a"), (#"{"config.lr.value":0.1}"#, "a"), (#"{"config.lr":{"$gte":0.1}}"#, "ab"),
        (#"{"config.lr":{"$gt":0.1,"$lte":1}}"#, "b"), (#"{"config.lr":{"$gt":"a"}}"#, "c"),
        (#"{"config.lr":{"$ne":0.1}}"#, "bcd"), (#"{"config.lr":{"$in":[1,"high"]}}"#, "bc"),
        (#"{"config.net.depth":2}"#, "a"), (#"{"config.net.value.depth":3}"#, "b"),
        (#"{"config.net.depth.value":{"$lt":3}}"#, "a"),
        (#"{"config.net":{"$exists":true}}"#, "ab"), (#"{"config.nosuch":{"$exists":true}}"#, ""),
        (#"{"config.nosuch":null}"#, "abcd"), (#"{"config.opt":null}"#, "cd"),
        (#"{"config.opt":{"$exists":true}}"#, "abc"),
        (#"{"config.opt":{"$regex":"^s"}}"#, "b"), (#"{"config.opt":{"$contains":"da"}}"#, "a"),
        (#"{"config.flag":true}"#, "c"), (#"{"config.flag":{"$ne":true}}"#, "abd"), (#"{"config.flag":1}"#, ""),
        (#"{"config.layers":64}"#, "ab"), (#"{"config.layers":[64]}"#, "b"), (#"{"config.layers":{"$size":2}}"#, "a"),
        (#"{"config.layers":{"$all":[64,32]}}"#, "a"), (#"{"config.layers":{"$contains":32}}"#, "a"),
        (#"{"config.layers":{"$lt":50}}"#, "a"), (#"{"config.layers":{"$gt":60,"$lt":40}}"#, "a"),
        (#"{"config.lr":{"$gt":0.05,"$lt":0.5}}"#, "a"), (#"{"config.lr":{"$gt":2,"$lt":1}}"#, ""),
        (#"{"summary_metrics.loss":{"$lt":1}}"#, "a"), (#"{"summary_metrics.loss":{"$gt":1e300}}"#, "c"),
        (#"{"summary_metrics.loss":{"$exists":true}}"#, "abc"),
        (#"{"summary_metrics.loss":{"$not":{"$lt":1}}}"#, "bcd"),
        (#"{"summary_metrics.loss":null}"#, "d"), (#"{"summary_metrics.acc/top.1":0.9}"#, "a"),
        (#"{"summary_metrics.m.min":1}"#, "a"), (#"{"summary_metrics.m.min":1.0}"#, "a"),
        (#"{"keys_info.keys.loss":{"$exists":true}}"#, "ab"), (#"{"keys_info.keys.loss":{"$exists":false}}"#, "cd"),
        (#"{"keys_info.keys.x.y/z":{"$ne":null}}"#, "d"), (#"{"keys_info.keys.nosuch":null}"#, "abcd"),
        (#"{"created_at":{"$gte":"2027-01-15T08:01:00Z"}}"#, "bcd"), (#"{"createdAt":{"$lt":1800000120}}"#, "ab"),
        (#"{"created_at":"2027-01-15T08:00:00"}"#, "a"), (#"{"heartbeat_at":{"$gt":"2027-01-15"}}"#, "abcd"),
        (#"{"duration":{"$lte":0}}"#, "abcd"), (#"{"duration":{"$gt":0}}"#, ""), (#"{"exitcode":null}"#, "abcd"),
        (#"{"inputArtifacts":null}"#, "abcd"), (#"{"outputArtifacts":"data:v0"}"#, ""),
        (#"{"display_name":"'; DROP TABLE run; --"}"#, ""),
    ]

    @Test(arguments: TestDatabase.allCases)
    func filtersFind(_ kind: TestDatabase) async throws {
        let test = try await make(kind)
        let project = test.project.id
        let order = try RunOrder(parsing: "+created_at")
        for (text, names) in Self.cases {
            let filter = try RunFilter(parsing: text)
            let (found, count) = try await test.read { tx throws in
                (
                    try tx.runs.page(project: project, filter: filter, order: order).elements.map(\.name),
                    try tx.runs.count(project: project, filter: filter)
                )
            }
            #expect(found.joined() == names, "\(text)")
            #expect(count == names.count, "\(text)")
        }
    }

    private static let refused: [(filter: String, field: String)] = [
        ("{", "filters"), ("[]", "filters"), (#"{"nosuch":1}"#, "filters.nosuch"), (#"{"$foo":[]}"#, "filters.$foo"),
        (#"{"$and":{}}"#, "filters.$and"), (#"{"$or":[{"name":{"$bad":1}}]}"#, "filters.$or[0].name.$bad"),
        (#"{"name":5}"#, "filters.name"), (#"{"name":{"$in":"a"}}"#, "filters.name.$in"),
        (#"{"name":{"$regex":5}}"#, "filters.name.$regex"), (#"{"name":{"$regex":"("}}"#, "filters.name.$regex"),
        (#"{"duration":"x"}"#, "filters.duration"), (#"{"duration":{"$regex":"x"}}"#, "filters.duration.$regex"),
        (#"{"created_at":{"$gt":"yesterday"}}"#, "filters.created_at.$gt"),
        (#"{"created_at":true}"#, "filters.created_at"), (#"{"name":{"$exists":"x"}}"#, "filters.name.$exists"),
        (#"{"tags":{"$size":-1}}"#, "filters.tags.$size"), (#"{"name":{"$size":1}}"#, "filters.name.$size"),
        (#"{"config.a":{"b":1}}"#, "filters.config.a"), (#"{"config.a":{"$gt":null}}"#, "filters.config.a.$gt"),
        (#"{"config.a":{"$gt":true}}"#, "filters.config.a.$gt"),
        (#"{"config.a":{"$contains":[1]}}"#, "filters.config.a.$contains"),
        (#"{"keys_info.keys.a":1}"#, "filters.keys_info.keys.a"), (#"{"tags.a":1}"#, "filters.tags.a"),
        (#"{"config":1}"#, "filters.config"), (#"{"name":{"$not":5}}"#, "filters.name.$not"),
        (#"{"name":{"$regex":"a","$options":"q"}}"#, "filters.name.$regex $options"),
        (#"{"config.a":NaN}"#, "filters.config.a"),
    ]

    @Test func refusalsNameThePath() {
        for (text, field) in Self.refused {
            #expect { try RunFilter(parsing: text) } throws: { error in
                let found = (error as? CatalogError)?.field
                #expect(found == field, "\(text)")
                return true
            }
        }
    }

    @Test func filtersAreBounded() {
        let deep = String(repeating: #"{"$and":["#, count: 40) + "{}" + String(repeating: "]}", count: 40)
        #expect(throws: CatalogError.limit(name: "depth of the filter", limit: 32, value: 33)) {
            try RunFilter(parsing: deep)
        }
        let long = #"{"name":{"$in":["# + (0..<20_001).map { "\"\($0)\"" }.joined(separator: ",") + "]}}"
        #expect(throws: CatalogError.limit(name: "operands of the filter", limit: 20_000, value: 20_001)) {
            try RunFilter(parsing: long)
        }
        let many = #"{"$or":["# + (0..<1_001).map { "{\"name\":\"\($0)\"}" }.joined(separator: ",") + "]}"
        #expect(throws: CatalogError.limit(name: "conditions of the filter", limit: 1_000, value: 1_001)) {
            try RunFilter(parsing: many)
        }
        #expect(throws: CatalogError.self) { try RunFilter(parsing: String(repeating: " ", count: (1 << 20) + 1)) }
    }

    @Test(arguments: TestDatabase.allCases)
    func largeFiltersStillRun(_ kind: TestDatabase) async throws {
        let test = try await make(kind)
        let project = test.project.id
        let names = (["a"] + (0..<19_000).map(String.init)).map(JSON.string)
        let nested = (0..<30).reduce(JSON.object(["name": ["$in": .array(names)]])) { inner, _ in
            ["$and": [inner, ["$or": [inner]]]]
        }
        #expect(throws: CatalogError.self) { try RunFilter(mongo: nested) }
        let filter = try RunFilter(mongo: ["$not": ["$not": ["name": ["$in": .array(names)]]]])
        #expect(try await test.read { try $0.runs.count(project: project, filter: filter) } == 1)
        let many = try RunFilter(mongo: ["$nor": .array((0..<900).map { ["config.lr": .int($0)] })])
        #expect(try await test.read { try $0.runs.count(project: project, filter: many) } == 3)
    }

    /// Random filters on random runs: the SQL, in each of its forms, against the model.
    @Test(arguments: TestDatabase.allCases)
    func agreesWithTheModel(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        var generator = RandomRuns(seed: 42)
        let models = (0..<60).map { generator.run($0) }
        let project = test.project.id
        let start = test.clock.now
        for model in models {
            test.clock.advance(Double(model.created) / 1e6 - test.clock.now.timeIntervalSince(start))
            let id = try await test.run(model.name, generator.change(model)).id
            try await test.write { try $0.runs.addHistoryKeys(id, model.keys) }
        }
        for round in 0..<400 {
            let filter = generator.filter(depth: 2)
            let parsed = try RunFilter(mongo: filter)
            let expected = models.filter { MongoModel(run: $0).matches(filter) }.map(\.name)
            let few = [0, 5, 1_000][round % 3]
            let (found, count) = try await test.read { tx throws in
                let pager = RunPager(
                    session: tx.session, project: project, filter: parsed, order: try RunOrder(parsing: "+created_at"),
                    fewRuns: few)
                let ids = try pager.read(PageRequest(first: 100)).map(\.id)
                return (
                    try tx.runs.find(ids: ids, parts: .none).map(\.name),
                    try tx.runs.count(project: project, filter: parsed)
                )
            }
            #expect(found == expected, "\(filter.canonicalText) (few: \(few))")
            #expect(count == expected.count, "\(filter.canonicalText)")
        }
    }
}
