import Testing

@testable import RoostCatalog

@Suite struct NameTests {
    @Test(arguments: ["ada", "A.b-c_9", "x", String(repeating: "a", count: 128)])
    func entityNames(_ name: String) throws {
        try NameRules.checkEntity(name, field: "team name")
    }

    @Test(arguments: [
        "", "a b", "a/b", "ä", "..", ".", "API", "graphql", "embed", "Frames", "signin", "a:b",
        String(repeating: "a", count: 129),
    ])
    func refusedEntityNames(_ name: String) {
        #expect { try NameRules.checkEntity(name, field: "team name") } throws: {
            ($0 as? CatalogError)?.field == "team name"
        }
    }

    @Test(arguments: ["demo", "a b", "ä+b", "uncategorized", "wandb-registry-x", String(repeating: "é", count: 128)])
    func projectNames(_ name: String) throws {
        try NameRules.checkProject(name)
    }

    @Test(arguments: ["", "a/b", "a\\b", "a#b", "a?b", "a%b", "a:b", "..", "a\nb", String(repeating: "a", count: 129)])
    func refusedProjectNames(_ name: String) {
        #expect { try NameRules.checkProject(name) } throws: { ($0 as? CatalogError)?.field == "project name" }
    }

    @Test(arguments: ["abcd1234", "a/b", "a:b#c", "Überlauf 3"])
    func runNames(_ name: String) throws {
        try NameRules.checkRun(name)
    }

    @Test(arguments: ["", " a", "a ", "a\0b", "../x", "a/../b", "a//b", "/a", "a/", String(repeating: "a", count: 129)])
    func refusedRunNames(_ name: String) {
        #expect { try NameRules.checkRun(name) } throws: { ($0 as? CatalogError)?.field == "run id" }
    }

    @Test(arguments: ["a", "media/images/x.png", "a b", "ü.txt", "..a", "a..", "x\\y"])
    func fileNames(_ name: String) throws {
        try FileName.validate(name)
    }

    @Test(arguments: [
        "", "/etc/passwd", "../x", "a/../b", "a/./b", "a//b", "a/", "..", ".", "a\0b", "..\\x", "a\\..\\b", "\\x",
        "C:\\x", "C:/x", String(repeating: "a", count: 256), String(repeating: "a/", count: 600) + "a",
    ])
    func refusedFileNames(_ name: String) {
        #expect { try FileName.validate(name) } throws: { ($0 as? CatalogError)?.field == "file name" }
    }
}
