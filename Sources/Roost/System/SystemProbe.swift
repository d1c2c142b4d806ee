import Foundation

/// Measures the machine and the run's process.
public struct SystemProbe: Sendable {
    /// Where the kernel shows its state; made-up trees stand in for it in tests.
    public struct Roots: Sendable, Hashable {
        /// The processes, processors and memory.
        public var proc: String
        /// The devices.
        public var sys: String
        /// The names under which NVIDIA's management library is looked for.
        public var nvml: [String]

        /// Where Linux has them, but for what is given.
        public init(proc: String = "/proc", sys: String = "/sys", nvml: [String] = NVMLLibrary.names) {
            self.proc = proc
            self.sys = sys
            self.nvml = nvml
        }
    }

    private var samplers: [any SystemSampler]

    /// A probe that has measured nothing yet.
    ///
    /// - Parameters:
    ///   - pid: the process that is measured; this one by default.
    ///   - diskPaths: paths whose file systems are measured.
    ///   - roots: where to look.
    public init(
        pid: Int = Int(ProcessInfo.processInfo.processIdentifier), diskPaths: [String] = ["/"], roots: Roots = Roots()
    ) {
        samplers = [
            CPUSampler(root: roots.proc, pid: pid), NetworkSampler(root: roots.proc),
            DiskSampler(root: roots.proc, paths: diskPaths), MemorySampler(root: roots.proc, pid: pid),
        ]
        if let library = NVMLLibrary(names: roots.nvml) {
            samplers.append(NVIDIASampler(library: library, pid: pid))
        } else {
            let amd = AMDSampler(root: roots.sys)
            if !amd.isEmpty { samplers.append(amd) }
        }
    }

    /// The metrics as they are now; rates count from the sample before.
    public mutating func sample() -> [SystemMetric] {
        var metrics: [SystemMetric] = []
        for index in samplers.indices { metrics += samplers[index].sample() }
        return metrics
    }
}
