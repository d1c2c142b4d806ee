/// The ids of runs.
public enum RunID {
    /// Characters that no id may have: they would break the addresses of runs.
    public static let forbiddenCharacters = "/\\#?%:"

    /// A random id of eight letters and digits.
    public static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A random id from the given source of randomness.
    public static func random(using generator: inout some RandomNumberGenerator) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return String(
            (0..<RunLimits.runIDCharacters).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            })
    }

    /// Checks an id that was given.
    static func check(_ id: String, argument: String) throws(UsageError) {
        guard !id.allSatisfy(\.isWhitespace) else {
            throw UsageError(
                argument: argument, value: id, problem: "an id cannot be blank",
                remedy: "Leave it out for a random id, or give letters, digits, - and _.")
        }
        guard id.first?.isWhitespace == false, id.last?.isWhitespace == false else {
            throw UsageError(
                argument: argument, value: id, problem: "an id cannot begin or end with white space",
                remedy: "Give the id alone.")
        }
        let found = forbiddenCharacters.filter { id.contains($0) }
        guard found.isEmpty else {
            throw UsageError(
                argument: argument, value: id,
                problem: "an id cannot contain \(found.map { "\($0)" }.joined(separator: " "))",
                remedy: "Use letters, digits, - and _; of special characters \(forbiddenCharacters) are not allowed.")
        }
    }
}
