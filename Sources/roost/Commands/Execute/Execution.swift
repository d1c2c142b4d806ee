import Foundation
import Roost
import Synchronization

/// A program that runs inside a run, from its start to its end.
struct Execution: Sendable {
    let program: WrappedProgram
    let run: Run
    let options: MagicOptions
    let surroundings: Surroundings

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - outputs: its streams.
    ///   - interval: the seconds between two samples of system metrics.
    ///   - measures: whether there are any.
    func run(_ outputs: [ChildOutput], interval: Double?, measures: Bool) async throws -> ChildProcess.End {
        let scraping = Scraping(run: run, options: options)
        let relay = OutputRelay(outputs) { stream, bytes in scraping.read(bytes, stream) }
        let joined = run.mode == .online ? (id: run.id, project: run.project, entity: run.entity) : nil
        let child = try ChildProcess(
            program,
            environment: ChildEnvironment.variables(
                surroundings.environment, joining: joined, server: run.settings.baseURL),
            output: outputs[0].writeEnd, error: outputs[1].writeEnd)
        SignalRelay.pass(to: child.pid)
        for output in outputs { output.closeWriteEnd() }
        relay.start()
        let monitor = measures ? monitor(of: child, interval: interval) : nil
        let end = await child.wait()
        SignalRelay.end()
        monitor?.stop()
        await relay.finish()
        return end
    }

    private func monitor(of child: ChildProcess, interval: Double?) -> SystemMonitor {
        SystemMonitor(
            interval: .milliseconds(Int64((interval ?? 15) * 1000)), probe: SystemProbe(pid: Int(child.pid))
        ) { metrics, time in
            run.logSystemMetrics(metrics, at: time)
        }
    }
}

/// Logs the metrics that a program prints, unless a client in it logs them by itself.
private final class Scraping: Sendable {
    private let run: Run
    private let scraper: Mutex<MetricScraper>
    private let search: Mutex<ClientSearch>

    init(run: Run, options: MagicOptions) {
        self.run = run
        scraper = Mutex(MetricScraper(options: options))
        search = Mutex(ClientSearch(runID: run.id, ownDirectory: run.syncDir))
    }

    func read(_ bytes: [UInt8], _ stream: ConsoleStream) {
        let rows = scraper.withLock { $0.read(bytes, stream: stream) }
        // Two writers of one history would take each other's rows away.
        guard !rows.isEmpty, run.mode != .online || !search.withLock({ $0.hasFound() }) else { return }
        for row in rows { run.log(contentsOf: row.map { (key: $0.key, value: $0.value as any RunValueConvertible) }) }
    }
}

/// The executable of this process.
enum OwnExecutable {
    static func path(in surroundings: Surroundings) -> String? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? surroundings.arguments.first.map { surroundings.absolute($0) }
    }
}
