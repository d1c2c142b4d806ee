#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The memory of the machine and of the run's process.
///
/// `memory_percent`: what is in use, in percent; `proc.memory.availableMB`: what programs could still get, in MiB;
/// `proc.memory.rssMB`, `proc.memory.percent`: what the process holds, in MiB and in percent.
struct MemorySampler: SystemSampler {
    private let root: String
    private let pid: Int

    init(root: String, pid: Int) {
        self.root = root
        self.pid = pid
    }

    func sample() -> [SystemMetric] {
        var kibibytes: [Substring: Double] = [:]
        for line in KernelFile.lines("\(root)/meminfo") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            kibibytes[line[..<colon]] = KernelFile.numbers(line).first
        }
        guard let total = kibibytes["MemTotal"], total > 0 else { return [] }
        let free = kibibytes["MemFree", default: 0] + kibibytes["Buffers", default: 0] + kibibytes["Cached", default: 0]
        let available = kibibytes["MemAvailable"] ?? free
        var metrics = [
            SystemMetric("memory_percent", (total - available) / total * 100),
            SystemMetric("proc.memory.availableMB", available / 1024),
        ]
        if let pages = KernelFile.lines("\(root)/\(pid)/statm").first.flatMap({ KernelFile.numbers($0).first }) {
            let resident = pages * Double(sysconf(Int32(_SC_PAGESIZE)))
            metrics.append(SystemMetric("proc.memory.rssMB", resident / 1_048_576))
            metrics.append(SystemMetric("proc.memory.percent", resident / (total * 1024) * 100))
        }
        return metrics
    }
}
