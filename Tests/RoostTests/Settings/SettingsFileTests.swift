import Testing

@testable import Roost

@Suite struct SettingsFileTests {
    @Test func readsTheDefaultSectionOnly() {
        let file = SettingsFile(
            text: "[other]\nproject = x\n\n[default]\n# a remark\n; another\nproject = p\nEntity: e = f\nbroken\n")
        #expect(file.values == ["project": "p", "entity": "e = f"])
    }

    @Test func changesOneSettingAndLeavesTheOtherLines() {
        var file = SettingsFile(text: "[other]\nproject = x\n[default]\n# a remark\nproject = p\nentity = e\n")
        file.set("project", to: "q")
        #expect(file.text == "[other]\nproject = x\n[default]\nproject = q\n# a remark\nentity = e\n")
        file.set("entity", to: nil)
        #expect(file.text == "[other]\nproject = x\n[default]\nproject = q\n# a remark\n")
    }

    @Test func beginsAFile() throws {
        let scratch = try ScratchDirectory()
        let path = scratch.path + "/new/settings"
        var file = try SettingsFile(contentsOf: path)
        file.set("mode", to: "offline")
        try file.write(to: path)
        #expect(try scratch.text("new/settings") == "[default]\nmode = offline\n")
    }

    @Test func findsTheStageDirectory() throws {
        let scratch = try ScratchDirectory()
        let surroundings = Surroundings(
            environment: [:], home: "/home/ada", currentDirectory: scratch.path, arguments: [])
        #expect(Settings().stageDirectory(in: surroundings) == scratch.path + "/wandb")
        _ = try scratch.file(".wandb/x", "")
        #expect(Settings().stageDirectory(in: surroundings) == scratch.path + "/.wandb")
        var elsewhere = Settings()
        elsewhere.directory = "sub/folder"
        #expect(elsewhere.stageDirectory(in: surroundings) == scratch.path + "/sub/folder/wandb")
        #expect(Settings().userSettingsPath(in: surroundings) == "/home/ada/.config/wandb/settings")
        elsewhere.configDirectory = "~/other"
        #expect(elsewhere.userSettingsPath(in: surroundings) == "/home/ada/other/settings")
    }
}
