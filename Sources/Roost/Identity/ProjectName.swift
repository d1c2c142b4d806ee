/// The names of projects.
public enum ProjectName {
    /// The project of runs whose project is neither given nor to be guessed.
    public static let fallback = "uncategorized"
    /// Characters that no name may have.
    public static let forbiddenCharacters = "/\\#?%:"

    /// Checks a name that was given.
    static func check(_ name: String, argument: String = "project") throws(UsageError) {
        guard name.count <= RunLimits.projectNameCharacters else {
            throw UsageError(
                argument: argument, value: name,
                problem:
                    "the name has \(name.count) characters, at most \(RunLimits.projectNameCharacters) are allowed",
                remedy: "Give a shorter name.")
        }
        let found = forbiddenCharacters.filter { name.contains($0) }
        guard found.isEmpty else {
            throw UsageError(
                argument: argument, value: name,
                problem: "a project's name cannot contain \(found.map { "\($0)" }.joined(separator: " "))",
                remedy: "Use letters, digits, spaces, - and _; \(forbiddenCharacters) are not allowed.")
        }
    }

    /// The project of a program in a git repository: the repository's name, and the folder of the program within it
    /// joined by `-`, with `_` for slashes.
    ///
    /// - Parameters:
    ///   - gitRoot: the top folder of the repository; `nil` outside one.
    ///   - program: the absolute path of the program's source file or executable.
    static func inferred(gitRoot: String?, program: String?) -> String {
        guard let gitRoot, let repository = gitRoot.split(separator: "/").last.map(String.init) else { return fallback }
        guard let program, program.hasPrefix(gitRoot + "/") else { return allowed(repository) }
        let folders = program.dropFirst(gitRoot.count).split(separator: "/").dropLast()
        // A Swift program is built below .build, whose layout says nothing about the experiment.
        guard !folders.isEmpty, folders.first != ".build" else { return allowed(repository) }
        return allowed(repository + "-" + folders.joined(separator: "_"))
    }

    private static func allowed(_ name: String) -> String {
        String(name.map { forbiddenCharacters.contains($0) ? "_" : $0 }.prefix(RunLimits.projectNameCharacters))
    }
}
