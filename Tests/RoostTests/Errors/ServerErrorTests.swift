import RoostAPI
import Testing

@testable import Roost

/// What keeps a run from its server, and what the caller is told.
@Suite struct ServerErrorTests {
    let test: TestRun
    private static let server = "http://127.0.0.1:1"

    init() throws { test = try TestRun() }

    private func online(_ change: (inout RunArguments) -> Void) -> RunArguments {
        var arguments = RunArguments()
        arguments.mode = .online
        arguments.settings = Settings()
        arguments.settings?.baseURL = Self.server
        change(&arguments)
        return arguments
    }

    private func start(_ change: (inout RunArguments) -> Void) async throws {
        _ = try await test.start { $0 = online(change) }
    }

    @Test func asksForAKey() async {
        let found = await message(of: UsageError.self) { try await start { _ in } }
        #expect(
            found
                == "apiKey: there is no API key for http://127.0.0.1:1. Log in with `roost login`, set WANDB_API_KEY, or "
                + "use mode: .offline.")
    }

    static let keys = [
        ("short", "has 5 characters; a key has at least 40."),
        ("", "is empty; copy one from the server's settings page."),
        (" \(String(repeating: "a", count: 40))", "has white space around it; give the key alone."),
        (String(repeating: "ä", count: 40), "has characters other than letters, digits, - and _; copy it again."),
    ]

    @Test(arguments: keys)
    func refusesAKeyThatIsNone(key: (text: String, problem: String)) async {
        let found = await message(of: AuthenticationError.self) { try await start { $0.settings?.apiKey = key.text } }
        #expect(
            found
                == "apiKey: The API key from the argument \(key.problem) Log in with `roost login`, or set WANDB_API_KEY."
        )
    }

    @Test func refusesAnAddressThatIsNone() async {
        let found = await message(of: UsageError.self) {
            try await start { $0.settings?.baseURL = "roost.example.com" }
        }
        #expect(
            found
                == "baseURL: The server address \"roost.example.com\" cannot be used: it does not begin with http:// or "
                + "https://. Give one such as https://roost.example.com.")
    }

    @Test func saysThatAServerCannotBeReached() async {
        let found = await message(of: CommError.self) {
            try await start {
                $0.settings?.apiKey = String(repeating: "a", count: 40)
                $0.settings?.initTimeoutSeconds = 0.2
            }
        }
        #expect(
            found?.hasPrefix("baseURL = \"http://127.0.0.1:1\": the server cannot be reached (UpsertBucket: ") == true)
        #expect(
            found?.hasSuffix(
                "). Check the address and the network, or use mode: .offline and upload the run later with `roost sync`."
            )
                == true)
    }

    static let answers: [(error: APIError, message: String)] = [
        (
            .unauthenticated(request: "UpsertBucket", status: 401, message: "unknown key"),
            """
            apiKey: the server http://127.0.0.1:1 does not accept the key (status 401: unknown key). Log in with \
            `roost login`, or set WANDB_API_KEY to a key of this server.
            """
        ),
        (
            .graphQL(operation: "UpsertBucket", messages: ["entity 'nobody' not found"]),
            """
            entity = "nobody", project = "p", id = "new", forkFrom = "old?_step=4": the server http://127.0.0.1:1 \
            refuses the run (UpsertBucket: entity 'nobody' not found). Change what it names; without entity the run goes \
            to the key's own.
            """
        ),
        (
            .refused(request: "UpsertBucket", status: 409, message: "taken"),
            """
            entity = "nobody", project = "p", id = "new", forkFrom = "old?_step=4": the server http://127.0.0.1:1 \
            refuses the run (UpsertBucket: refused with status 409: taken). Change what it names; without entity the run \
            goes to the key's own.
            """
        ),
        (
            .refused(request: "UpsertBucket", status: 404, message: "Not Found"),
            """
            baseURL = "http://127.0.0.1:1": what answers there keeps no runs (UpsertBucket: refused with status 404: \
            Not Found). Check the address.
            """
        ),
        (
            .invalidAnswer(request: "UpsertBucket", reason: "no JSON"),
            """
            baseURL = "http://127.0.0.1:1": what answers there keeps no runs (UpsertBucket: the server's answer is not \
            understood: no JSON). Check the address.
            """
        ),
        (
            .file(path: "/a/.netrc", reason: "Permission denied"),
            "/a/.netrc: Permission denied. Check that the file is there, whole and readable."
        ),
    ]

    @Test(arguments: answers)
    func saysWhatTheServerRefuses(answer: (error: APIError, message: String)) throws {
        let plan = try RunPlan(
            online {
                $0.entity = "nobody"
                $0.project = "p"
                $0.id = "new"
                $0.forkFrom = "old?_step=4"
            }, in: test.surroundings)
        let error = answer.error.runError(starting: plan)
        #expect("\(error)" == answer.message)
        switch answer.error {
        case .unauthenticated: #expect(error is AuthenticationError)
        case .file: #expect(error is RunError)
        default: #expect(error is CommError)
        }
    }
}
