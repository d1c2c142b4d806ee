/// What the machine sent and received since the run began, over all but its own loop.
///
/// `network.sent`, `network.recv`: bytes; `network.tcpRetransmits`: segments sent again;
/// `network.sentBps`, `network.recvBps`: bytes a second since the sample before.
struct NetworkSampler: SystemSampler {
    private struct Traffic: Sendable {
        var sent = 0.0
        var received = 0.0
        var retransmits = 0.0
    }

    private let root: String
    private var start: Traffic
    private var last: (traffic: Traffic, time: ContinuousClock.Instant)

    init(root: String) {
        self.root = root
        start = Self.traffic(root)
        last = (start, .now)
    }

    mutating func sample() -> [SystemMetric] {
        let now = Self.traffic(root)
        let time = ContinuousClock.now
        let seconds = last.time.duration(to: time) / .seconds(1)
        var metrics = [
            SystemMetric("network.sent", now.sent - start.sent),
            SystemMetric("network.recv", now.received - start.received),
            SystemMetric("network.tcpRetransmits", now.retransmits - start.retransmits),
        ]
        if seconds >= SystemLimits.shortestIntervalSeconds {
            metrics.append(SystemMetric("network.sentBps", (now.sent - last.traffic.sent) / seconds))
            metrics.append(SystemMetric("network.recvBps", (now.received - last.traffic.received) / seconds))
            last = (now, time)
        }
        return metrics
    }

    private static func traffic(_ root: String) -> Traffic {
        var traffic = Traffic()
        for line in KernelFile.lines("\(root)/net/dev") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].filter { $0 != " " }
            // The counters follow the colon, with or without a space.
            let counters = line[line.index(after: colon)...].split(separator: " ").map { Double($0) ?? 0 }
            guard name != "lo", counters.count > 8 else { continue }
            traffic.received += counters[0]
            traffic.sent += counters[8]
        }
        let tcp = KernelFile.lines("\(root)/net/snmp").filter { $0.hasPrefix("Tcp:") }
        if tcp.count == 2,
            let column = tcp[0].split(separator: " ").dropFirst().firstIndex(of: "RetransSegs")
        {
            let numbers = tcp[1].split(separator: " ")
            if column < numbers.count { traffic.retransmits = Double(numbers[column]) ?? 0 }
        }
        return traffic
    }
}
