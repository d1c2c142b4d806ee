import Foundation
import RoostQueue

/// What this machine has.
public enum Inventory {
    /// What is declared, and for the rest what is found.
    public static func capacity(_ declared: DeclaredCapacity, maxJobs: Int?) -> Capacity {
        Capacity(
            jobs: maxJobs, cpus: declared.cpus ?? Double(ProcessInfo.processInfo.activeProcessorCount),
            memoryBytes: declared.memoryBytes ?? memoryBytes(), gpus: declared.gpus ?? gpus())
    }

    /// The memory that programs can have: the machine's, or less where a control group bounds it.
    static func memoryBytes(root: String = "/") -> Int64 {
        let physical = Int64(clamping: ProcessInfo.processInfo.physicalMemory)
        let bounds = ["sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory/memory.limit_in_bytes"].compactMap { path in
            SmallFile.read(root + path).flatMap {
                Int64(String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        return bounds.filter { $0 > 0 }.min().map { min($0, physical) } ?? physical
    }

    /// The graphics processors that the driver shows.
    static func gpus(root: String = "/") -> Int {
        let folder = root + "proc/driver/nvidia/gpus"
        return (try? FileManager.default.contentsOfDirectory(atPath: folder))?.count ?? 0
    }

    /// What is left beside jobs of these needs.
    static func free(of capacity: Capacity, taken: some Sequence<Needs>) -> Capacity {
        var free = capacity
        for needs in taken { free.take(needs) }
        return free
    }
}
