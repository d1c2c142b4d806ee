import Foundation

/// Samples the machine on an interval, on a thread of its own.
///
/// ```swift
/// let monitor = SystemMonitor(interval: .seconds(5)) { metrics, time in
///     for metric in metrics { print(time, metric.key, metric.value) }
/// }
/// monitor.stop()
/// ```
public final class SystemMonitor: Sendable {
    /// Gets a sample and the time of it, on the monitor's thread.
    public typealias Handler = @Sendable (_ metrics: [SystemMetric], _ time: Date) -> Void

    private let thread: PollingThread

    /// Starts with a sample at once.
    ///
    /// - Parameters:
    ///   - interval: between two samples; at least a tenth of a second.
    ///   - probe: what to measure.
    ///   - handler: gets each sample.
    public init(
        interval: Duration = .seconds(15), probe: sending SystemProbe = SystemProbe(), handler: @escaping Handler
    ) {
        let seconds = max(interval / .seconds(1), SystemLimits.shortestIntervalSeconds)
        thread = PollingThread(name: "roost-system", seconds: seconds, state: probe) { probe, isLast in
            if !isLast { handler(probe.sample(), Date()) }
        }
    }

    /// Ends the sampling; a sample that is being taken is handed over before this returns.
    public func stop() {
        thread.stop()
    }

    deinit {
        stop()
    }
}
