import Testing

@testable import Roost

/// Each variable and settings file that cannot be, and what the caller is told.
@Suite struct SettingsMisuseTests {
    var test: TestRun

    init() throws { test = try TestRun() }

    static let variables: [(name: String, value: String, problem: String)] = [
        ("WANDB_MODE", "sideways", "there is no such mode. Use online, offline or disabled."),
        ("WANDB_ANONYMOUS", "maybe", "there is no such policy. Use never, allow or must."),
        ("WANDB_CONSOLE", "loud", "there is no such console mode. Use auto or off."),
        ("WANDB_SILENT", "perhaps", "it is neither true nor false. Use true or false."),
        ("WANDB_INIT_TIMEOUT", "-1", "it is not a time. Use seconds greater than 0."),
        ("WANDB_X_STATS_SAMPLING_INTERVAL", "often", "it is not a time. Use seconds greater than 0."),
        (
            "WANDB_X_EXTRA_HTTP_HEADERS", "X-Team: vision",
            "it is not a JSON object. Use one such as {\"X-Team\": \"vision\"}."
        ),
        (
            "WANDB_X_EXTRA_HTTP_HEADERS", #"{"X-Team": 1}"#,
            "the value of X-Team is not a text. Use a JSON object of texts."
        ),
    ]

    @Test(arguments: variables)
    func namesTheVariable(variable: (name: String, value: String, problem: String)) async {
        var test = test
        test.surroundings.environment[variable.name] = variable.value
        let found = await message(of: UsageError.self) { _ = try await test.start { $0.mode = nil } }
        #expect(found == "\(variable.name) = \"\(variable.value)\": \(variable.problem)")
    }

    @Test func namesTheFileOfASetting() async throws {
        let path = try test.scratch.file("wandb/settings", "[default]\nmode = sideways\n")
        let found = await message(of: UsageError.self) { _ = try await test.start { $0.mode = nil } }
        #expect(
            found
                == "mode in \(path) = \"sideways\": there is no such mode. Use online, offline or disabled.")
    }

    @Test func namesAFileThatCannotBeRead() async throws {
        _ = try test.scratch.file("wandb/settings/file", "")
        let found = await message(of: UsageError.self) { _ = try await test.start() }
        #expect(
            found
                == "The settings file \(test.scratch.path)/wandb/settings cannot be read. Check its permissions, and "
                + "that it has at most 16 MB.")
    }
}
