import CLaunch
import Foundation

/// How to start a program: words, variables, folder and descriptors. No shell is involved.
struct ProcessStart: Sendable {
    /// The program's absolute path.
    var executable: String
    /// What follows the program's name.
    var arguments: [String]
    /// All variables of the new process.
    var environment: [String: String]
    /// Where it starts; `nil` for this process's folder.
    var directory: String?
    /// Where its output goes, standard error after standard output. 0, 1 and 2 are this process's own.
    var output: Int32
    var error: Int32
    /// A descriptor that the program gets as its number 3.
    var kept: Int32?

    /// Starts the program at the head of a session of its own, with no signal blocked and no descriptor but those
    /// named.
    func start() throws(LaunchError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, error, 2)
        if let kept { posix_spawn_file_actions_adddup2(&actions, kept, 3) }
        let first: Int32 = kept == nil ? 3 : 4
        for descriptor in Self.openDescriptors where descriptor >= first {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        if let directory { _ = roost_spawn_in(&actions, directory) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Self.flags)
        var pid = pid_t()
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let result = withCStrings([executable] + arguments) { argv in
            withCStrings(variables) { envp in posix_spawn(&pid, executable, &actions, &attributes, argv, envp) }
        }
        guard result == 0 else {
            throw .system(operation: "starting \(executable)", reason: String(cString: strerror(result)))
        }
        return pid
    }

    /// A session of its own, the signal mask and the signals' defaults; the first is hidden by the C headers.
    private static var flags: Int16 {
        #if canImport(Darwin)
            0x400 | 0x4 | 0x8
        #else
            0x80 | 0x4 | 0x8
        #endif
    }

    private static var openDescriptors: [Int32] {
        #if canImport(Darwin)
            let folder = "/dev/fd"
        #else
            let folder = "/proc/self/fd"
        #endif
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { Int32($0) }
    }
}

/// How a process ended.
enum ProcessEnd: Sendable, Hashable {
    case code(Int32)
    case signal(Int32)

    /// From what `waitpid` says.
    init(status: Int32) {
        self = status & 0x7f == 0 ? .code((status >> 8) & 0xff) : .signal(status & 0x7f)
    }

    /// As shells count it: 128 and the signal's number where one ended it.
    var exitCode: Int32 {
        switch self {
        case .code(let code): code
        case .signal(let signal): 128 + signal
        }
    }
}

/// Finds programs as shells do.
public enum ProgramSearch {
    /// The absolute path of `name`: itself where it has a slash, else the first match in the folders of `searchPath`.
    ///
    /// - Parameter directory: where relative names start.
    /// - Returns: `nil` where there is no such program.
    public static func find(_ name: String, searchPath: String, directory: String = "/") -> String? {
        if name.contains("/") {
            let path = name.hasPrefix("/") ? name : directory + "/" + name
            return isProgram(path) ? path : nil
        }
        guard !name.isEmpty else { return nil }
        return searchPath.split(separator: ":").lazy.map { "\($0)/\(name)" }.first(where: isProgram)
    }

    /// The `roost` executable that watches over jobs: what `ROOST_BIN` names, else this program where it is called so,
    /// else the one beside it, else the first in `PATH`.
    public static func roost(environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
        if let named = environment["ROOST_BIN"], !named.isEmpty { return isProgram(named) ? named : nil }
        if let own = ownPath {
            if own.hasSuffix("/roost") { return own }
            let beside = own[..<(own.lastIndex(of: "/") ?? own.endIndex)] + "/roost"
            if isProgram(String(beside)) { return String(beside) }
        }
        return find("roost", searchPath: environment["PATH"] ?? "")
    }

    private static var ownPath: String? {
        #if os(Linux)
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        #else
            Bundle.main.executablePath
        #endif
    }

    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let files = FileManager.default
        return files.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && files.isExecutableFile(atPath: path)
    }
}
