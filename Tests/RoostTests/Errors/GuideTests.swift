import Foundation
import RoostAPI
import Testing

@testable import Roost

/// The guide "From wandb.init to Run" lists each message that a wrong call leads to.
@Suite struct GuideTests {
    /// The code in the guide's tables; an ellipsis stands for any text.
    private let messages: [[Substring]]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let guide = try String(
            contentsOf: root.appending(path: "Sources/Roost/Roost.docc/FromInitToRun.md"), encoding: .utf8)
        messages = guide.split(separator: "\n").filter { $0.hasPrefix("|") }.flatMap { line in
            line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) && $0.element.contains(": ") }
                .map { $0.element.split(separator: "…", omittingEmptySubsequences: false) }
        }
    }

    private func lists(_ message: String) -> Bool {
        messages.contains { parts in
            guard let first = parts.first, let last = parts.last, message.hasPrefix(first) else { return false }
            guard parts.count > 1 else { return message == first }
            var rest = message.dropFirst(first.count)
            for part in parts.dropFirst().dropLast() where !part.isEmpty {
                guard let found = rest.firstRange(of: part) else { return false }
                rest = rest[found.upperBound...]
            }
            return rest.hasSuffix(last)
        }
    }

    @Test(arguments: ArgumentMisuseTests.misuses + ConfigMisuseTests.misuses)
    func listsWrongArguments(misuse: Misuse) {
        #expect(lists(misuse.message))
    }

    @Test(arguments: SettingsMisuseTests.variables)
    func listsWrongVariables(variable: (name: String, value: String, problem: String)) {
        #expect(lists("\(variable.name) = \"\(variable.value)\": \(variable.problem)"))
    }

    @Test(arguments: ConfigMisuseTests.files)
    func listsWrongFiles(file: (text: String, problem: String)) {
        #expect(lists("config = \"config.yaml\": \(file.problem)"))
    }

    @Test(arguments: ServerErrorTests.answers)
    func listsAnswersOfServers(answer: (error: APIError, message: String)) {
        if case .file = answer.error { return }
        #expect(lists(answer.message))
    }

    @Test func tellsTheTextsThatItDoesNotList() {
        #expect(!lists("id = \"a\": an id cannot be"))
        #expect(!lists("tags = \"\": a tag has 1 to 65 characters. Use notes for longer texts."))
    }
}
