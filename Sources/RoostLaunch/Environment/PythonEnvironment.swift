import Crypto
import CLaunch
import Foundation

/// Where a Python job finds its interpreter and its packages: what is installed here if that is enough, else a virtual
/// environment, made once for the same packages and interpreter.
struct PythonEnvironment: Sendable {
    /// The lines of a requirements file.
    var requirements: [String]
    /// The version that the job wants.
    var version: PythonVersion?
    /// The folder in which requirements such as `-r more.txt` start.
    var directory: String
    /// Where environments are kept.
    var cache: String
    /// Never makes an environment.
    var inherits: Bool
    /// Makes one even where what is installed would do.
    var isolates: Bool
    /// The variables that programs get.
    var surroundings: [String: String]

    /// An interpreter that is ready for the job.
    struct Ready: Sendable, Hashable {
        var interpreter: String
        /// The variables that lead to the packages.
        var variables: [String: String] = [:]
        /// What is not as the job wants it, in words for a person.
        var warnings: [String] = []
    }

    func prepare() async throws(LaunchError) -> Ready {
        let found = try await interpreter()
        var ready = Ready(interpreter: found.path)
        if let version, let wanted = version.minor, let present = found.version.minor, wanted != present {
            ready.warnings.append("the job wants Python \(version), and \(found.path) is Python \(found.version)")
        }
        let (wanted, skipped) = Self.portable(requirements)
        ready.warnings += skipped.map { "'\($0)' was installed from a file of another machine and is left out" }
        guard !wanted.isEmpty else { return ready }
        let missing = isolates ? nil : try await missing(wanted, found.path)
        if missing?.isEmpty == true { return ready }
        if inherits {
            ready.warnings += (missing ?? []).map { "the package '\($0)' is not installed here" }
            return ready
        }
        return try await environment(wanted, found, ready)
    }

    /// Requirements that mean the same on every machine, and those that do not.
    private static func portable(_ lines: [String]) -> (kept: [String], skipped: [String]) {
        let lines = lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        let isLocal: (String) -> Bool = { $0.contains("@ file:") || $0.hasPrefix("-e file:") || $0.hasPrefix("-e /") }
        return (lines.filter { !isLocal($0) }, lines.filter(isLocal))
    }

    // MARK: The interpreter

    private struct Interpreter: Sendable {
        var path: String
        var version: PythonVersion
    }

