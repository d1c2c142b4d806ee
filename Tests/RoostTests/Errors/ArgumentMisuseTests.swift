import Testing

@testable import Roost

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

/// Each wrong argument of `Run(...)` and of a run's methods, and what the caller is told.
@Suite struct ArgumentMisuseTests {
    let test: TestRun

    init() throws { test = try TestRun() }

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
        Misuse(
            "id = \" \": an id cannot be blank. Leave it out for a random id, or give letters, digits, - and _."
        ) { $0.id = " " },
        Misuse("id = \"a \": an id cannot begin or end with white space. Give the id alone.") { $0.id = "a " },
        Misuse(
            """
            project = "\(String(repeating: "p", count: 129))": the name has 129 characters, at most 128 are allowed. \
            Give a shorter name.
            """
        ) { $0.project = String(repeating: "p", count: 129) },
        Misuse("tags = \"\": a tag has 1 to 64 characters. Use notes for longer texts.") { $0.tags = ["ok", ""] },
        Misuse(
            """
            tags = "\(String(repeating: "t", count: 65))": a tag has 1 to 64 characters. Use notes for longer texts.
            """
        ) { $0.tags = [String(repeating: "t", count: 65)] },
        Misuse(
            """
            configIncludeKeys = ["a"] and configExcludeKeys = ["b"]: only one of them can be given. Leave one out.
            """
        ) {
            $0.configIncludeKeys = ["a"]
            $0.configExcludeKeys = ["b"]
        },
        moment("abc", "it names no step"), moment("?_step=1", "it names no run"),
        moment("a/b?_step=1", "it names no run"), moment("abc?_step=", "its step is not a whole number from 0 up"),
        moment("abc?_step=1.5", "its step is not a whole number from 0 up"),
        moment("abc?_step=-1", "its step is not a whole number from 0 up"),
        moment("abc?epoch=1", "the only metric that a moment can name is _step"),
        Misuse("resumeFrom = \"abc\": it names no step. Give it as RUN?_step=N, for example \"ans3bsax?_step=123\".") {
            $0.resumeFrom = "abc"
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
        Misuse("resume = \"allow\": it cannot be combined with resumeFrom. Leave one of them out.") {
            $0.mode = .online
            $0.resume = .allow
            $0.resumeFrom = "abc?_step=1"
        },
        Misuse(
            """
            magic = "sorcery": there is no such option. The options are flags, metrics, include, exclude, prefix.
            """
        ) { $0.magic = ["sorcery": true] },
        Misuse("magic.flags = \"1\": it is of another type. It has to be true or false.") { $0.magic = ["flags": 1] },
        Misuse("magic.include = \"[1]\": it is of another type. It has to be a text or a list of texts.") {
            $0.magic = ["include": [1]]
        },
        Misuse("magic.prefix = \"true\": it is of another type. It has to be a text.") { $0.magic = ["prefix": true] },
        Misuse(
            """
            magic = "{\"flags\": tru}": it is not a JSON object. Write for example {"metrics": true, "flags": false}.
            """
        ) { $0.magic = "{\"flags\": tru}" },
        Misuse(
            """
            magic = "/missing.yaml": there is no such file, or it cannot be read. Give true, JSON, or the path of a \
            YAML file of at most 1024 KiB.
            """
        ) { $0.magic = "/missing.yaml" },
    ]

    private static func moment(_ text: String, _ problem: String) -> Misuse {
        Misuse("forkFrom = \"\(text)\": \(problem). Give it as RUN?_step=N, for example \"ans3bsax?_step=123\".") {
            $0.forkFrom = text
        }
    }

    @Test(arguments: misuses)
    func namesTheArgument(misuse: Misuse) async {
        #expect(await message(of: UsageError.self) { _ = try await test.start(misuse.change) } == misuse.message)
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

    @Test func refusesDefinitionsWithoutAUsableName() async throws {
        let run = try await test.start()
        #expect(
            throws: UsageError(
                "name = \"\": a metric definition needs a name. Give the key that is logged, or its beginning and *.")
        ) { try run.defineMetric("") }
        #expect(
            throws: UsageError(
                "name = \"train/*/loss\": a * can stand only at the end. "
                    + "Define each beginning by itself, for example \"train/*\".")
        ) { try run.defineMetric("train/*/loss") }
        try await run.finish()
    }

    @Test func refusesToChangeAConfigUnasked() async throws {
        let run = try await test.start { $0.config = ["lr": 0.1] }
        let expected = UsageError(
            "config[\"lr\"] = \"0.2\": the value is already 0.1, and a change must be asked for. "
                + "Pass allowValChange: true to do it.")
        #expect(throws: expected) { try run.config.update(["lr": 0.2]) }
        #expect(throws: expected) { try run.config.set("lr", 0.2) }
        #expect(run.config["lr"] == 0.1)
        try await run.finish()
    }
}
