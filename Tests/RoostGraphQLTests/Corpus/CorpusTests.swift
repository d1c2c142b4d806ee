import Foundation
import RoostGraphQL
import RoostJSON
import Testing

/// Every request of `conformance/graphql/cases` gets the answer that graphql-core gave, recorded in `expected`.
@Suite struct CorpusTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let request: GraphQLRequest
        let expected: JSON

        var testDescription: String { name }
    }

    static var directory: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "conformance/graphql")
    }

    static func json(_ path: String) throws -> JSON {
        try JSON(parsing: Array(Data(contentsOf: directory.appending(path: path))))
    }

    static func cases(_ group: String) throws -> [Case] {
        let expected = try json("expected/\(group)")
        return try #require(try json("cases/\(group)").arrayValue).map { item in
            let name = try #require(item["name"]?.stringValue)
            let lines = item["query"]?.arrayValue?.compactMap(\.stringValue)
            return Case(
                name: name,
                request: GraphQLRequest(
                    query: try #require(lines?.joined(separator: "\n") ?? item["query"]?.stringValue),
                    operationName: item["operationName"]?.stringValue,
                    variables: item["variables"]?.objectValue),
                expected: try #require(expected[name], "\(name) has no expected answer"))
        }
    }

    static let groups =
        (try? FileManager.default.contentsOfDirectory(
            atPath: directory.appending(path: "cases").path()))?.sorted() ?? []

    @Test func hasCases() throws {
        let count = try Self.groups.reduce(0) { try $0 + Self.cases($1).count }
        #expect(count >= 150)
    }

    @Test(arguments: groups) func answersLikeTheReference(group: String) async throws {
        let schema = try CorpusSchema.make()
        for item in try Self.cases(group) {
            let response = await schema.execute(item.request, context: CorpusContext())
            let answer = try JSON(parsing: response.json)
            #expect(answer == item.expected, "\(group): \(item.name)")
            // The second time the document comes from the cache.
            let again = await schema.execute(item.request, context: CorpusContext())
            #expect(again.json == response.json, "\(group): \(item.name)")
        }
    }

    @Test func declaresTheSameSchema() throws {
        let text = try String(contentsOf: Self.directory.appending(path: "schema.graphql"), encoding: .utf8)
        #expect(try CorpusSchema.make().sdl + "\n" == text)
    }
}