    private func interpreter() async throws(LaunchError) -> Interpreter {
        var names = ["python3", "python"]
        if let version, version.minor != nil { names.insert("python\(version)", at: 0) }
        for name in names {
            guard let path = ProgramSearch.find(name, searchPath: surroundings["PATH"] ?? "") else { continue }
            let ask = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)"
            let answer = try await tool(path, LaunchLimits.questionSeconds).run(["-c", ask])
            let lines = answer.text.split(separator: "\n").map(String.init)
            if answer.isSuccess, lines.count == 2, let version = PythonVersion(lines[0]) {
                return Interpreter(path: lines[1], version: version)
            }
        }
        throw .build(name: "the environment", reason: "there is no Python on this machine", log: "")
    }

    /// The requirements that what is installed does not meet; `nil` where it cannot tell.
    private func missing(_ lines: [String], _ interpreter: String) async throws(LaunchError) -> [String]? {
        let file = try temporaryFile(lines)
        defer { unlink(file) }
        let answer = try await tool(interpreter, LaunchLimits.questionSeconds).run(["-c", Self.question, file])
        return answer.isSuccess ? answer.text.split(separator: "\n").map(String.init) : nil
    }

    /// Prints each requirement that is not met. Pins are compared here, the rest by the library that pip brings.
    private static let question = """
        import re, sys
        from importlib import metadata
        for line in open(sys.argv[1]):
            line = line.strip()
            pin = re.fullmatch(r'([A-Za-z0-9._-]+)(?:==([^;,\\s*]+))?', line)
            try:
                if pin:
                    found = metadata.version(pin[1])
                    met = pin[2] is None or found == pin[2]
                else:
                    from pip._vendor.packaging.requirements import Requirement
                    wanted = Requirement(line)
                    met = wanted.marker is not None and not wanted.marker.evaluate()
                    met = met or wanted.url is None and wanted.specifier.contains(metadata.version(wanted.name), True)
            except Exception:
                met = False
            if not met:
                print(line)
        """

    // MARK: The environment

    private func environment(
        _ lines: [String], _ python: Interpreter, _ ready: Ready
    ) async throws(LaunchError) -> Ready {
        let text = ([python.path, "\(python.version)"] + lines).joined(separator: "\n")
        let name = ContentHash.hexadecimal(SHA256.hash(data: Data(text.utf8)))
        let folder = "\(cache)/environments/\(name)"
        try SmallFile.makeFolder("\(cache)/environments")
        let lock = try await FileLock(folder + ".lock")
        defer { lock.release() }
        var ready = ready
        if !SmallFile.exists(folder + "/.complete") {
            try? FileManager.default.removeItem(atPath: folder)
            let warnings = try await install(lines, python.path, folder)
            try SmallFile.write(Array(warnings.joined(separator: "\n").utf8), to: folder + "/.complete")
        }
        let kept = String(decoding: SmallFile.read(folder + "/.complete") ?? [], as: UTF8.self)
        ready.warnings += kept.split(separator: "\n").map(String.init)
        ready.interpreter = folder + "/bin/python"
        ready.variables = [
            "VIRTUAL_ENV": folder, "PATH": folder + "/bin:" + (surroundings["PATH"] ?? "/usr/bin:/bin"),
        ]
        return ready
    }

    /// Makes the environment and installs the packages: all at once, or else one by one, so that a package that fails
    /// does not keep the job from running.
    private func install(_ lines: [String], _ python: String, _ folder: String) async throws(LaunchError) -> [String] {
        let uv = ProgramSearch.find("uv", searchPath: surroundings["PATH"] ?? "")
        let made: Tool.Answer
        if let uv {
            made = try await tool(uv, LaunchLimits.buildSeconds).run(["venv", "--quiet", "--python", python, folder])
        } else {
            made = try await tool(python, LaunchLimits.buildSeconds).run(["-m", "venv", folder])
        }
        guard made.isSuccess else {
            throw .build(name: "the environment", reason: "it cannot be made", log: made.log)
        }
        if try await pip(lines, folder, uv).isSuccess { return [] }
        var warnings: [String] = []
        for line in lines {
            let answer = try await pip([line], folder, uv)
            if !answer.isSuccess {
                let cause = answer.log.split(separator: "\n").last { !$0.isEmpty }.map { ": \($0)" } ?? ""
                warnings.append("the package '\(line)' cannot be installed\(cause)")
            }
        }
        return warnings
    }

    private func pip(_ lines: [String], _ folder: String, _ uv: String?) async throws(LaunchError) -> Tool.Answer {
        let file = try temporaryFile(lines)
        defer { unlink(file) }
        if let uv {
            return try await tool(uv, LaunchLimits.buildSeconds).run(
                ["pip", "install", "--quiet", "--python", folder + "/bin/python", "-r", file])
        }
        return try await tool(folder + "/bin/python", LaunchLimits.buildSeconds).run(
            ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", file])
    }

    /// In the job's folder, where relative names in requirements start.
    private func temporaryFile(_ lines: [String]) throws(LaunchError) -> String {
        let path = "\(directory)/.requirements-\(UInt32.random(in: 0...UInt32.max)).txt"
        try SmallFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
        return path
    }

    private func tool(_ executable: String, _ seconds: Double) -> Tool {
        Tool(executable, in: directory, environment: surroundings, timeoutSeconds: seconds)
    }
}

/// A lock between processes, waited for without holding a thread.
struct FileLock: Sendable {
    private let descriptor: Int32

    init(_ path: String) async throws(LaunchError) {
        descriptor = roost_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SmallFile.failure("opening \(path)") }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                let error = SmallFile.failure("locking \(path)")
                close(descriptor)
                throw error
            }
            do {
                try await Task.sleep(for: .milliseconds(50))
            } catch {
                close(descriptor)
                throw .system(operation: "waiting for \(path)", reason: "it was interrupted")
            }
        }
    }

    func release() { close(descriptor) }
}
