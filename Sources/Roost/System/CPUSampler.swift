#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How busy the processors are, and how much of them the run's process takes.
///
/// `cpu`: the process, in percent of all processors; `cpu.N.cpu_percent`: each processor, in percent;
/// `proc.cpu.threads`: the threads of the process.
struct CPUSampler: SystemSampler {
    private struct Ticks: Sendable {
        var busy: Double
        var all: Double
    }

    private let root: String
    private let pid: Int
    private var processors: [Ticks] = []
    private var process: Double?
    private var allTicks: Double?

    init(root: String, pid: Int) {
        self.root = root
        self.pid = pid
        _ = sample()
    }

    mutating func sample() -> [SystemMetric] {
        var metrics: [SystemMetric] = []
        let lines = KernelFile.lines("\(root)/stat").filter { $0.hasPrefix("cpu") }
        let ticks = lines.map(Self.ticks)
        if let all = ticks.first, let used = processTicks() {
            if let process, let allTicks, all.all > allTicks {
                metrics.append(SystemMetric("cpu", max(0, used - process) / (all.all - allTicks) * 100))
            }
            process = used
            allTicks = all.all
        }
        let each = Array(ticks.dropFirst().prefix(SystemLimits.processors))
        if each.count == processors.count {
            for (index, (now, before)) in zip(each, processors).enumerated() where now.all > before.all {
                let percent = (now.busy - before.busy) / (now.all - before.all) * 100
                metrics.append(SystemMetric("cpu.\(index).cpu_percent", min(100, max(0, percent))))
            }
        }
        processors = each
        if let threads = threads() { metrics.append(SystemMetric("proc.cpu.threads", threads)) }
        return metrics
    }

    /// A line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in them.
    private static func ticks(_ line: Substring) -> Ticks {
        let numbers = KernelFile.numbers(line).prefix(8)
        let all = numbers.reduce(0, +)
        let idle = numbers.dropFirst(3).prefix(2).reduce(0, +)
        return Ticks(busy: all - idle, all: all)
    }

    /// User and system time of the process, in the ticks of `/proc/stat`.
    private func processTicks() -> Double? {
        // The name of the program, in parentheses, may hold anything.
        guard let text = KernelFile.text("\(root)/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return nil }
        return user + system
    }

    private func threads() -> Double? {
        KernelFile.lines("\(root)/\(pid)/status").first { $0.hasPrefix("Threads:") }
            .flatMap { KernelFile.numbers($0).first }
    }
}
