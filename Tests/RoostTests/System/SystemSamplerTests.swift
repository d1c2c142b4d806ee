import Foundation
import Testing

@testable import Roost

/// Samples of made-up trees of the kernel's files.
@Suite struct SystemSamplerTests {
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func value(_ key: String, _ metrics: [SystemMetric]) -> Double? { metrics.last { $0.key == key }?.value }

    @Test func measuresProcessors() throws {
        func write(_ all: String, _ first: String, _ second: String, user: Int, system: Int) throws {
            _ = try scratch.file("stat", "cpu  \(all)\ncpu0 \(first)\ncpu1 \(second)\nintr 1 2 3\n")
            let fields = ["S", "1", "42", "42", "0", "-1", "0", "0", "0", "0", "0", "\(user)", "\(system)", "0", "0"]
            _ = try scratch.file("42/stat", "42 (a) b (c)) \(fields.joined(separator: " "))\n")
            _ = try scratch.file("42/status", "Name:\ta\nThreads:\t7\n")
        }
        try write("100 0 100 800 0 0 0 0 9 9", "50 0 50 400 0 0 0 0", "50 0 50 400 0 0 0 0", user: 10, system: 5)
        var sampler = CPUSampler(root: scratch.path, pid: 42)
        try write("160 0 120 900 20 0 0 0 9 9", "100 0 60 440 0 0 0 0", "60 0 60 460 20 0 0 0", user: 40, system: 15)
        let metrics = sampler.sample()
        #expect(value("cpu", metrics) == 20)
        #expect(value("cpu.0.cpu_percent", metrics) == 60)
        #expect(value("cpu.1.cpu_percent", metrics) == 20)
        #expect(value("proc.cpu.threads", metrics) == 7)
        // Nothing has passed.
        #expect(sampler.sample().map(\.key) == ["proc.cpu.threads"])
    }

    @Test func measuresMemory() throws {
        _ = try scratch.file(
            "meminfo", "MemTotal:  4096000 kB\nMemFree:  100 kB\nMemAvailable:  1024000 kB\nBuffers: 5 kB\n")
        _ = try scratch.file("42/statm", "5000 256 100 1 0 1 0\n")
        let metrics = MemorySampler(root: scratch.path, pid: 42).sample()
        let pageMiB = Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
        #expect(value("memory_percent", metrics) == 75)
        #expect(value("proc.memory.availableMB", metrics) == 1000)
        #expect(value("proc.memory.rssMB", metrics) == 256 * pageMiB)
        #expect(value("proc.memory.percent", metrics) == 256 * pageMiB / 4000 * 100)
        // A process that is gone has no memory; an older kernel does not tell what is available.
        _ = try scratch.file("meminfo", "MemTotal:  1000 kB\nMemFree:  100 kB\nBuffers: 50 kB\nCached: 100 kB\n")
        let gone = MemorySampler(root: scratch.path, pid: 43).sample()
        #expect(gone == [SystemMetric("memory_percent", 75), SystemMetric("proc.memory.availableMB", 250 / 1024.0)])
    }

