import Metrics
import RoostJSON
import Synchronization

/// A swift-metrics backend that renders the Prometheus text format 0.0.4.
///
/// Timers and recorders become histograms; timers are in seconds.
public final class PrometheusRegistry: MetricsFactory {
    private struct State {
        var counters: [Series: PrometheusCounter] = [:]
        var gauges: [Series: PrometheusGauge] = [:]
        var histograms: [Series: PrometheusHistogram] = [:]
    }

    struct Series: Hashable {
        let name: String
        let labels: String
    }

    private let state = Mutex(State())

    public init() {}

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let series = Self.series(label, dimensions, suffix: "_total")
        return state.withLock { state in
            if let existing = state.counters[series] { return existing }
            let counter = PrometheusCounter()
            state.counters[series] = counter
            return counter
        }
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return gauge(label, dimensions) }
        return histogram(Self.series(label, dimensions), bounds: PrometheusHistogram.sizeBounds)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(Self.series(label, dimensions, suffix: "_seconds"), bounds: PrometheusHistogram.secondBounds)
    }

    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> PrometheusGauge {
        let series = Self.series(label, dimensions)
        return state.withLock { state in
            if let existing = state.gauges[series] { return existing }
            let gauge = PrometheusGauge()
            state.gauges[series] = gauge
            return gauge
        }
    }

    private func histogram(_ series: Series, bounds: [Double]) -> PrometheusHistogram {
        state.withLock { state in
            if let existing = state.histograms[series] { return existing }
            let histogram = PrometheusHistogram(bounds: bounds)
            state.histograms[series] = histogram
            return histogram
        }
    }

    /// All series as Prometheus reads them.
    public func render() -> String {
        let (counters, gauges, histograms) = state.withLock { ($0.counters, $0.gauges, $0.histograms) }
        var text = ""
        func write(_ series: [(Series, String)], kind: String) {
            var lastName = ""
            for (key, lines) in series.sorted(by: { ($0.0.name, $0.0.labels) < ($1.0.name, $1.0.labels) }) {
                if key.name != lastName { text += "# TYPE \(key.name) \(kind)\n" }
                lastName = key.name
                text += lines
            }
        }
        write(counters.map { ($0, "\($0.name)\(Self.braced($0.labels)) \($1.value)\n") }, kind: "counter")
        write(gauges.map { ($0, "\($0.name)\(Self.braced($0.labels)) \($1.value)\n") }, kind: "gauge")
        write(histograms.map { ($0, $1.render($0)) }, kind: "histogram")
        return text
    }

    static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

    private static func series(_ label: String, _ dimensions: [(String, String)], suffix: String = "") -> Series {
        var name = ""
        for byte in label.utf8 {
            let isAllowed =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            name.unicodeScalars.append(isAllowed ? Unicode.Scalar(byte) : "_")
        }
        if !name.hasSuffix(suffix) { name += suffix }
        let labels = dimensions.map { "\($0.0)=\(JSON.string($0.1).text)" }.joined(separator: ",")
        return Series(name: name, labels: labels)
    }
}

final class PrometheusCounter: CounterHandler {
    private let count = Atomic<Int64>(0)

    var value: Int64 { count.load(ordering: .relaxed) }
    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
}

final class PrometheusGauge: RecorderHandler, MeterHandler {
    private let current = Mutex(0.0)

    var value: Double { current.withLock { $0 } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { current.withLock { $0 = value } }
    func increment(by amount: Double) { current.withLock { $0 += amount } }
    func decrement(by amount: Double) { current.withLock { $0 -= amount } }
}

final class PrometheusHistogram: RecorderHandler, TimerHandler {
    static let secondBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    static let sizeBounds = [1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

    private struct State {
        var counts: [Int]
        var sum = 0.0
        var count = 0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count)))
    }

    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Double) {
        state.withLock { state in
            if let index = bounds.firstIndex(where: { value <= $0 }) { state.counts[index] += 1 }
            state.sum += value
            state.count += 1
        }
    }

    func render(_ series: PrometheusRegistry.Series) -> String {
        let now = state.withLock { $0 }
        let prefix = series.labels.isEmpty ? "" : series.labels + ","
        var text = ""
        var cumulative = 0
        for (bound, count) in zip(bounds, now.counts) {
            cumulative += count
            text += "\(series.name)_bucket{\(prefix)le=\"\(bound)\"} \(cumulative)\n"
        }
        text += "\(series.name)_bucket{\(prefix)le=\"+Inf\"} \(now.count)\n"
        text += "\(series.name)_sum\(PrometheusRegistry.braced(series.labels)) \(now.sum)\n"
        text += "\(series.name)_count\(PrometheusRegistry.braced(series.labels)) \(now.count)\n"
        return text
    }
}
