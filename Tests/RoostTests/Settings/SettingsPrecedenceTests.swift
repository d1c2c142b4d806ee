import Foundation
import Testing

@testable import Roost

@Suite struct SettingsPrecedenceTests {
    let scratch: ScratchDirectory
    let surroundings: Surroundings

    init() throws {
        scratch = try ScratchDirectory()
        _ = try scratch.file(
            "wandb/settings", "[default]\nproject = of-workspace\nentity = of-workspace\nmode = offline\n")
        _ = try scratch.file(
            "home/.config/wandb/settings",
            "[default]\nproject = of-user\nentity = of-user\nbase_url = http://of-user\nrun_group = of-user\n")
        surroundings = Surroundings(
            environment: ["WANDB_PROJECT": "of-environment", "WANDB_NOTES": ""], home: scratch.path + "/home",
            currentDirectory: scratch.path, arguments: [])
    }

    @Test func eachSourceFillsWhatTheOnesBeforeItLeaveOpen() throws {
        var arguments = RunArguments()
        var settings = Settings()
        settings.project = "of-settings"
        settings.host = "of-settings"
        arguments.settings = settings
        let resolved = try arguments.asSettings.resolved(in: surroundings)
        #expect(resolved.project == "of-settings")
        #expect(resolved.host == "of-settings")
        #expect(resolved.entity == "of-workspace")
        #expect(resolved.mode == .offline)
        #expect(resolved.baseURL == "http://of-user")
        #expect(resolved.group == "of-user")
        #expect(resolved.notes == nil, "an empty variable says nothing")

        arguments.project = "of-argument"
        #expect(try arguments.asSettings.resolved(in: surroundings).project == "of-argument")
        arguments.project = nil
        arguments.settings = nil
        #expect(try arguments.asSettings.resolved(in: surroundings).project == "of-environment")
    }

    @Test func namesWhereEachSettingComesFrom() throws {
        let origins = try Settings.origins(in: surroundings)
        let found = Dictionary(uniqueKeysWithValues: origins.map { ($0.name, $0.source) })
        #expect(found["project"] == .environment(variable: "WANDB_PROJECT"))
        #expect(found["entity"] == .workspace(path: scratch.path + "/wandb/settings"))
        #expect(found["base_url"] == .user(path: scratch.path + "/home/.config/wandb/settings"))
        #expect(found["run_notes"] == nil)
    }

    @Test func readsEveryKindOfVariable() throws {
        let settings = try Settings(environment: [
            "WANDB_TAGS": "a,b", "WANDB_MODE": "dryrun", "WANDB_RESUME": "must", "WANDB_SAVE_CODE": "TRUE",
            "WANDB_INIT_TIMEOUT": "2.5", "WANDB__DISABLE_STATS": "1", "WANDB_X_DISABLE_META": "yes",
            "WANDB_X_EXTRA_HTTP_HEADERS": #"{"X-Team": "vision"}"#, "WANDB_ANONYMOUS": "allow", "WANDB_CONSOLE": "wrap",
            "WANDB_IGNORE_GLOBS": "*.tmp,*.bin",
        ])
        #expect(settings.tags == ["a", "b"])
        #expect(settings.mode == .offline)
        #expect(settings.resume == .must)
        #expect(settings.saveCode == true)
        #expect(settings.initTimeoutSeconds == 2.5)
        #expect(settings.disableStats == true)
        #expect(settings.disableMeta == true)
        #expect(settings.extraHTTPHeaders == ["X-Team": "vision"])
        #expect(settings.anonymous == .allow)
        #expect(settings.console == .redirect)
        #expect(settings.ignoreGlobs == ["*.tmp", "*.bin"])
    }

    @Test(arguments: [
        (
            "WANDB_MODE", "sideways",
            "WANDB_MODE = \"sideways\": there is no such mode. Use online, offline or disabled."
        ),
        ("WANDB_SAVE_CODE", "maybe", "WANDB_SAVE_CODE = \"maybe\": it is neither true nor false. Use true or false."),
        ("WANDB_INIT_TIMEOUT", "-1", "WANDB_INIT_TIMEOUT = \"-1\": it is not a time. Use seconds greater than 0."),
        ("WANDB_ANONYMOUS", "x", "WANDB_ANONYMOUS = \"x\": there is no such policy. Use never, allow or must."),
        ("WANDB_CONSOLE", "x", "WANDB_CONSOLE = \"x\": there is no such console mode. Use auto or off."),
        (
            "WANDB_X_EXTRA_HTTP_HEADERS", "[]",
            "WANDB_X_EXTRA_HTTP_HEADERS = \"[]\": it is not a JSON object. Use one such as {\"X-Team\": \"vision\"}."
        ),
    ])
    func namesTheVariableThatIsWrong(variable: String, text: String, message: String) {
        #expect(throws: UsageError(message)) { try Settings(environment: [variable: text]) }
    }

    @Test func namesTheFileThatIsWrong() throws {
        let path = try scratch.file("bad/settings", "[default]\nmode = sideways\n")
        let error = #expect(throws: UsageError.self) { try Settings(file: SettingsFile(contentsOf: path), path: path) }
        #expect(
            error?.message
                == "mode in \(path) = \"sideways\": there is no such mode. Use online, offline or disabled.")
    }
}
