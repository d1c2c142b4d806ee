import Foundation

/// A command line as it is about to be run.
struct WrappedProgram: Sendable, Hashable {
    /// The executable's path.
    let executable: String
    /// The whole command line, the program's name first.
    let words: [String]
    /// The script that an interpreter is given, else the executable.
    let program: String
    /// The arguments that belong to the program itself, not to its interpreter.
    let arguments: [String]

    /// - Parameters:
    ///   - words: the command line.
    ///   - path: `PATH`.
    ///   - directory: the folder in which relative paths are looked up.
    init(_ words: [String], path: String, directory: String) throws(CommandFailure) {
        guard let name = words.first, !name.isEmpty else {
            throw CommandFailure(.usage, "No command is given. Write it behind --, as in: roost run -- python train.py")
        }
        executable = try Self.find(name, path: path, directory: directory)
        self.words = words
        let rest = Array(words.dropFirst())
        if let index = rest.firstIndex(where: { Self.isScript($0, in: directory) }) {
            program = rest[index]
            arguments = Array(rest[(index + 1)...])
        } else if let index = Self.moduleIndex(name, rest) {
            program = rest[index]
            arguments = Array(rest[(index + 1)...])
        } else {
            program = executable
            arguments = rest
        }
    }

    private static let scriptSuffixes = [
        ".py", ".js", ".mjs", ".ts", ".rb", ".pl", ".r", ".jl", ".lua", ".sh", ".bash", ".php", ".m", ".swift",
    ]

    private static func isScript(_ word: String, in directory: String) -> Bool {
        let lower = word.lowercased()
        guard !word.hasPrefix("-"), scriptSuffixes.contains(where: { lower.hasSuffix($0) }) else { return false }
        return FileManager.default.fileExists(atPath: absolute(word, in: directory))
    }

    /// Where `python -m` is given the name of a module.
    private static func moduleIndex(_ name: String, _ words: [String]) -> Int? {
        let interpreter = name.split(separator: "/").last ?? ""
        guard interpreter.hasPrefix("python"), let flag = words.firstIndex(of: "-m"), flag + 1 < words.count,
            words[..<flag].allSatisfy({ $0.hasPrefix("-") })
        else { return nil }
        return flag + 1
    }

    private static func find(_ name: String, path: String, directory: String) throws(CommandFailure) -> String {
        let files = FileManager.default
        let candidates =
            name.contains("/")
            ? [absolute(name, in: directory)]
            : path.split(separator: ":", omittingEmptySubsequences: false).map {
                absolute(($0.isEmpty ? "." : String($0)) + "/" + name, in: directory)
            }
        func isFolder(_ path: String) -> Bool {
            var isFolder: ObjCBool = false
            return files.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }
        // A folder that stands in PATH under the name is passed over; one that is named is an error of its own.
        if name.contains("/"), let folder = candidates.first(where: isFolder) {
            throw CommandFailure(.cannotExecute, "\(folder) cannot be run: it is a folder.")
        }
        let existing = candidates.filter { files.fileExists(atPath: $0) && !isFolder($0) }
        if let found = existing.first(where: { files.isExecutableFile(atPath: $0) }) { return found }
        if let found = existing.first {
            throw CommandFailure(.cannotExecute, "\(found) cannot be run: it is not executable.")
        }
        throw CommandFailure(
            .commandNotFound,
            name.contains("/") ? "There is no program \(name)." : "There is no program \(name) in the folders of PATH.")
    }

    private static func absolute(_ path: String, in directory: String) -> String {
        path.hasPrefix("/") ? path : directory + "/" + path
    }
}
