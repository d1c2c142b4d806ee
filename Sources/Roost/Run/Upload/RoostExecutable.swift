import Foundation

/// Finds the `roost` executable that uploads in the background.
enum RoostExecutable {
    /// The arguments by which it uploads a run while it is written, and ends with it.
    static func followArguments(_ directory: RunDirectory) -> [String] {
        ["sync", "--follow", "--writer-pid", String(ProcessInfo.processInfo.processIdentifier), directory.path]
    }

    /// The path: what the settings name, else beside the program, else in `PATH`; `nil` when there is none. A program
    /// that is itself called `roost` is not found, since starting it would train once more; it can name itself in the
    /// settings.
    static func find(_ settings: Settings, in surroundings: Surroundings) -> String? {
        if let named = settings.roostExecutable { return runnable(surroundings.absolute(named)) }
        let program = surroundings.program ?? surroundings.arguments.first.map { surroundings.absolute($0) }
        if let folder = program.flatMap({ path in path.lastIndex(of: "/").map { path[..<$0] } }),
            let found = runnable(folder + "/roost"), !isSame(found, program)
        {
            return found
        }
        let folders = (surroundings.environment["PATH"] ?? "").split(separator: ":")
        return folders.lazy.compactMap { runnable($0 + "/roost") }.first { !isSame($0, program) }
    }

    private static func isSame(_ path: String, _ program: String?) -> Bool {
        URL(filePath: path).resolvingSymlinksInPath() == program.map { URL(filePath: $0).resolvingSymlinksInPath() }
    }

    private static func runnable(_ path: String) -> String? {
        var isFolder: ObjCBool = false
        let files = FileManager.default
        guard files.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { return nil }
        return files.isExecutableFile(atPath: path) ? path : nil
    }
}
