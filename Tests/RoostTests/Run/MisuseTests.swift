import Testing

@testable import Roost

/// Each error that a caller can make, and what it is told.
@Suite struct MisuseTests {
    let test: TestRun

    init() throws { test = try TestRun() }

    /// A wrong call, and what it is told.
    struct Misuse: Sendable, CustomTestStringConvertible {
        let message: String
        let change: @Sendable (inout RunArguments) -> Void

        init(_ message: String, _ change: @escaping @Sendable (inout RunArguments) -> Void) {
            self.message = message
            self.change = change
        }

        var testDescription: String { message }
    }

    static let misuses: [Misuse] = [
        Misuse(
            """
            id = "a/b": an id cannot contain /. Use letters, digits, - and _; of special characters /\\#?%: are not \
            allowed.
            """
        ) { $0.id = "a/b" },
        Misuse(
            """
            project = "a:b": a project's name cannot contain :. Use letters, digits, spaces, - and _; /\\#?%: are not \
            allowed.
            """
        ) { $0.project = "a:b" },
        Misuse("tags = \"\": a tag has 1 to 64 characters. Use notes for longer texts.") { $0.tags = ["ok", ""] },
        Misuse(
            """
            configIncludeKeys = ["a"] and configExcludeKeys = ["b"]: only one of them can be given. Leave one out.
            """
        ) {
            $0.configIncludeKeys = ["a"]
            $0.configExcludeKeys = ["b"]
        },
        Misuse("forkFrom = \"abc\": it names no step. Give it as RUN?_step=N, for example \"ans3bsax?_step=123\".") {
            $0.forkFrom = "abc"
        },
        Misuse(
            """
            id = "abc": it is the run that forkFrom forks from. Give another id or none; use resumeFrom to go on with \
            the same run.
            """
        ) {
            $0.forkFrom = "abc?_step=1"
            $0.id = "abc"
        },
        Misuse(
            """
            forkFrom = "abc" and resumeFrom = "abc": only one of them can be given. Use forkFrom for a new run, \
            resumeFrom to go on with the same one.
            """
        ) {
            $0.forkFrom = "abc?_step=1"
            $0.resumeFrom = "abc?_step=1"
        },
        Misuse("resume = \"must\": it cannot be combined with forkFrom. Leave one of them out.") {
            $0.mode = .online
            $0.resume = .must
            $0.forkFrom = "abc?_step=1"
        },
        Misuse(
            """
            config = "missing.yaml": there is no such file. Give the path of a YAML file, or the values themselves.
            """
        ) { $0.config = "missing.yaml" },
        Misuse(
            """
            magic = "sorcery": there is no such option. The options are flags, metrics, include, exclude, prefix.
            """
        ) { $0.magic = ["sorcery": true] },
    ]

    @Test(arguments: misuses)
    func namesTheArgument(misuse: Misuse) async {
        #expect(await message(of: UsageError.self) { _ = try await test.start(misuse.change) } == misuse.message)
    }

    @Test func asksForAKey() async {
        let expected =
            "apiKey: there is no API key for http://127.0.0.1:1. Log in with `roost login`, "
            + "set WANDB_API_KEY, or use mode: .offline."
        let found = await message(of: UsageError.self) {
            _ = try await test.start {
                $0.mode = .online
                $0.settings = Settings()
                $0.settings?.baseURL = "http://127.0.0.1:1"
            }
        }
        #expect(found == expected)
    }

    @Test func refusesAKeyThatIsNone() async {
        let found = await message(of: AuthenticationError.self) {
            _ = try await test.start {
                $0.mode = .online
                $0.settings = Settings()
                $0.settings?.baseURL = "http://127.0.0.1:1"
                $0.settings?.apiKey = "short"
            }
        }
        #expect(found?.contains("the argument") == true)
    }

    @Test func saysThatAServerCannotBeReached() async {
        let found = await message(of: CommError.self) {
            _ = try await test.start {
                $0.mode = .online
                $0.settings = Settings()
                $0.settings?.baseURL = "http://127.0.0.1:1"
                $0.settings?.apiKey = String(repeating: "a", count: 40)
                $0.settings?.initTimeoutSeconds = 0.2
            }
        }
        #expect(found?.contains("UpsertBucket") == true && found?.contains("127.0.0.1:1") == true)
    }

    @Test func refusesSettingsOfTheEnvironment() async throws {
        var test = test
        test.surroundings.environment["WANDB_MODE"] = "sideways"
        let found = await message(of: UsageError.self) { _ = try await test.start { $0.mode = nil } }
        #expect(found == "WANDB_MODE = \"sideways\": there is no such mode. Use online, offline or disabled.")
    }

    @Test func refusesAlertsWithoutTitleOrTime() async throws {
        let run = try await test.start()
        #expect(throws: UsageError("title = \"\": an alert needs a title. Give a few words.")) {
            try run.alert(title: "", text: "x")
        }
        #expect(throws: UsageError("waitSeconds = \"-1.0\": it is not a time. Give seconds from 0 up.")) {
            try run.alert(title: "t", text: "x", waitSeconds: -1)
        }
        try await run.finish()
    }

    @Test func refusesFilesOutsideTheBase() throws {
        let surroundings = test.surroundings
        let folder = test.scratch.path
        #expect(throws: UsageError("pattern = \"\": it is empty. Give a path, with * where it varies.")) {
            try SavedFiles("", basePath: nil, in: surroundings)
        }
        #expect(
            throws: UsageError(
                "pattern = \"../x\": it is not below the base path \(folder). Give a basePath that the files are in.")
        ) { try SavedFiles("../x", basePath: nil, in: surroundings) }
        #expect(
            throws: UsageError(
                "pattern = \"*/x\": it begins with * below the base path \(folder). "
                    + "Name the folder or the beginning of the files' names.")
        ) { try SavedFiles("*/x", basePath: nil, in: surroundings) }
        #expect(
            throws: UsageError(
                "pattern = \"s3://b/x\": it is an address in cloud storage, not a file. "
                    + "Save files of this machine, or refer to it from an artifact.")
        ) { try SavedFiles("s3://b/x", basePath: nil, in: surroundings) }
        #expect(try SavedFiles("/data/run/best.bin", basePath: nil, in: surroundings).base == "/data")
        #expect(try SavedFiles("/data/run/best.bin", basePath: "/data/run", in: surroundings).base == "/data/run")
    }

    @Test func saysWhereAFolderCannotBeMade() async throws {
        let file = try test.scratch.file("occupied", "")
        let found = await message(of: RunError.self) { _ = try await test.start { $0.dir = file } }
        #expect(found?.contains("Give another place with dir: or WANDB_DIR.") == true)
    }
}
