import Foundation
import Testing

@testable import Roost

@Suite struct IdentityTests {
    /// The same numbers in every test.
    struct Counter: RandomNumberGenerator {
        var value: UInt64 = 0

        mutating func next() -> UInt64 {
            value &+= 0x9E37_79B9_7F4A_7C15
            let mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            return mixed ^ (mixed >> 27)
        }
    }

    @Test func idsAreEightLettersAndDigits() {
        var counter = Counter()
        let ids = (0..<1000).map { _ in RunID.random(using: &counter) }
        #expect(ids.allSatisfy { $0.count == 8 && $0.allSatisfy { ($0.isLetter && $0.isLowercase) || $0.isNumber } })
        #expect(Set(ids).count == 1000)
    }

    @Test func namesAreTwoWordsThatOccurOnce() {
        var counter = Counter()
        let parts = RunName.random(using: &counter).split(separator: "-")
        #expect(parts.count == 2)
        #expect(Set(RunName.qualities).count == RunName.qualities.count)
        #expect(Set(RunName.things).count == RunName.things.count)
    }

    @Test(arguments: [
        ("a/b", "an id cannot contain /"), ("a#b?", "an id cannot contain # ?"), ("", "an id cannot be blank"),
        (" a", "an id cannot begin or end with white space"), ("a:\\%", "an id cannot contain \\ % :"),
    ])
    func refusesIdsThatBreakAddresses(id: String, problem: String) {
        let error = #expect(throws: UsageError.self) { try RunID.check(id, argument: "id") }
        #expect(error?.message.hasPrefix("id = \"\(id)\": \(problem). ") == true)
    }

    @Test func infersTheProject() {
        #expect(ProjectName.inferred(gitRoot: nil, program: "/w/a.swift") == "uncategorized")
        #expect(ProjectName.inferred(gitRoot: "/w/digits", program: "/w/digits/a.swift") == "digits")
        #expect(
            ProjectName.inferred(gitRoot: "/w/digits", program: "/w/digits/Sources/train/a.swift")
                == "digits-Sources_train")
        #expect(ProjectName.inferred(gitRoot: "/w/digits", program: "/w/digits/.build/debug/train") == "digits")
        #expect(ProjectName.inferred(gitRoot: "/w/digits", program: "/elsewhere/train") == "digits")
        #expect(ProjectName.inferred(gitRoot: "/w/a#b", program: nil) == "a_b")
    }

    @Test func refusesProjectsWithForbiddenCharactersOrTooManyOfThem() {
        let error = #expect(throws: UsageError.self) { try ProjectName.check("a/b:c") }
        #expect(
            error?.message
                == "project = \"a/b:c\": a project's name cannot contain / :. "
                + "Use letters, digits, spaces, - and _; /\\#?%: are not allowed.")
        let long = String(repeating: "x", count: 129)
        let second = #expect(throws: UsageError.self) { try ProjectName.check(long) }
        #expect(second?.message.contains("the name has 129 characters, at most 128 are allowed") == true)
        #expect(throws: Never.self) { try ProjectName.check(String(repeating: "x", count: 128)) }
    }

    @Test func readsMomentsOfRuns() throws {
        #expect(try RunMoment("abc?_step=12", argument: "forkFrom") == RunMoment(run: "abc", step: 12))
        #expect(try RunMoment("abc?_step=1e2", argument: "forkFrom") == RunMoment(run: "abc", step: 100))
    }

    @Test(arguments: [
        ("abc", "it names no step"), ("?_step=1", "it names no run"), ("a/b?_step=1", "it names no run"),
        ("abc?loss=1", "the only metric that a moment can name is _step"),
        ("abc?_step=x", "its step is not a whole number from 0 up"),
        ("abc?_step=-1", "its step is not a whole number from 0 up"),
        ("abc?_step=1.5", "its step is not a whole number from 0 up"),
    ])
    func namesWhatIsWrongWithAMoment(text: String, problem: String) {
        #expect(
            throws: UsageError(
                "forkFrom = \"\(text)\": \(problem). Give it as RUN?_step=N, for example \"ans3bsax?_step=123\".")
        ) { try RunMoment(text, argument: "forkFrom") }
    }

    @Test func findsTheGitRoot() throws {
        let scratch = try ScratchDirectory()
        _ = try scratch.file("a/.git/HEAD", "")
        _ = try scratch.file("a/b/c/x", "")
        #expect(GitRoot.above(scratch.path + "/a/b/c") == scratch.path + "/a")
    }
}
