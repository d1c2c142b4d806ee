import Foundation

/// The user's home directory.
public enum HomeDirectory {
    /// What `HOME` says, as programs on Unix take it; where it says nothing, what the system knows of the user.
    public static func path(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        if let home = environment["HOME"], !home.isEmpty { return home }
        return NSHomeDirectory()
    }
}
