/// How full the disks are, and what was read and written.
///
/// `disk.PATH.usagePercent`, `disk.PATH.usageGB`: of the file system at a path, in percent and GiB; `disk.DEVICE.in`,
/// `disk.DEVICE.out`: read from and written to a disk since the run began, in MiB.
struct DiskSampler: SystemSampler {
    private struct Traffic: Sendable {
        var read: Double
        var written: Double
    }

    private static let sectorBytes = 512.0

    private let root: String
    private let paths: [String]
    private var start: [String: Traffic] = [:]

    init(root: String, paths: [String]) {
        self.root = root
        self.paths = paths
        start = traffic()
    }

    func sample() -> [SystemMetric] {
        var metrics: [SystemMetric] = []
        for (device, now) in traffic().sorted(by: { $0.key < $1.key }) {
            guard let before = start[device] else { continue }
            metrics.append(SystemMetric("disk.\(device).in", (now.read - before.read) / 1_048_576))
            metrics.append(SystemMetric("disk.\(device).out", (now.written - before.written) / 1_048_576))
        }
        for path in paths {
            guard let space = FileSystemSpace(path: path) else { continue }
            metrics.append(SystemMetric("disk.\(path).usagePercent", space.usedPercent))
            metrics.append(SystemMetric("disk.\(path).usageGB", space.usedBytes / 1_073_741_824))
        }
        return metrics
    }

    /// The bytes moved since the machine started, of whole disks.
    private func traffic() -> [String: Traffic] {
        var found: [String: Traffic] = [:]
        for line in KernelFile.lines("\(root)/diskstats") where found.count < SystemLimits.disks {
            let fields = line.split(separator: " ")
            guard fields.count > 9, Self.isDisk(fields[2]), let read = Double(fields[5]),
                let written = Double(fields[9])
            else { continue }
            found[String(fields[2])] = Traffic(read: read * Self.sectorBytes, written: written * Self.sectorBytes)
        }
        return found
    }

    /// Whether the name is of a whole disk: not of a partition, nor of a device that lies upon others.
    static func isDisk(_ name: Substring) -> Bool {
        for prefix in ["sd", "hd", "vd", "xvd"] where name.hasPrefix(prefix) {
            return name.dropFirst(prefix.count).allSatisfy(\.isLetter)
        }
        return (name.hasPrefix("nvme") || name.hasPrefix("mmcblk")) && !name.contains("p")
    }
}
