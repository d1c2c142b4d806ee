import Testing

@testable import RoostCatalog

@Suite struct GlobalIDTests {
    private static let all: [GlobalID] = [
        .run(name: "abc", project: "demo", entity: "lab"), .run(name: "a:b:c", project: "p", entity: "e"),
        .project(name: "demo", entity: "lab"), .projectInternal(7), .user(1), .entity(2), .organization(3),
        .apiKey(4), .invite(5), .file(6), .artifact(7), .artifactType(8), .artifactCollection(9),
        .artifactMembership(10), .artifactAlias(11), .artifactManifest(12), .artifactFile(13),
    ]

    @Test func textsAreAsClientsBuildThem() {
        #expect(
            GlobalID.run(name: "abcd1234", project: "demo", entity: "testent").text
                == "UnVuOnYxOmFiY2QxMjM0OmRlbW86dGVzdGVudA==")
        #expect(GlobalID.projectInternal(7).text == "UHJvamVjdEludGVybmFsSWQ6Nw==")
        #expect(GlobalID.user(12).text == "VXNlcjoxMg==")
    }

    @Test(arguments: all)
    func everyIDReadsBack(_ id: GlobalID) throws {
        #expect(try GlobalID(id.text) == id)
        #expect(try GlobalID(id.text.replacing("=", with: "")) == id)
    }

    @Test func runsMayHaveColonsInTheirName() throws {
        #expect(
            try GlobalID(Base64.encode(Array("Run:v1:a:b:p:e".utf8))) == .run(name: "a:b", project: "p", entity: "e"))
    }

    @Test func numberedIDsNeedNoEscaping() {
        for row: Int64 in Array(0..<2_000) + [Int64.max, 999_999, 1_234_567_890] {
            #expect(!GlobalID.artifact(row).text.contains { $0 == "/" || $0 == "+" })
        }
    }

    @Test(arguments: [
        "", "x", "!!!", "UnVu", "QXJ0aWZhY3Q6LTE=", "QXJ0aWZhY3Q6MDE=", "UnVuOnYxOmE6Yg==", "Tm9zdWNoOjE=",
    ])
    func othersAreRefused(_ text: String) {
        #expect(throws: CatalogError.invalid(field: "id", value: text, expected: "a global id (Base64 of Type:…)")) {
            try GlobalID(text)
        }
    }
}
