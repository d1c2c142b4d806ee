/// What runs a job's program: a language and its version.
public struct JobRuntime: Sendable, Hashable {
    /// `Python`, `Swift`, or what the job says.
    public let language: String
    /// `3.11.7`; what is known of it.
    public let version: String
    private let text: String

    /// Reads `3.11.7`, `CPython 3.11.7` or `Swift 6.3`. A version alone is Python's.
    public init(_ text: String) {
        self.text = text
        let words = text.split(separator: " ")
        version = words.last.map(String.init) ?? ""
        let name = words.count > 1 ? words.dropLast().joined(separator: " ") : "Python"
        language = name.hasSuffix("Python") ? "Python" : name
    }

    /// `3.11`; `nil` for other languages and other forms.
    public var pythonVersion: String? {
        guard language == "Python" else { return nil }
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts.prefix(2).allSatisfy({ Int($0) != nil }) else { return nil }
        return parts.prefix(2).joined(separator: ".")
    }

    public var isSwift: Bool { language == "Swift" }
}

extension JobRuntime: CustomStringConvertible {
    public var description: String { text }
}