    private func writeTraffic(received: Int, sent: Int, retransmits: Int) throws {
        _ = try scratch.file(
            "net/dev",
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls
                lo: 999999 1 0 0 0 0 0 0 999999 1 0 0 0 0 0 0
              eth0:\(received) 1 0 0 0 0 0 0 \(sent) 1 0 0 0 0 0 0
              wlan0: 10 1 0 0 0 0 0 0 20 1 0 0 0 0 0 0

            """)
        _ = try scratch.file(
            "net/snmp",
            """
            Ip: Forwarding DefaultTTL
            Ip: 1 64
            Tcp: RtoAlgorithm RtoMin ActiveOpens RetransSegs InErrs
            Tcp: 1 200 3 \(retransmits) 5

            """)
    }

    @Test func measuresTheNetwork() throws {
        try writeTraffic(received: 1000, sent: 2000, retransmits: 3)
        var sampler = NetworkSampler(root: scratch.path)
        try writeTraffic(received: 1500, sent: 2900, retransmits: 10)
        let metrics = sampler.sample()
        #expect(value("network.recv", metrics) == 500)
        #expect(value("network.sent", metrics) == 900)
        #expect(value("network.tcpRetransmits", metrics) == 7)
    }

    @Test func measuresDisks() throws {
        func write(_ read: Int, _ written: Int) throws {
            _ = try scratch.file(
                "diskstats",
                """
                   8       0 sda 10 0 \(read) 5 10 0 \(written) 5 0 0 0 0
                   8       1 sda1 10 0 77 5 10 0 88 5 0 0 0 0
                 259       0 nvme0n1 10 0 0 5 10 0 0 5 0 0 0 0
                 259       1 nvme0n1p1 10 0 7 5 10 0 8 5 0 0 0 0
                   7       0 loop0 10 0 7 5 10 0 8 5 0 0 0 0

                """)
        }
        try write(2048, 4096)
        let sampler = DiskSampler(root: scratch.path, paths: ["/", "/no/such/path"])
        try write(2048 + 4096, 4096 + 1024)
        let metrics = sampler.sample()
        #expect(
            metrics.map(\.key) == [
                "disk.nvme0n1.in", "disk.nvme0n1.out", "disk.sda.in", "disk.sda.out", "disk./.usagePercent",
                "disk./.usageGB",
            ])
        #expect(value("disk.sda.in", metrics) == 2)
        #expect(value("disk.sda.out", metrics) == 0.5)
        #expect(value("disk.nvme0n1.in", metrics) == 0)
        let percent = try #require(value("disk./.usagePercent", metrics))
        #expect((0...100).contains(percent))
    }

    @Test(arguments: [
        ("sda", true), ("sda1", false), ("vdb", true), ("nvme0n1", true), ("nvme0n1p2", false), ("mmcblk0", true),
        ("mmcblk0p1", false), ("loop0", false), ("dm-0", false), ("md0", false), ("xvda", true),
    ])
    func tellsDisksFromTheirParts(name: String, isDisk: Bool) {
        #expect(DiskSampler.isDisk(name[...]) == isDisk)
    }

    @Test func measuresGraphicsProcessorsOfAMD() throws {
        let card = "class/drm/card1/device"
        for (name, text) in [
            ("vendor", "0x1002\n"), ("gpu_busy_percent", "37\n"), ("mem_busy_percent", "12\n"),
            ("mem_info_vram_used", "1073741824\n"), ("mem_info_vram_total", "4294967296\n"), ("unique_id", "abc123\n"),
            ("product_name", "Radeon X\n"), ("hwmon/hwmon3/temp1_input", "54000\n"),
            ("hwmon/hwmon3/power1_average", "90000000\n"),
            ("hwmon/hwmon3/power1_cap", "180000000\n"), ("hwmon/hwmon3/freq1_input", "1500000000\n"),
            ("hwmon/hwmon3/freq2_input", "875000000\n"),
        ] { _ = try scratch.file("\(card)/\(name)", text) }
        _ = try scratch.file("class/drm/card0/device/vendor", "0x8086\n")
        _ = try scratch.file("class/drm/card1-DP-1/status", "connected\n")
        let sampler = AMDSampler(root: scratch.path)
        #expect(!sampler.isEmpty)
        #expect(
            sampler.sample() == [
                SystemMetric("gpu.0.gpu", 37), SystemMetric("gpu.0.memory", 12),
                SystemMetric("gpu.0.memoryAllocated", 25),
                SystemMetric("gpu.0.memoryAllocatedBytes", 1_073_741_824), SystemMetric("gpu.0.temp", 54),
                SystemMetric("gpu.0.powerWatts", 90), SystemMetric("gpu.0.powerPercent", 50),
                SystemMetric("gpu.0.smClock", 1500), SystemMetric("gpu.0.memoryClock", 875),
            ])
        let facts = GPUFacts(roots: .init(sys: scratch.path, nvml: []))
        #expect(facts.amd.map(\.name) == ["Radeon X"])
        #expect(facts.amd.map(\.memoryBytes) == [4_294_967_296])
        #expect(facts.amd.map(\.id) == ["abc123"])
        #expect(facts.nvidia.isEmpty)
    }

    @Test func anEmptyTreeGivesNothing() {
        let roots = SystemProbe.Roots(proc: scratch.path, sys: scratch.path, nvml: [])
        var probe = SystemProbe(pid: 1, diskPaths: [], roots: roots)
        let keys = Set(probe.sample().map(\.key))
        #expect(keys.isSubset(of: ["network.sent", "network.recv", "network.tcpRetransmits"]))
    }
}
