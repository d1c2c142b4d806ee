import Testing

@testable import roost

@Suite struct ManualPageTests {
    @Test func findsCommandsByTheirNames() throws {
        let root = try CommandDescription.root()
        #expect(root.descendant([])?.path == ["roost"])
        #expect(root.descendant(["runs", "list"])?.path == ["roost", "runs", "list"])
        #expect(root.descendant(["runs", "nothing"]) == nil)
    }

    @Test func keepsExamplesAndProtectsHyphens() throws {
        let description = try #require(try CommandDescription.root().descendant(["runs", "export"]))
        let text = ManualPage(description).text
        #expect(text.contains(".nf\n.RS 4\nroost runs export vision/digits/3k1 \\-\\-key loss"))
        #expect(!text.contains("\n  "))
    }

    @Test func namesTheFileAfterTheCommand() throws {
        let description = try #require(try CommandDescription.root().descendant(["team", "add-member"]))
        #expect(ManualPage(description).fileName == "roost-team-add-member.1")
    }
}
