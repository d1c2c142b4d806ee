import Foundation
import RoostAPI

/// What a program finds around itself: variables, folders, arguments. Tests give their own.
public struct Surroundings: Sendable {
    /// The variables of the environment.
    public var environment: [String: String]
    /// The absolute path of the home folder.
    public var home: String
    /// The absolute path of the current folder.
    public var currentDirectory: String
    /// The command line, the program first.
    public var arguments: [String]
    /// The path of the running program; `nil` when it is not known.
    public var program: String?

    /// Surroundings other than those of the process.
    public init(
        environment: [String: String], home: String, currentDirectory: String, arguments: [String],
        program: String? = nil
    ) {
        self.environment = environment
        self.home = home
        self.currentDirectory = currentDirectory
        self.arguments = arguments
        self.program = program
    }

    /// Those of this process.
    public static var process: Surroundings {
        Surroundings(
            environment: ProcessInfo.processInfo.environment, home: HomeDirectory.path(),
            currentDirectory: FileManager.default.currentDirectoryPath, arguments: CommandLine.arguments,
            program: Bundle.main.executablePath)
    }

    /// `path` seen from the current folder, with `~` as the home folder.
    public func absolute(_ path: String) -> String {
        if path == "~" { return home }
        if path.hasPrefix("~/") { return home + path.dropFirst() }
        return path.hasPrefix("/") ? path : currentDirectory + "/" + path
    }
}
