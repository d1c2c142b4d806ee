import Foundation
import RoostJSON

/// Where and how a run's program runs: what `wandb-metadata.json` tells.
public struct RunEnvironment: Sendable, Hashable {
    /// The space of a file system, in bytes.
    public struct Disk: Sendable, Hashable {
        /// All of it.
        public var total: UInt64
        /// What is taken.
        public var used: UInt64

        /// Space in bytes.
        public init(total: UInt64, used: UInt64) {
            self.total = total
            self.used = used
        }
    }

    /// The machine.
    public var host: HostFacts
    /// Its graphics processors.
    public var gpus: GPUFacts
    /// The work tree; `nil` when the program runs in none, or git is not asked.
    public var git: GitState?
    /// The path of the program's main source, or of the program.
    public var program: String
    /// The arguments after the program's name.
    public var arguments: [String]
    /// The main source relative to the work tree's root; `nil` when it is not in it.
    public var codePath: String?
    /// The main source relative to the working directory; `nil` when it is not in it.
    public var localCodePath: String?
    /// The path of the running program.
    public var executable: String
    /// The folder in which the run's directory lies.
    public var root: String
    /// When the run started.
    public var startedAt: Date
    /// The person's e-mail address, as `WANDB_USER_EMAIL` names it.
    public var email: String?
    /// The person's name: `WANDB_USERNAME`, else that of the system's account.
    public var userName: String?
    /// The image of the container, as `WANDB_DOCKER` names it.
    public var docker: String?
    /// The file systems by the paths that were asked for.
    public var disks: [String: Disk]
    /// The variables that Slurm set, in lower case and without their prefix.
    public var slurm: [String: String]
    /// What tells the writers of one run apart.
    public var writerID: String?
    /// The compiler's version of Swift, where a Python program tells that of Python.
    public var languageVersion: String

    /// The document as JSON; sizes in bytes are strings, as 64-bit numbers are in it.
    public var json: JSON {
        var members: JSONObject = ["os": .string(host.system)]
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { members[name] = .string(value) }
        }
        add("python", languageVersion)
        members["startedAt"] = .string(Self.timestamp(startedAt))
        if !arguments.isEmpty { members["args"] = .array(arguments.map(JSON.string)) }
        add("program", program)
        add("codePath", codePath)
        add("codePathLocal", localCodePath)
        if let git {
            var described: JSONObject = [:]
            if let remote = git.remote { described["remote"] = .string(remote) }
            if let commit = git.commit { described["commit"] = .string(commit) }
            if !described.isEmpty { members["git"] = .object(described) }
        }
        add("email", email)
        add("root", root)
        add("host", host.name)
        add("username", userName)
        add("executable", executable)
        add("docker", docker)
        members["cpu_count"] = .int(Int64(host.cpuCount))
        members["cpu_count_logical"] = .int(Int64(host.logicalCPUCount))
        let devices = gpus.nvidia + gpus.amd
        if let first = devices.first {
            members["gpu"] = .string(first.name)
            members["gpu_count"] = .int(Int64(devices.count))
        }
        if !disks.isEmpty {
            members["disk"] = .object(
                JSONObject(
                    disks.sorted { $0.key < $1.key }.map { path, disk in
                        (path, ["total": .string(String(disk.total)), "used": .string(String(disk.used))])
                    }, uniquingKeysWith: { $1 }))
        }
        members["memory"] = ["total": .string(String(host.memoryBytes))]
        var cpu: JSONObject = [
            "count": .int(Int64(host.cpuCount)), "countLogical": .int(Int64(host.logicalCPUCount)),
        ]
        if let model = host.cpuModel { cpu["model"] = .string(model) }
        members["cpu"] = .object(cpu)
        if !gpus.nvidia.isEmpty { members["gpu_nvidia"] = .array(gpus.nvidia.map(Self.nvidia)) }
        if !gpus.amd.isEmpty { members["gpu_amd"] = .array(gpus.amd.map(Self.amd)) }
        add("cudaVersion", gpus.cudaVersion)
        if !slurm.isEmpty {
            members["slurm"] = .object(
                JSONObject(
                    slurm.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }, uniquingKeysWith: { $1 })
            )
        }
        add("writerId", writerID)
        return .object(members)
    }

    private static func nvidia(_ device: GPUFacts.Device) -> JSON {
        var members: JSONObject = [
            "name": .string(device.name), "memoryTotal": .string(String(device.memoryBytes)),
        ]
        if let cores = device.cudaCores { members["cudaCores"] = .int(Int64(cores)) }
        if let architecture = device.architecture { members["architecture"] = .string(architecture) }
        if let id = device.id { members["uuid"] = .string(id) }
        return .object(members)
    }

    private static func amd(_ device: GPUFacts.Device) -> JSON {
        var members: JSONObject = [
            "id": .string(device.id ?? ""), "model": .string(device.name),
            "memoryTotal": .string(String(device.memoryBytes)),
        ]
        if let id = device.id { members["uniqueId"] = .string(id) }
        return .object(members)
    }

    /// The time in UTC, to the microsecond.
    static func timestamp(_ date: Date) -> String {
        let microseconds = Int64((date.timeIntervalSince1970 * 1_000_000).rounded())
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let whole = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        let digits = String(fraction)
        return "\(whole.dropLast()).\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)Z"
    }
}
